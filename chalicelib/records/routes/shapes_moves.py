"""What was done with a record or a plan, and what may be, in the HTTP contract."""

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.http.shapes import Answered
from chalicelib.http.told import (
    By,
    Instant,
    Label,
    Sentences,
    Verb,
)
from chalicelib.records.rules.record_state import RecordState


class StepTold(Answered, frozen=True, kw_only=True):
    """Who did what, when and why; `move` is the row's name, also where the state stays as it was."""

    at: Instant
    by: By
    reason: Sentences | None
    move: Verb | UnsetType | None = UNSET


class HistoryEntry(StepTold, frozen=True, kw_only=True):
    """One move of a record."""

    from_: RecordState | None = msgspec.field(name="from")
    to: RecordState


class MayMove(Answered, frozen=True, kw_only=True):
    """What may be done (R19): the verb as its route or a decision has it."""

    name: Verb
    label: Label
    needs_reason: bool


class MoveShape(MayMove, frozen=True, kw_only=True):
    """What may be done with a record, and where it leads."""

    to: RecordState
