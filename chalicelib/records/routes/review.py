"""Review by the finance bureaus (分级管理): what waits, one record, the decision."""

from collections.abc import Callable
from datetime import datetime
from functools import cache, partial

import msgspec

from chalicelib.access.role import Role
from chalicelib.bureaus.rules.territory import chain, covers
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.http.refusals import TERRITORY_OF_STAFF
from chalicelib.http.shapes import Reasoned
from chalicelib.law.actions.ask_law import get_law
from chalicelib.law.rules.window import Window
from chalicelib.people.actions import ask_people
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store import outbox
from chalicelib.records.actions.decide_record import decide_record
from chalicelib.records.actions.decide_records import DecisionResult, decide_records
from chalicelib.records.actions.find_law import law_for
from chalicelib.records.actions.get_record import get_reviewed
from chalicelib.records.actions.open_name import open_name
from chalicelib.records.actions.reopen_record import reopen_record
from chalicelib.records.actions.take_over_record import take_over_record
from chalicelib.records.routes import present, shapes, shapes_review
from chalicelib.records.routes.present_reviewed import reviewed
from chalicelib.records.rules.move import ASKABLE, LISTED
from chalicelib.records.rules.reading import state_at
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.store import decided, record_pages
from chalicelib.staff.routes.territories import territories_of

review = Calls(__name__, tag="review")


@review.call(
    "GET",
    "/v1/review/records",
    who=Role.REVIEWER,
    query=shapes_review.QueueQuery,
    answers=shapes.Records,
    refusals=(*TERRITORY_OF_STAFF, "cursor_invalid"),
    summary="查询待认定和已处理的记录",
)
def list_records(call: Call[shapes_review.QueueQuery]) -> shapes.Records:
    """List what waits for the bureau, oldest first, or what it decided."""
    if call.query.state not in ASKABLE:
        allowed = "、".join(ASKABLE)
        raise Refusal("field_invalid", field="state", why=f"可查询的状态：{allowed}")
    page = _page(call, territories_of(call.staff, call.query.territory))
    people = ask_people.find_professionals({record.person for record in page.records})
    window_of = _windows(call.at)
    return shapes.Records(
        items=[
            present.owned_record(
                record, people.get(record.person), window_of(record), call.at, call.staff
            )
            for record in page.records
        ],
        next=next_cursor(page.last),
    )


def _page(
    call: Call[shapes_review.QueueQuery], territories: tuple[str, ...]
) -> record_pages.RecordPage | decided.AccreditedPage:
    asked, wanted = call.query, _wanted(call, territories)
    if asked.state is RecordState.ACCREDITED:
        year = asked.year or shanghai_date(call.at).year
        position = read_cursor(asked.cursor, decided.DecidedPlace)
        return decided.find_accredited(territories, year, position, asked.limit, wanted)
    after = read_cursor(asked.cursor, outbox.ListPlace)
    if asked.state in LISTED:
        return decided.find_decided(territories, asked.state, after, asked.limit, wanted)
    # What the bureaus above have taken over waits in their own lists.
    above = [code for code in chain(territories[0])[1:] if covers(call.staff.territory, code)]
    return record_pages.find_submitted(territories, after, asked.limit, wanted, above)


def _wanted(
    call: Call[shapes_review.QueueQuery], territories: tuple[str, ...]
) -> Callable[[Record], bool]:
    asked, places, window_of = call.query, frozenset(territories), _windows(call.at)

    def is_wanted(record: Record) -> bool:
        return (
            state_at(record, window_of(record).closes, call.at) is asked.state
            and asked.form in {None, record.form}
            and asked.year in {None, record.year}
            and record.territory in places
        )

    return is_wanted


def _windows(at: datetime) -> Callable[[Record], Window]:
    """Which window a record of any year belongs to, each year's law asked once."""
    law_in = cache(partial(get_law, at=at))
    return lambda record: law_in(record.year).window_of(record)


