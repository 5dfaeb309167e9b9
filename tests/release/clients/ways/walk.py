"""openapi-python-client: a module for each operation, named by its id; a class for each body and answer."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import httpx
from xuefen_client import AuthenticatedClient, Client, models
from xuefen_client.api.employers import (
    employers_apply,
    employers_decide,
    employers_put_employer,
    employers_show_roll,
)
from xuefen_client.api.people import (
    people_download,
    people_enrol_me,
    people_open_account,
    people_show_year,
)
from xuefen_client.api.plan_review import plan_review_decide
from xuefen_client.api.plans import plans_draw_up, plans_submit
from xuefen_client.api.providers import providers_correct, providers_list_own, providers_report
from xuefen_client.api.public import public_verify
from xuefen_client.api.records import records_register, records_submit, records_upload
from xuefen_client.api.review import review_decide
from xuefen_client.api.rosters import rosters_bring, rosters_show_roster
from xuefen_client.api.study import study_list_courses, study_report

T = TypeVar("T")
SCENE = json.loads(Path(sys.argv[1]).read_text("utf-8"))
START = datetime.fromisoformat("2020-06-01T09:00:00+08:00")
SECONDS = 900


def signed_in(login: str) -> AuthenticatedClient:
    """A client with a token, as the development issuer signs one for anybody."""
    answer = httpx.post(f"{SCENE['base']}/dev/token", json={"sub": login}, timeout=30)
    token = answer.json()["access_token"]
    return AuthenticatedClient(SCENE["base"], token=token, timeout=httpx.Timeout(30))


def set_clock(now: datetime | None) -> None:
    """Let the local cloud's clock show an instant; None is real time."""
    told = {"now": now.isoformat() if now else None}
    httpx.put(f"{SCENE['base']}/dev/clock", json=told, timeout=30).raise_for_status()


def must(answered: object, kind: type[T]) -> T:
    """What was answered, which is no problem."""
    assert isinstance(answered, kind), answered
    return answered


def until(ask: Callable[[], T], is_so: Callable[[T], bool]) -> T:
    """Wait for what happens by itself."""
    for _turn in range(600):
        value = ask()
        if is_so(value):
            return value
        time.sleep(0.1)
    raise TimeoutError


def key() -> str:
    """A new idempotency key."""
    return uuid4().hex


def document(person: dict[str, Any]) -> models.DocumentSent:
    return models.DocumentSent.from_dict(person["document"])


def bring(client: AuthenticatedClient) -> str:
    """Upload the proof: announced with its digest, then posted to the signed address."""
    file = Path(SCENE["proof"]).read_bytes()
    announced = models.UploadSent(
        filename="签到表.pdf",
        content_type=models.UploadSentContentType("application/pdf"),
        size=len(file),
        sha256=sha256(file).hexdigest(),
    )
    offer = must(records_upload.sync(client=client, body=announced), models.Upload)
    fields = offer.fields.to_dict()
    httpx.post(offer.url, data=fields, files={"file": file}, timeout=30).raise_for_status()
    return offer.id


def stated(evidence: str, ended_on: date) -> models.RecordSentTraining:
    """A training of six days."""
    return models.RecordSentTraining.from_dict(
        {
            "form": "training",
            "title": "新收入准则专题面授培训",
            "issuer": "江门市会计学会",
            "facts": {"days": 6},
            "reference": SCENE["reference"],
            "started_on": "2020-05-18",
            "ended_on": ended_on.isoformat(),
            "evidence": [evidence],
        }
    )


def enrol(client: AuthenticatedClient) -> None:
    person = SCENE["person"]
    enrolment = models.EnrolmentSent(
        name=person["name"],
        document=document(person),
        territory="440703",
        employment=models.Employment.EMPLOYED,
        employer="江门市示范会计有限公司",
        worked_since=date(2016, 7, 1),
    )
    must(people_enrol_me.sync(client=client, body=enrolment), models.Profile)
    account = models.HrAccountSent(name=person["name"], document=document(person))
    must(people_open_account.sync(client=client, body=account), models.HrAccount)


def professional(client: AuthenticatedClient, reviewer: AuthenticatedClient) -> dict[str, Any]:
    """From enrolment to the certificate."""
    enrol(client)
    evidence = bring(client)
    early = stated(evidence, date(2019, 5, 23))
    refused = records_register.sync_detailed(2020, client=client, body=early)
    said, once = stated(evidence, date(2020, 5, 23)), key()
    draft, again = (
        must(
            records_register.sync(2020, client=client, body=said, idempotency_key=once),
            models.Record,
        )
        for _time in range(2)
    )
    sent = must(records_submit.sync(draft.id, client=client, idempotency_key=key()), models.Record)
    decision = models.VerdictSent(decision=models.Decision.ACCREDIT, version=sent.version)
    decided = review_decide.sync(sent.id, client=reviewer, body=decision, idempotency_key=key())
    must(decided, models.Record)
    learn(client)
    year = until(
        lambda: must(people_show_year.sync(2020, client=client), models.Year),
        lambda each: each.certificate.state == "issued",
    )
    signed = must(people_download.sync(2020, client=client), models.Download)
    anybody = Client(SCENE["base"], timeout=httpx.Timeout(30))
    verified = public_verify.sync(must(year.certificate.number, str), client=anybody)
    return {
        "refused": json.loads(refused.content)["code"],
        "repeated": again.id == draft.id,
        "states": [draft.state, sent.state],
        "records": len(year.records),
        "complete": year.complete,
        "pdf": httpx.get(signed.url, timeout=30).content[:5].decode(),
        "verified": must(verified, models.Verification).state,
    }


