"""Arrears: what has waited too long for the other department (R29)."""

from datetime import datetime, timedelta

from chalicelib.rules.window import end_of, shanghai_date
from chalicelib.rules.workday import add_workdays

PATIENCE = timedelta(minutes=5)
"""How long a stream is given before the sweep does its work; it takes seconds as a rule."""


def overdue_from(since: datetime, workdays: int) -> datetime:
    """The instant from which something that waits since then is overdue.

    The end of the last working day allowed, in Shanghai, counted from the day after.
    """
    return end_of(add_workdays(shanghai_date(since), workdays))
