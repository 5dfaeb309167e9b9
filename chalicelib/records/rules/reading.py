"""How a record reads: at an instant (R25, R26), and as one of its moves left it (R21)."""

from datetime import datetime

import msgspec

from chalicelib.records.rules.move import EXPIRE, OPEN_STATES, SLOT_FREED
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.step import Step


def as_of(record: Record, move: Step) -> Record:
    """The record as one of its moves left it, which is what the move's request was answered (R21).

    What its owner stated, and its version, stay those of now: none is kept with a move.
    """
    moves = record.moves[: record.moves.index(move) + 1]
    if moves == record.moves:
        return record
    was_accredited = any(each.to is RecordState.ACCREDITED for each in moves)
    untils = (each.told.resubmit_until for each in reversed(moves) if each.told)
    return msgspec.structs.replace(
        record,
        state=move.to,
        moves=moves,
        accredited=record.accredited if was_accredited else None,
        credits=move.told.credits if move.told else record.credits,
        resubmit_until=next(untils, None),
        faults=move.told.faults if move.told else (),
        appeals=record.appeals[: sum(each.is_appeal for each in moves)],
    )


def state_at(record: Record, closes: datetime, at: datetime) -> RecordState:
    """The state as it reads at an instant: an overdue draft or return is expired (R25, R26).

    Args:
        record: the record as kept.
        closes: the end of its window, exclusive.
        at: the instant of reading.
    """
    overdue = record.state in OPEN_STATES and at >= open_until(record, closes)
    return EXPIRE.to if overdue else record.state


def holds_slot(record: Record, closes: datetime, at: datetime) -> bool:
    """Whether a record keeps the same thing from being registered, as it reads at an instant (R16)."""
    return state_at(record, closes, at) not in SLOT_FREED or record.under_appeal


def open_until(record: Record, closes: datetime) -> datetime:
    """Until when, exclusive, a draft or return may be submitted: the later of both ends (R25)."""
    return max(closes, record.resubmit_until or closes)