def studying() -> Iterator[int]:
    """What is reported next, the clock moved by it."""
    yield 0
    for turn in range(1, 100):
        set_clock(START + timedelta(seconds=turn * SECONDS))
        yield SECONDS


def learn(client: AuthenticatedClient) -> None:
    """Study the public subject to its end."""
    courses = must(study_list_courses.sync(client=client, year=2020), models.Courses)
    for seconds in studying():
        body = models.ProgressSent(seconds=seconds)
        told = study_report.sync(courses.items[0].id, client=client, body=body)
        if must(told, models.Course).complete:
            return


def provider(client: AuthenticatedClient) -> dict[str, Any]:
    """Report, list, correct."""
    person = SCENE["stranger"]
    said = {
        "reference": SCENE["reference"],
        "year": 2020,
        "subject": "professional",
        "form": "online",
        "facts": {"hours": "8"},
        "title": "增值税政策",
        "completed_on": "2020-05-20",
    }
    about = {"name": person["name"], "document": person["document"]}
    reports = models.ReportsSent.from_dict({"reports": [{**about, **said}]})
    reported = must(
        providers_report.sync(client=client, body=reports, idempotency_key=key()),
        models.ReportResults,
    )
    listed = must(providers_list_own.sync(client=client, limit=50), models.ReportList)
    mine = next(each for each in listed.items if each.reference == SCENE["reference"])
    changed = {**said, "facts": {"hours": "9.5"}, "reason": "学时有误"}
    body = models.ReportCorrectedOnline.from_dict(changed)
    corrected = must(
        providers_correct.sync(mine.id, client=client, body=body, idempotency_key=key()),
        models.ReportWhole,
    )
    return {
        "status": reported.results[0].status,
        "listed": mine.title,
        "corrected": corrected.facts.to_dict(),
        "moves": len(corrected.history),
    }


def employer(
    clerk: AuthenticatedClient, person: AuthenticatedClient, reviewer: AuthenticatedClient
) -> dict[str, Any]:
    """Apply, be opened, see the roll, have a plan approved, bring its roster."""
    code = SCENE["code"]
    applied = models.ApplicationSent(code=code, name="江门市示范贸易有限公司", territory="440703")
    must(
        employers_apply.sync(client=clerk, body=applied, idempotency_key=key()),
        models.EmployerDetails,
    )
    opening = models.ApplicationDecisionSent.from_dict({"decision": "open"})
    opened = must(
        employers_decide.sync(code, client=reviewer, body=opening, idempotency_key=key()),
        models.EmployerDetails,
    )
    agreed = models.ConsentSent(code=code, consent=True)
    assert employers_put_employer.sync_detailed(client=person, body=agreed).status_code < 300
    roll = until(
        lambda: must(employers_show_roll.sync(code, client=clerk, year=2020), models.Roll),
        lambda each: bool(each.items),
    )
    plan, states = planned(clerk, reviewer, code)
    set_clock(START + timedelta(days=11))
    row = {"name": SCENE["person"]["name"], "document": SCENE["person"]["document"], "days": 2}
    body = models.RosterSent.from_dict({"rows": [row]})
    brought = must(
        rosters_bring.sync(code, plan, client=clerk, body=body, idempotency_key=key()),
        models.RosterResults,
    )
    roster = must(rosters_show_roster.sync(code, plan, client=clerk), models.Roster)
    return {
        "opened": opened.state,
        "roll": [each.professional.name for each in roll.items],
        "plan": states,
        "row": brought.results[0].status,
        "roster": len(roster.items),
    }


def planned(
    clerk: AuthenticatedClient, reviewer: AuthenticatedClient, code: str
) -> tuple[str, list[str]]:
    """An approved plan's id, and the states that it went through."""
    said = {
        "year": 2020,
        "title": "内部控制培训",
        "content": "内部控制基本规范",
        "days": 2,
        "starts_on": "2020-06-10",
        "ends_on": "2020-06-11",
        "place": "公司会议室",
        "expected": 3,
    }
    body = models.PlanSent.from_dict(said)
    plan = must(
        plans_draw_up.sync(code, client=clerk, body=body, idempotency_key=key()), models.Plan
    )
    sent = must(plans_submit.sync(code, plan.id, client=clerk, idempotency_key=key()), models.Plan)
    verdict = models.PlanVerdictSent(decision=models.PlanDecision.APPROVE, version=sent.version)
    approved = must(
        plan_review_decide.sync(plan.id, client=reviewer, body=verdict, idempotency_key=key()),
        models.Plan,
    )
    return plan.id, [plan.state, sent.state, approved.state]


def main() -> None:
    set_clock(START)
    person = signed_in(SCENE["person"]["login"])
    reviewer, clerk = signed_in("reviewer-440703"), signed_in(SCENE["clerk"])
    walked = {
        "professional": professional(person, reviewer),
        "provider": provider(signed_in("provider")),
        "employer": employer(clerk, person, reviewer),
    }
    set_clock(None)
    print(json.dumps(walked))


if __name__ == "__main__":
    main()
