"""People and bureaus that act without HTTP: what tests of store and actions begin with."""

from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import NamedTuple

import pytest
from stdnum.iso7064 import mod_11_2

from chalicelib.access.role import Role
from chalicelib.access.staff import Staff
from chalicelib.courses.rules.course import Course
from chalicelib.courses.rules.course_files import courses_of
from chalicelib.identity.gateways import keys
from chalicelib.identity.rules.proof import Claims
from chalicelib.people.actions.enrol import Applicant, Correction, Situation, enrol
from chalicelib.people.actions.open_hr_account import open_hr_account
from chalicelib.people.rules.account import Account
from chalicelib.people.rules.employment import Employment
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.gateways import files
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.identifier import compact
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.actions.appeal_record import Grounds, appeal_record
from chalicelib.records.actions.compose_record import Application
from chalicelib.records.actions.decide_appeal import Answer, Ruling, decide_appeal
from chalicelib.records.actions.decide_record import Decision, Verdict, decide_record
from chalicelib.records.actions.offer_upload import offer_upload
from chalicelib.records.actions.register_record import register_record
from chalicelib.records.gateways import evidence_bucket
from chalicelib.records.rules.evidence import Evidence
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.records.rules.reconsideration import appeals_of
from chalicelib.records.rules.record import Record
from chalicelib.records.store import years
from chalicelib.study.actions.report_study import report_study
from tests.paper import pdf

JUNE = datetime(2020, 6, 1, 9, tzinfo=SHANGHAI)
NAME = "李䶮"
COUNTY = "440703"
EMPLOYER = "江门市示范会计有限公司"
PDF = pdf()
NOBODY_SAYS = Claims()
_causes = count()


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    """Expect a refusal of this code."""
    return pytest.raises(Refusal, match=f"^{code}$")


def fresh_cause() -> Cause:
    """A request like no other, as long as those of HTTP."""
    return Cause(compact(sha256(f"cause {next(_causes)}".encode()).digest()), "0123456789ab")


def login_of(subject: str) -> str:
    """A login's digest."""
    return compact(sha256(subject.encode()).digest())


def resident_id(serial: int) -> str:
    """A valid resident ID number, another for each serial below 1000."""
    body = f"44070319900307{serial:03d}"
    return f"{body}{mod_11_2.calc_check_digit(body)}"


def digest(serial: int) -> str:
    """The digest by which a resident ID number is known."""
    return keys.document_digest("resident_id", resident_id(serial))


def person(serial: int = 0, name: str = NAME, claims: Claims = NOBODY_SAYS) -> Applicant:
    """Who a login says to be."""
    return Applicant(name, "resident_id", resident_id(serial), claims, allow_unproved=True)


def correction(name: str | None = None, serial: int | None = None) -> Correction:
    """What a login corrects."""
    document = None if serial is None else ("resident_id", resident_id(serial))
    return Correction(name, document, NOBODY_SAYS, allow_unproved=True)


def situation(territory: str = COUNTY) -> Situation:
    """Where a person works."""
    return Situation(territory, Employment.EMPLOYED, EMPLOYER, "13800138000", date(2015, 7, 1))


def enrolled(
    serial: int = 0, name: str = NAME, *, at: datetime = JUNE, territory: str = COUNTY
) -> Professional:
    """Enrol a person, known by a serial."""
    return enrol(
        person(serial, name),
        situation(territory),
        login=login_of(f"login {serial}"),
        at=at,
        cause=fresh_cause(),
    )


def account_opened(serial: int = 0, name: str = NAME, *, at: datetime = JUNE) -> Account:
    """Open the HR account of a person."""
    login = login_of(f"login {serial}")
    return open_hr_account(person(serial, name), login=login, at=at, cause=fresh_cause())


def uploaded(
    owner: str, content: bytes = PDF, content_type: str = "application/pdf", *, posted: bool = True
) -> str:
    """Announce a file of evidence and post it; return its id."""
    digest = sha256(content).hexdigest()
    offer_upload(owner, Evidence(digest, "证明.pdf", content_type, len(content)), at=JUNE)
    if posted:
        files.client().put_object(
            Bucket="evidence-bucket", Key=evidence_bucket.evidence_key(owner, digest), Body=content
        )
    return digest


