"""Review by the finance bureaus (分级管理): what waits, one record, the decision."""

from typing import Any

import msgspec

from chalicelib.actions.decide_record import Verdict, decide_record, get_reviewed
from chalicelib.entry import present, shapes
from chalicelib.entry.call import Call
from chalicelib.entry.caller import Who
from chalicelib.entry.calls import Calls
from chalicelib.entry.cursor import read_cursor, write_cursor
from chalicelib.entry.received import Paging
from chalicelib.entry.territories import territories_of
from chalicelib.rules import mark
from chalicelib.rules.form import Form
from chalicelib.rules.professional import Professional
from chalicelib.rules.record import Record, State
from chalicelib.rules.refusal import Refusal
from chalicelib.rules.text import parse_text
from chalicelib.rules.window import window_of
from chalicelib.store import evidence, professionals, queue
from chalicelib.store.policies import get_policy

review = Calls(__name__)


class QueueQuery(Paging, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which records."""

    territory: str | None = None
    state: str = State.SUBMITTED.value
    form: Form | None = None


def _shown(call: Call[Any], record: Record) -> shapes.Record:
    return present.record(record, window_of(get_policy(record.year), at=call.at), call.at)


@review.call(
    "GET",
    "/v1/review/records",
    who=Who.REVIEWER,
    query=QueueQuery,
    answers=shapes.Records,
    refusals=("forbidden", "territory_unknown", "shenzhen_excluded", "cursor_invalid"),
    summary="待认定记录",
)
def list_records(call: Call[QueueQuery]) -> shapes.Records:
    """List what waits for the bureau, oldest first."""
    asked = call.query
    if asked.state != State.SUBMITTED:
        raise Refusal("field_invalid", field="state", why="目前只能查询submitted（待认定）")
    lists = [mark.review_list(code) for code in territories_of(call.staff, asked.territory)]
    after = read_cursor(asked.cursor) if asked.cursor else None
    page = queue.find_submitted(lists, after, asked.limit, asked.form)
    people = professionals.find_professionals({record.person for record in page.records})
    return shapes.Records(
        items=[_with_person(call, record, people.get(record.person)) for record in page.records],
        next=write_cursor(page.last) if page.last else None,
    )


@review.call(
    "GET",
    "/v1/review/records/{id}",
    who=Who.REVIEWER,
    answers=shapes.Record,
    refusals=("not_found",),
    summary="查看待认定记录",
)
def show_record(call: Call[None]) -> shapes.Record:
    """Show one record of the own territory, its evidence as signed addresses."""
    now, record = get_reviewed(call.staff, call.path["id"])
    files = [
        present.signed_evidence(
            record.person, file, elsewhere=bool(evidence.find_other_owners(record.person, file.id))
        )
        for file in record.evidence
    ]
    return msgspec.structs.replace(_with_person(call, record, now.professional), evidence=files)


@review.call(
    "POST",
    "/v1/review/records/{id}/decision",
    who=Who.REVIEWER,
    body=shapes.VerdictSent,
    answers=shapes.Record,
    refusals=(
        "not_found",
        "own_record",
        "already_decided",
        "record_changed",
        "reason_required",
        "credits_exceeded",
    ),
    summary="学分认定",
)
def decide(call: Call[shapes.VerdictSent]) -> shapes.Record:
    """Accredit, return or reject a record, once."""
    sent = call.body
    verdict = Verdict(
        decision=sent.decision,
        credits=sent.accepted,
        reason=parse_text(sent.reason or "", "reason", lines=True),
        version=sent.version,
        general_knowledge=sent.general_knowledge,
    )
    decided = decide_record(call.staff, call.path["id"], verdict, at=call.at, cause=call.cause)
    return _with_person(call, decided.record, decided.professional)


def _with_person(
    call: Call[Any], record: Record, professional: Professional | None
) -> shapes.Record:
    """A record with its owner, masked."""
    shown = _shown(call, record)
    if professional is None:
        return shown
    return msgspec.structs.replace(shown, professional=present.person(professional))
