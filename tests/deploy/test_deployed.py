"""What was packaged, deployed as it is: the journey over the created API, its Lambdas, its streams.

As far as ministack goes. Its own stream mapping takes every answer of a handler for success, also
one with `batchItemFailures`: partial failures are proved on the local pump
(tests/local/test_pump_failures.py), the setting itself in tests/deploy/test_template.py. What it
leaves out of the API's definition, and what it cannot evaluate in a role, tests/deploy/deployed.py
says where it makes up for it. Preflights are answered by the API itself; ministack leaves out their
headers, which test_template.py reads.
"""

import hashlib
import io
import json
import time
import urllib.request
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pypdf
import pytest

from chalicelib.access.login import login_digest
from chalicelib.access.role import Role
from chalicelib.access.staff import Staff
from chalicelib.courses.rules.course_files import courses_of
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.functions import timers
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.records.store.years import progress_item
from local.clock import real_now
from local.issuer import Issuer
from local.schedules import event_of
from tests.deploy.conftest import ISSUER
from tests.deploy.deployed import Answer, Deployed, fetch
from tests.deploy.year_of_now import year_of
from tests.paper import pdf

LI = {"type": "resident_id", "number": "44070319950709107X"}
PDF = pdf()
STREAM_SECONDS = 60


def must(answer: Answer) -> dict[str, Any]:
    assert answer.status in {200, 201}, answer
    return answer.body


def eventually(ask: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is asked for
    """Ask until there is something, as long as streams may take."""
    deadline = time.monotonic() + STREAM_SECONDS
    while not (found := ask()) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert found
    return found


def lines(deployed: Deployed, function: str) -> list[dict[str, Any]]:
    """Read what a function told."""
    group = f"/aws/lambda/{deployed.physical[function]}"
    events = deployed.client("logs").filter_log_events(logGroupName=group)["events"]
    return [json.loads(event["message"]) for event in events if event["message"][0] == "{"]


def study(deployed: Deployed, token: str, year: int) -> None:
    """Finish the public subject, examination included: all but the last report is there already."""
    course = courses_of(year)[0]
    person = must(deployed.send("GET", "/v1/me", token=token))["id"]
    progress = StudyProgress(
        person=person,
        year=year,
        course=course.id,
        seconds=course.seconds_required - 900,
        last_report_at=real_now() - timedelta(hours=1),
        version=1,
    )
    deployed.put(progress_item(progress))
    path = f"/v1/me/courses/{course.id}"
    shown = must(deployed.send("POST", f"{path}/progress", {"seconds": 900}, token=token))
    if course.examination:
        answers = {each.id: each.answer for each in course.examination.questions}
        sent = {"answers": answers}
        shown = must(deployed.send("POST", f"{path}/examination", sent, token=token))
    assert shown["complete"]


def upload(deployed: Deployed, token: str) -> str:
    """Announce a file and post it by the signed form, as a browser does."""
    announced = {
        "filename": "证明.pdf",
        "content_type": "application/pdf",
        "size": len(PDF),
        "sha256": hashlib.sha256(PDF).hexdigest(),
    }
    offered = must(deployed.send("POST", "/v1/me/uploads", announced, token=token))
    boundary = uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in offered["fields"].items()
    ]
    file = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'
    body = b"".join(parts) + file.encode() + PDF + f"\r\n--{boundary}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    posted = fetch(urllib.request.Request(offered["url"], body, headers))  # noqa: S310 - our own emulator
    assert posted.status == 204, posted
    return str(offered["id"])


def submit(deployed: Deployed, token: str, year: int, today: datetime) -> dict[str, Any]:
    """Register three days of training, general knowledge, and submit them at once."""
    ended = shanghai_date(today) - timedelta(days=1)
    record = {
        "form": "training",
        "title": "新收入准则专题培训",
        "issuer": "江门市会计学会",
        "facts": {"days": 3, "general_knowledge": True},
        "reference": "JM-0017",
        "started_on": (ended - timedelta(days=2)).isoformat(),
        "ended_on": ended.isoformat(),
        "evidence": [upload(deployed, token)],
        "submit": True,
    }
    return must(deployed.send("POST", f"/v1/me/years/{year}/records", record, token=token))


def open_year(deployed: Deployed, issuer: Issuer, now: datetime) -> int:
    """The year to register in; between two windows the province opens the coming one first."""
    found = year_of(now)
    if found.is_open:
        return found.year
    login = login_digest(ISSUER, "province")
    deployed.put_staff(login, Staff(login, Role.ADMINISTRATOR, "440000"))
    path, token = f"/v1/admin/policies/{found.year}/amendments", issuer.token("province")
    must(deployed.send("POST", path, found.opening(now), token=token))
    opened = shanghai_date(now).isoformat()

    def is_told() -> bool:  # each function keeps the law for a while before it reads it again
        shown = must(deployed.send("GET", f"/v1/policies/{found.year}"))
        return bool(shown["figures"]["window.opens"]["value"] == opened)

    eventually(is_told)
    return found.year


