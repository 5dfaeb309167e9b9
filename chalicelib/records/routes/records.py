"""Credit records: registering, reading, submitting; and the evidence that goes with them."""

from datetime import datetime
from functools import partial

from chalicelib.access.caller import Who
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import cut_whole
from chalicelib.http.refusals import FACTS
from chalicelib.law.rules.policy import parse_year, policy_of
from chalicelib.law.rules.subject import Subject
from chalicelib.people.actions.claim_account import find_own_person
from chalicelib.platform.rules.cause import Actor, Party
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.actions.change_record import change_record
from chalicelib.records.actions.compare_studies import compare_studies
from chalicelib.records.actions.compose_record import Application, OwnRecord, get_year
from chalicelib.records.actions.find_law import law_for
from chalicelib.records.actions.get_record import SignedIn, get_own_record
from chalicelib.records.actions.register_record import register_record
from chalicelib.records.actions.submit_record import submit_record
from chalicelib.records.actions.withdraw_record import withdraw_record
from chalicelib.records.routes import present, present_alike, shapes
from chalicelib.records.rules.likeness import Study, study_of
from chalicelib.records.rules.sitting import papers_in

records = Calls(__name__, tag="records")

WINDOW = (
    "window_not_open",
    "window_closed",
    "public_subject_incomplete",
    "professional_subject_complete",
    "moved_out",
)
OWNER = Actor(Party.PROFESSIONAL)
"""Who asks: here everybody is shown their own."""
STUDY = (
    *WINDOW,
    *FACTS,
    "date_outside_year",
    "date_invalid",
    "evidence_missing",
    "evidence_invalid",
    "duplicate_credit",
    "form_capped",
)
"""What is registered: in which window, what it is, with what evidence, whether it stands already and still counts."""


def _shown(done: OwnRecord, at: datetime) -> shapes.RecordShape:
    """A record as reading it would show it, so that its tag is the same."""
    found = compare_studies(done.person_year, study_of(done.record), but=done.record.id)
    return present_alike.with_alikes(present.record(done.record, done.window, at, OWNER), found)


def _application(sent: shapes.RecordSent) -> Application:
    if not sent.title:
        raise Refusal("field_invalid", field="title", why="不能为空")
    return Application(
        form=sent.form,
        title=sent.title,
        issuer=sent.issuer or "",
        facts=sent.facts,
        reference=sent.reference or "",
        started_on=sent.started_on,
        ended_on=sent.ended_on,
        evidence=tuple(sent.evidence),
    )


@records.call(
    "POST",
    "/v1/me/years/{year}/records",
    who=Who.PROFESSIONAL,
    body=shapes.RecordSent,
    answers=shapes.RecordShape,
    status=201,
    made_at="/v1/me/records/{id}",
    versioned="version",
    refusals=("year_unknown", *STUDY),
    summary="学分登记",
)
def register(call: Call[shapes.RecordSent]) -> shapes.RecordShape:
    """Register a record as a draft, or submit it at once."""
    done = register_record(
        call.person,
        parse_year(call.path["year"]),
        _application(call.body),
        submit=call.body.submit,
        at=call.at,
        cause=call.cause,
    )
    return _shown(done, call.at)


@records.call(
    "POST",
    "/v1/me/years/{year}/likenesses",
    who=Who.PROFESSIONAL,
    body=shapes.AlikeSent,
    answers=shapes.Alikes,
    refusals=("year_unknown", "cursor_invalid"),
    keyed=False,
    summary="查找相似的学分记录",
)
def find_likenesses(call: Call[shapes.AlikeSent]) -> shapes.Alikes:
    """Say what of one's own looks like a study, before it is registered; nothing is kept."""
    sent, year = call.body, policy_of(parse_year(call.path["year"])).year
    study = Study(
        year=year,
        subject=Subject(sent.subject),
        form=sent.form,
        title=sent.title,
        issuer=sent.issuer or "",
        reference=sent.reference or "",
        started_on=sent.started_on,
        ended_on=sent.ended_on,
        papers=papers_in(sent.form, sent.reference or sent.title),
    )
    found = compare_studies(get_year(call.person, year), study, but=sent.record or "")
    page, following = cut_whole(found, sent, lambda each: each.record.id)
    return shapes.Alikes(items=[present_alike.alike(each) for each in page], next=following)


def owner_of(call: Call[None]) -> SignedIn:
    """Who asks for a record as its owner."""
    login = call.login
    return SignedIn(login.digest, partial(find_own_person, login.digest, login.claims, at=call.at))


@records.call(
    "GET",
    "/v1/me/records/{id}",
    who=Who.OWNER,
    answers=shapes.RecordShape,
    versioned="version",
    refusals=("not_found",),
    summary="查询学分记录",
)
def show(call: Call[None]) -> shapes.RecordShape:
    """Show one's own record with its history, and what of one's own looks like it."""
    person_year, record = get_own_record(owner_of(call), call.path["id"])
    asked = law_for(person_year, at=call.at).window_of(record)
    return _shown(OwnRecord(record, asked, person_year), call.at)


@records.call(
    "PUT",
    "/v1/me/records/{id}",
    who=Who.PROFESSIONAL,
    body=shapes.RecordChangeSent,
    answers=shapes.RecordShape,
    versioned="version",
    refusals=(
        "not_found",
        "record_not_changeable",
        *STUDY,
    ),
    keyed=True,
    summary="修改学分记录",
)
def change(call: Call[shapes.RecordChangeSent]) -> shapes.RecordShape:
    """Change a draft or mend a returned record; with `submit` it goes to the bureau at once."""
    done = change_record(
        call.person,
        call.path["id"],
        _application(call.body),
        submit=call.body.submit,
        at=call.at,
        cause=call.cause,
        seen=call.seen.and_version(call.body.version),
    )
    return _shown(done, call.at)


@records.call(
    "POST",
    "/v1/me/records/{id}/withdraw",
    who=Who.OWNER,
    answers=shapes.RecordShape,
    versioned="version",
    conditional=True,
    refusals=("not_found", "record_not_changeable"),
    summary="撤回学分记录",
)
def withdraw(call: Call[None]) -> shapes.RecordShape:
    """Withdraw a record that is not decided; the same thing may then be registered again."""
    done = withdraw_record(
        owner_of(call), call.path["id"], at=call.at, cause=call.cause, seen=call.seen
    )
    return _shown(done, call.at)


@records.call(
    "POST",
    "/v1/me/records/{id}/submit",
    who=Who.OWNER,
    answers=shapes.RecordShape,
    versioned="version",
    conditional=True,
    refusals=(
        "not_found",
        "record_not_changeable",
        *STUDY,
        "identity_number_in_text",
    ),
    summary="提交学分记录",
)
def submit(call: Call[None]) -> shapes.RecordShape:
    """Submit a draft or a mended record to the bureau."""
    done = submit_record(
        owner_of(call), call.path["id"], at=call.at, cause=call.cause, seen=call.seen
    )
    return _shown(done, call.at)