@review.call(
    "GET",
    "/v1/review/records/{id}",
    who=Role.REVIEWER,
    query=shapes_review.ReviewedQuery,
    answers=shapes.RecordShape,
    versioned="version",
    refusals=("not_found",),
    summary="查看待认定记录",
)
def show_record(call: Call[shapes_review.ReviewedQuery]) -> shapes.RecordShape:
    """Show one record of the own territory with all that belongs beside it; who decides it sees whose it is."""
    person_year, record = get_reviewed(call.staff, call.path["id"])
    owner = person_year.professional
    in_full = not call.query.masked and open_name(
        call.staff, owner, record, at=call.at, cause=call.cause
    )
    law = law_for(person_year, at=call.at)
    return reviewed(person_year, record, law, call.staff, in_full=in_full)


@review.call(
    "POST",
    "/v1/review/records/{id}/decision",
    who=Role.REVIEWER,
    body=shapes_review.VerdictSent,
    answers=shapes.RecordShape,
    versioned="version",
    conditional=True,
    refusals=(
        "not_found",
        "own_record",
        "already_decided",
        "taken_over",
        "record_changed",
        "reason_required",
        "credits_exceeded",
        "duplicate_credit",
        "form_capped",
    ),
    summary="学分认定",
)
def decide(call: Call[shapes_review.VerdictSent]) -> shapes.RecordShape:
    """Accredit, return or reject a record, once."""
    verdict = msgspec.structs.replace(call.body.verdict, seen=call.seen)
    answer = decide_record(call.staff, call.path["id"], verdict, at=call.at, cause=call.cause)
    return present.decided(answer, call.at, call.staff)


@review.call(
    "POST",
    "/v1/review/decisions",
    who=Role.REVIEWER,
    body=shapes_review.VerdictsSent,
    answers=shapes_review.VerdictResults,
    refusals=("idempotency_key_reused",),
    summary="批量学分认定",
)
def decide_many(call: Call[shapes_review.VerdictsSent]) -> shapes_review.VerdictResults:
    """Decide up to a hundred records, each for itself."""
    verdicts = [(each.record, each.verdict) for each in call.body.decisions]
    results = decide_records(call.staff, verdicts, at=call.at, cause=call.cause)
    return shapes_review.VerdictResults(results=[_result(each) for each in results])


def _result(result: DecisionResult) -> shapes_review.VerdictResult:
    if refusal := result.refusal:
        return shapes_review.VerdictResult(
            record=result.record,
            status=shapes_review.DecisionStatus.REFUSED,
            code=refusal.code,
            detail=refusal.detail,
        )
    return shapes_review.VerdictResult(
        record=result.record, status=shapes_review.DecisionStatus(str(result.state))
    )


@review.call(
    "POST",
    "/v1/review/records/{id}/take-over",
    who=Role.REVIEWER,
    body=Reasoned,
    answers=shapes.RecordShape,
    versioned="version",
    conditional=True,
    refusals=("not_found", "own_record", "already_decided", "forbidden", "reason_required"),
    summary="上级接办",
)
def take_over(call: Call[Reasoned]) -> shapes.RecordShape:
    """Let a record wait for the own bureau in the place of the one below."""
    answer = take_over_record(
        call.staff, call.path["id"], call.body.why, at=call.at, cause=call.cause, seen=call.seen
    )
    return present.decided(answer, call.at, call.staff)


@review.call(
    "POST",
    "/v1/review/records/{id}/reopen",
    who=Role.REVIEWER,
    body=Reasoned,
    answers=shapes.RecordShape,
    versioned="version",
    conditional=True,
    refusals=(
        "not_found",
        "own_record",
        "record_not_changeable",
        "appeal_open",
        "forbidden",
        "reason_required",
        "duplicate_credit",
    ),
    summary="重新受理不予认定的记录",
)
def reopen(call: Call[Reasoned]) -> shapes.RecordShape:
    """Put a mistakenly rejected record before its bureau again."""
    answer = reopen_record(
        call.staff, call.path["id"], call.body.why, at=call.at, cause=call.cause, seen=call.seen
    )
    return present.decided(answer, call.at, call.staff)
