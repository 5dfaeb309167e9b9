"""Whom a record waits for (R18, R25): what its last move set, and what a further one clears."""

from chalicelib.law.rules.window import Window
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.mark import Mark, Whom
from chalicelib.records.rules.move import WAITS_FOR
from chalicelib.records.rules.record import Record


def mark_of(record: Record, window: Window | None) -> Mark | None:
    """The mark of a record, if it waits for anybody; `window` is needed for a draft or a return alone.

    A submitted one waits for its bureau, a draft for its window's cut-off; a returned one too,
    unless its own deadline outlives the cut-off: then for that (R25).
    """
    waits_for = WAITS_FOR[record.state]
    if Whom.REVIEW in waits_for:
        return mark.review(record.bureau, record.waits_since)
    if not waits_for or window is None:
        return None
    until = record.resubmit_until
    if Whom.GRACE in waits_for and until is not None and until > window.closes:
        return mark.grace(record.person, until)
    return mark.open_until(window.name, record.person, record.moves[-1].at)