@pytest.fixture(scope="module")
def journey(deployed: Deployed, deployed_issuer: Issuer) -> dict[str, Any]:
    """A person's year, played once: from enrolment to the certificate that comes by itself."""
    now = real_now()
    year, token = open_year(deployed, deployed_issuer, now), deployed_issuer.token("li")
    profile = {
        "name": "李䶮",
        "document": LI,
        "territory": "440703",
        "employment": "employed",
        "employer": "江门市示范会计有限公司",
    }
    must(deployed.send("POST", "/v1/me", profile, token=token))
    account = {"name": "李䶮", "document": LI}
    must(deployed.send("POST", "/v1/me/hr-account", account, token=token))
    # Only then is it the decision that brings the certificate, not the account's late match.
    eventually(lambda: lines(deployed, "MatchAccount"))
    study(deployed, token, year)
    record = submit(deployed, token, year, now)
    bureau = login_digest(ISSUER, "bureau")
    deployed.put_staff(bureau, Staff(bureau, Role.REVIEWER, "440703"))
    decision = f"/v1/review/records/{record['id']}/decision"
    reviewer = deployed_issuer.token("bureau")
    must(deployed.send("POST", decision, {"decision": "accredit"}, token=reviewer))

    def certificate() -> Any:  # noqa: ANN401 - JSON
        shown = must(deployed.send("GET", f"/v1/me/years/{year}", token=token))["certificate"]
        return shown if shown["state"] == "issued" else None

    return {"year": year, "token": token, "certificate": eventually(certificate)}


def test_given_the_package_then_the_journey_ends_in_a_certificate_that_verifies(
    deployed: Deployed, journey: dict[str, Any]
) -> None:
    path = f"/v1/me/years/{journey['year']}/certificate/download"

    def downloaded() -> Answer | None:
        answer = deployed.send("POST", path, token=journey["token"])
        return answer if answer.status == 200 else None

    signed = eventually(downloaded).body["url"]
    pdf = fetch(urllib.request.Request(signed)).content  # noqa: S310 - our own emulator
    text = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    number = journey["certificate"]["number"]
    assert "李䶮" in text
    assert number in text
    verified = must(deployed.send("GET", f"/v1/certificates/{number}"))
    assert (verified["state"], verified["year"]) == ("valid", journey["year"])
    assert fetch(urllib.request.Request(signed.partition("?")[0])).status == 403  # noqa: S310 - as above


@pytest.mark.usefixtures("journey")
def test_given_a_decision_then_its_request_is_found_in_the_logs_as_far_as_the_certificate(
    deployed: Deployed,
) -> None:
    route = "POST /v1/review/records/{id}/decision"
    (request,) = [line for line in lines(deployed, "APIHandler") if line.get("route") == route]
    results = {}
    for function in ("SyncToHr", "RenderCertificate"):
        (told,) = eventually(
            lambda name=function: [
                line
                for line in lines(deployed, name)
                if line.get("correlation") == request["correlation"]
            ]
        )
        results[function] = told["result"]
    assert results == {"SyncToHr": "issued", "RenderCertificate": "drawn"}


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("POST", "/v1/nowhere/else", 404, "not_found"),
        ("DELETE", "/v1/me", 405, "method_not_allowed"),
        ("GET", "/v1/me", 401, "unauthenticated"),
    ],
)
def test_given_a_request_that_leads_nowhere_then_the_answer_is_a_problem(
    deployed: Deployed, method: str, path: str, status: int, code: str
) -> None:
    answer = deployed.send(method, path)
    assert (answer.status, answer.body["code"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.usefixtures("journey")
@pytest.mark.parametrize("function", [each.logical_id for each in timers().values()])
def test_given_a_schedule_then_its_rule_calls_the_function_which_may_do_all_it_has_to(
    deployed: Deployed, function: str
) -> None:
    """A rule fires after minutes: its call is made here at once."""
    arn = deployed.client("lambda").get_function(FunctionName=deployed.physical[function])[
        "Configuration"
    ]["FunctionArn"]
    events = deployed.client("events")
    rules = events.list_rule_names_by_target(TargetArn=arn)["RuleNames"]
    (rule,) = [events.describe_rule(Name=name) for name in rules]
    assert (rule["State"], rule["ScheduleExpression"][:4] in {"rate", "cron"}) == ("ENABLED", True)
    answer = deployed.client("lambda").invoke(
        FunctionName=deployed.physical[function],
        Payload=json.dumps(event_of(real_now())),
    )
    assert "FunctionError" not in answer, answer["Payload"].read()
