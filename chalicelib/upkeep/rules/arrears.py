"""Arrears: what has waited too long for the other department (R29)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from chalicelib.law.rules.workday import Calendar
from chalicelib.platform.rules.china_time import end_of, shanghai_date
from chalicelib.platform.rules.mark import Whom

PATIENCE = timedelta(minutes=5)
"""How long a stream is given before the sweep does its work; it takes seconds as a rule."""
BETWEEN_DEPARTMENTS = frozenset({Whom.CLAIM, Whom.SYNC, Whom.MATCH, Whom.RENDER})
"""Who makes one department wait for the other."""
BETWEEN_SWEEPS = timedelta(minutes=5)
T = TypeVar("T")


def turn_of(at: datetime, things: Sequence[T], many: int) -> list[T]:
    """Those of several things that a sweep looks at, so many at a time; after a round, all of them."""
    first = int(at.timestamp() // BETWEEN_SWEEPS.total_seconds()) * many
    return [things[(first + number) % len(things)] for number in range(many)]


def year_of(since: datetime, years: Sequence[int]) -> int:
    """The year whose law says how long something may wait: that in which it began to.

    Before the first of the years that have a policy and after the last, the nearest of them.
    """
    return min(max(shanghai_date(since).year, years[0]), years[-1])


def overdue_from(since: datetime, workdays: int, calendar: Calendar) -> datetime:
    """The instant from which something that waits since then is overdue.

    The end of the last working day allowed, in Shanghai, counted from the day after; never earlier
    than it was told before a calendar was loaded (R46).
    """
    return end_of(calendar.latest(shanghai_date(since), workdays))
