"""Credit records: registering, reading, submitting; and the evidence that goes with them."""

from chalicelib.actions.ask_law import law_for
from chalicelib.actions.change_record import change_record
from chalicelib.actions.check_upload import check_own_upload
from chalicelib.actions.compare_studies import compare_studies
from chalicelib.actions.compose_record import Application, get_year
from chalicelib.actions.offer_upload import offer_upload
from chalicelib.actions.register_record import register_record
from chalicelib.actions.submit_record import get_own_record, submit_record
from chalicelib.actions.withdraw_record import withdraw_record
from chalicelib.entry import present_alike, present_records, shapes_records
from chalicelib.entry.call import Call
from chalicelib.entry.calls import Calls
from chalicelib.entry.refusals import FACTS
from chalicelib.rules.caller import Who
from chalicelib.rules.likeness import Study, study_of
from chalicelib.rules.policy import parse_year, policy_of
from chalicelib.rules.record import Evidence
from chalicelib.rules.refusal import Refusal
from chalicelib.rules.sitting import papers_in
from chalicelib.rules.subject import Subject

records = Calls(__name__)

WINDOW = (
    "window_not_open",
    "window_closed",
    "public_subject_incomplete",
    "professional_subject_complete",
    "moved_out",
)
STUDY = (
    *WINDOW,
    *FACTS,
    "date_outside_year",
    "date_invalid",
    "evidence_missing",
    "evidence_invalid",
    "duplicate_credit",
)
"""What is registered: in which window, what it is, with what evidence, and whether it stands already."""


def _application(sent: shapes_records.RecordSent) -> Application:
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
    body=shapes_records.RecordSent,
    answers=shapes_records.Record,
    status=201,
    refusals=("year_unknown", *STUDY),
    summary="学分登记",
)
def register(call: Call[shapes_records.RecordSent]) -> shapes_records.Record:
    """Register a record as a draft, or submit it at once."""
    done = register_record(
        call.person,
        parse_year(call.path["year"]),
        _application(call.body),
        submit=call.body.submit,
        at=call.at,
        cause=call.cause,
    )
    return present_records.record(done.record, done.window, call.at)


@records.call(
    "POST",
    "/v1/me/years/{year}/likenesses",
    who=Who.PROFESSIONAL,
    body=shapes_records.AlikeSent,
    answers=shapes_records.Alikes,
    refusals=("year_unknown",),
    keyed=False,
    summary="查找相似的学分记录",
)
def find_likenesses(call: Call[shapes_records.AlikeSent]) -> shapes_records.Alikes:
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
    return shapes_records.Alikes(items=[present_alike.alike(each) for each in found], next=None)


@records.call(
    "GET",
    "/v1/me/records/{id}",
    who=Who.PROFESSIONAL,
    answers=shapes_records.Record,
    refusals=("not_found",),
    summary="查询学分记录",
)
def show(call: Call[None]) -> shapes_records.Record:
    """Show one's own record with its history, and what of one's own looks like it."""
    now, record = get_own_record(call.person, call.path["id"])
    found = compare_studies(now, study_of(record), but=record.id)
    asked = law_for(now, at=call.at).window_of(record)
    return present_alike.with_alikes(present_records.record(record, asked, call.at), found)


@records.call(
    "PUT",
    "/v1/me/records/{id}",
    who=Who.PROFESSIONAL,
    body=shapes_records.RecordSent,
    answers=shapes_records.Record,
    refusals=(
        "not_found",
        "record_not_changeable",
        *STUDY,
    ),
    keyed=True,
    summary="修改学分记录",
)
def change(call: Call[shapes_records.RecordSent]) -> shapes_records.Record:
    """Change a draft or mend a returned record; with `submit` it goes to the bureau at once."""
    done = change_record(
        call.person,
        call.path["id"],
        _application(call.body),
        submit=call.body.submit,
        at=call.at,
        cause=call.cause,
    )
    return present_records.record(done.record, done.window, call.at)


@records.call(
    "POST",
    "/v1/me/records/{id}/withdraw",
    who=Who.PROFESSIONAL,
    answers=shapes_records.Record,
    refusals=("not_found", "record_not_changeable"),
    summary="撤回学分记录",
)
def withdraw(call: Call[None]) -> shapes_records.Record:
    """Withdraw a record that is not decided; the same thing may then be registered again."""
    done = withdraw_record(call.person, call.path["id"], at=call.at, cause=call.cause)
    return present_records.record(done.record, done.window, call.at)


@records.call(
    "POST",
    "/v1/me/records/{id}/submit",
    who=Who.PROFESSIONAL,
    answers=shapes_records.Record,
    refusals=(
        "not_found",
        "record_not_changeable",
        *STUDY,
        "identity_number_in_text",
    ),
    summary="提交学分记录",
)
def submit(call: Call[None]) -> shapes_records.Record:
    """Submit a draft or a mended record to the bureau."""
    done = submit_record(call.person, call.path["id"], at=call.at, cause=call.cause)
    return present_records.record(done.record, done.window, call.at)


@records.call(
    "POST",
    "/v1/me/uploads",
    who=Who.PROFESSIONAL,
    body=shapes_records.UploadSent,
    answers=shapes_records.Upload,
    status=201,
    refusals=("upload_invalid", "uploads_too_many"),
    summary="上传证明材料",
    keyed=False,
)
def upload(call: Call[shapes_records.UploadSent]) -> shapes_records.Upload:
    """Announce a file and be told where to post it."""
    sent = call.body
    announced = Evidence(
        id=sent.sha256.lower(),
        filename=sent.filename,
        content_type=sent.content_type,
        size=sent.size,
    )
    offered = offer_upload(call.person, announced, at=call.at)
    return shapes_records.Upload(id=offered.id, url=offered.url, fields=offered.fields)


@records.call(
    "POST",
    "/v1/me/uploads/{id}/check",
    who=Who.PROFESSIONAL,
    answers=shapes_records.Evidence,
    refusals=("evidence_invalid",),
    summary="检查已上传的材料",
    keyed=False,
)
def check(call: Call[None]) -> shapes_records.Evidence:
    """Open a file that was posted, so that its owner learns at once what is wrong with it."""
    return present_records.evidence(check_own_upload(call.person, call.path["id"]))