def application(
    evidence: tuple[str, ...] = (), *, form: str = "training", **changes: object
) -> Application:
    """A training of six days: 60 credits in 2020."""
    stated = {
        "title": "新收入准则专题培训",
        "issuer": "江门市会计学会",
        "facts": {"days": 6},
        "reference": "JM-2020-0017",
        "started_on": date(2020, 5, 18),
        "ended_on": date(2020, 5, 23),
        **changes,
    }
    return Application(form=form, evidence=evidence, **stated)  # type: ignore[arg-type]  # a test's own


def exam(*papers: str, evidence: tuple[str, ...] = ()) -> Application:
    """An exam record of several papers: 90 credits each."""
    return application(
        evidence,
        form="exam",
        title="会计专业技术中级资格考试",
        facts={"papers": len(papers)},
        reference="；".join(papers),
        started_on=None,
    )


def book(title: str = "会计信息化", isbn: str = "978-7-5095-0001-9") -> Application:
    """A published book: 90 credits."""
    return application(
        form="book", title=title, facts={"role": "first_author"}, reference=isbn, started_on=None
    )


def registered(
    owner: str,
    what: Application | None = None,
    *,
    submit: bool = False,
    at: datetime = JUNE,
    cause: Cause | None = None,
) -> Record:
    """Register a record; with `submit` with evidence."""
    stated = what or application((uploaded(owner),) if submit else ())
    return register_record(
        owner, 2020, stated, submit=submit, at=at, cause=cause or fresh_cause()
    ).record


def reviewer(territory: str = COUNTY, name: str = "reviewer") -> Staff:
    """Who decides for a bureau."""
    return Staff(login_of(f"{name} {territory}"), Role.REVIEWER, territory)


def decided(
    record: Record,
    decision: Decision = Decision.ACCREDIT,
    *,
    at: datetime = JUNE,
    cause: Cause | None = None,
    staff: Staff | None = None,
) -> Record:
    """Let the county's bureau decide."""
    verdict = Verdict(decision=decision, reason="" if decision is Decision.ACCREDIT else "材料不清")
    decision_cause = cause or fresh_cause()
    return decide_record(
        staff or reviewer(), record.id, verdict, at=at, cause=decision_cause
    ).record


def appealed(owner: str, record: Record, *, at: datetime = JUNE, cause: Cause | None = None) -> str:
    """Appeal against a rejection; the appeal's id."""
    grounds = Grounds("附会议通知", (uploaded(owner),))
    done = appeal_record(owner, record.id, grounds, at=at, cause=cause or fresh_cause())
    return appeals_of(done.record)[-1].id


def answered(
    appeal: str,
    answer: Answer,
    *,
    at: datetime = JUNE,
    cause: Cause | None = None,
    name: str = "city",
) -> Record:
    """Let the city's bureau answer an appeal."""
    ruling, staff = Ruling(answer=answer, reason="因故"), reviewer("440700", name)
    return decide_appeal(staff, appeal, ruling, at=at, cause=cause or fresh_cause()).record


def course(year: int = 2020) -> Course:
    """The year's public-subject course, the first of its topics."""
    return courses_of(year)[0]


def studied(owner: str, *, left: int = 900, year: int = 2020, at: datetime = JUNE) -> StudyProgress:
    """Put a person `left` seconds before the end of the course, the last report at `at`."""
    progress = StudyProgress(
        person=owner,
        year=year,
        course=course(year).id,
        seconds=course(year).seconds_required - left,
        last_report_at=at,
        version=1,
    )
    years.put_progress(progress, 0)
    return progress


QUARTER = timedelta(minutes=15)


class Completed(NamedTuple):
    """A person whose year is complete, and the record that completed it."""

    professional: Professional
    record: Record


def completed(serial: int = 0, name: str = NAME) -> Completed:
    """Let a person complete 2020: 30 public credits by study, 60 by a training."""
    professional = enrolled(serial, name)
    studied(professional.id)
    report_study(professional.id, course().id, 900, at=JUNE + QUARTER, cause=fresh_cause())
    record = decided(registered(professional.id, submit=True), at=JUNE + QUARTER)
    return Completed(professional, record)
