"""What somebody may do with a record now, by the rows (R19, R20): what a client offers."""

from chalicelib.bureaus.rules.territory import PROVINCE, covers
from chalicelib.platform.rules.cause import Actor, Party
from chalicelib.records.rules.appeal_rows import ANSWERS, APPEALS
from chalicelib.records.rules.move import ACCREDIT, EVERY, REJECT, RETURN, WAITS_AT
from chalicelib.records.rules.move_row import Move
from chalicelib.records.rules.reconsideration import is_unappealed, refusing_step
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.record_state import RecordState

DECIDES = (ACCREDIT, RETURN, REJECT, *ANSWERS)
"""The moves for which the evidence is held against whose it is."""


def next_moves(record: Record, state: RecordState, by: Actor) -> tuple[Move, ...]:
    """The moves that somebody may make with a record: its owner, or staff of a bureau.

    What no row tells may still be refused when it is done: a window that is closed for the person, a
    slot that something else has taken.

    Args:
        record: the record as kept.
        state: its state as it reads now.
        by: whoever asks; a reviewer acts for the own bureau, and above those below it.
    """
    return tuple(
        row
        for row in EVERY
        if state in row.sources and _fits_appeal(row, record) and _may_make(row, record, by)
    )


def may_decide(record: Record, state: RecordState, by: Actor) -> bool:
    """Whether somebody decides a record now, or answers the appeal about it: to them it is shown whose it is (R7)."""
    refused = refusing_step(record) if record.under_appeal else None
    if refused is not None and refused.by.login == by.login:
        return False
    return any(row in DECIDES for row in next_moves(record, state, by))


def _fits_appeal(row: Move, record: Record) -> bool:
    """While an appeal is open it is answered, and nothing else is done by its bureau (R43)."""
    if record.under_appeal:
        return row in ANSWERS or row.by is Party.ADMINISTRATOR
    if row in APPEALS:
        return is_unappealed(record)
    return row not in ANSWERS


def _may_make(row: Move, record: Record, by: Actor) -> bool:
    if by.party is Party.PROFESSIONAL:
        return row.by is by.party
    if row.by is Party.SYSTEM or not covers(by.territory, record.territory):
        return False
    if row.by is Party.BUREAU_ABOVE:
        return by.party is Party.BUREAU and stands_above(by.territory, record)
    return row.by is by.party and (
        row.by is not Party.BUREAU or covers(by.territory, record.bureau)
    )


def stands_above(territory: str, record: Record) -> bool:
    """Whether a bureau stands above the one whose record it is now, and so may make its moves.

    That is the bureau at which it waits or, where none of its own has it any more, the one that
    decided it last; what the province decided has none above, so there it is the province itself.
    """
    if record.under_appeal:
        return covers(territory, record.bureau)
    if WAITS_AT.get(record.state) is Party.BUREAU:
        return is_above(territory, record.bureau)
    decided_by = record.decided_by
    return is_above(territory, decided_by) or territory == decided_by == PROVINCE


def is_above(outer: str, inner: str) -> bool:
    """Whether the bureau of `outer` stands above that of `inner`."""
    return outer != inner and covers(outer, inner)
