"""What a bureau may do to a record beside deciding it (R19, R20): take it over, reopen it."""

from datetime import datetime

import msgspec

from chalicelib.bureaus.rules.territory import covers, parse_territory
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.move import REOPEN, TAKE_OVER
from chalicelib.records.rules.move_row import Move
from chalicelib.records.rules.next_moves import stands_above
from chalicelib.records.rules.reconsideration import appeals_of
from chalicelib.records.rules.record import Record, moved
from chalicelib.records.rules.record_state import STATE_LABELS
from chalicelib.records.rules.step import Fault

FIELDS = frozenset(
    {"form", "title", "issuer", "facts", "reference", "started_on", "ended_on", "evidence"}
)
"""What a return may name as at fault; of the facts also one alone, as `facts.days`."""


def require_undecided(record: Record, move: Move) -> None:
    """Refuse a bureau's move on what it does not lead from (any more): `already_decided` (R21)."""
    if record.state not in move.sources:
        raise Refusal(
            "already_decided", state=STATE_LABELS[record.state], result=record.state.value
        )


def require_not_taken_over(record: Record, territory: str) -> None:
    """Refuse a bureau whose record the one above decides in its place (R20): `taken_over`."""
    if not covers(territory, record.bureau):
        raise Refusal("taken_over", bureau=parse_territory(record.bureau).full_name)


def taken_over(record: Record, *, at: datetime, by: Actor, cause: Cause, reason: str) -> Record:
    """Return the record as the bureau above decides it in the place of the one below.

    Its state stays, so it is no move of R19; its history names it all the same.

    Raises:
        Refusal: `already_decided`; `forbidden` unless the bureau stands above the one that
            decides now; `reason_required`.
    """
    require_undecided(record, TAKE_OVER)
    if not stands_above(by.territory, record):
        raise Refusal("forbidden")
    after = moved(record, TAKE_OVER, at=at, by=by, cause=cause, reason=reason)
    return msgspec.structs.replace(after, taken_over_by=by.territory)


def reopened(record: Record, *, at: datetime, by: Actor, cause: Cause, reason: str) -> Record:
    """Return a mistakenly rejected record as its bureau has it before itself again (R19).

    The bureau that stands above the one that rejected it reopens it; what the province rejected has
    none above, so the province itself does.

    Raises:
        Refusal: `record_not_changeable` unless rejected; `appeal_open` while its owner is owed the
            answer to an appeal (R43); `forbidden`; `reason_required`.
    """
    if record.under_appeal:
        raise Refusal("appeal_open", appeal=appeals_of(record)[-1].id)
    back = moved(record, REOPEN, at=at, by=by, cause=cause, reason=reason)
    if not stands_above(by.territory, record):
        raise Refusal("forbidden")
    return msgspec.structs.replace(back, appeal_until=None)


def above(login: str, territory: str) -> Actor:
    """The bureau above, as a record's history names it."""
    return Actor(Party.BUREAU_ABOVE, login, territory)


def require_faults(record: Record, faults: tuple[Fault, ...]) -> None:
    """Refuse faults that name nothing of the record: `field_invalid`, field `faults`."""
    files = {file.id for file in record.evidence}
    for fault in faults:
        if not fault.field and not fault.evidence:
            raise Refusal("field_invalid", field="faults", why="须指明有误的字段或材料")
        if fault.field and not _is_field(record, fault.field):
            raise Refusal("field_invalid", field="faults", why="指明的字段不是该记录的字段")
        if fault.evidence and fault.evidence not in files:
            raise Refusal("field_invalid", field="faults", why="指明的材料不是该记录的材料")


def _is_field(record: Record, field: str) -> bool:
    outer, _, fact = field.partition(".")
    return field in FIELDS or (outer == "facts" and fact in record.facts)


def continued(composed: Record, before: Record) -> Record:
    """What was composed anew as the next form of the record before: its id, place, history and deadline.

    A bureau that took it over keeps it, unless the professional has gone to another territory.
    """
    keeps = covers(before.taken_over_by, composed.territory)
    return msgspec.structs.replace(
        composed,
        id=before.id,
        person=before.person,
        state=before.state,
        moves=before.moves,
        resubmit_until=before.resubmit_until,
        taken_over_by=before.taken_over_by if keeps else "",
        faults=before.faults,
        version=before.version,
    )
