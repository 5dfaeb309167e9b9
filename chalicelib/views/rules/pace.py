"""How long a bureau takes: the median over what it decided in the last weeks."""

from collections import Counter as Multiset
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from chalicelib.views.rules.counter import Rows
from chalicelib.views.rules.flows import WAITED, week_of

WEEKS = 8
"""So many weeks, this one too, are looked back at [A]."""
FEWEST = 5
"""Of fewer decisions nothing is said [A]: one holiday would be half of it."""


class Pace(NamedTuple):
    """How much was decided in the last weeks, and the median of the days it took; None: too little to say."""

    decided: int
    median_days: int | None


def pace_of(counted: Iterable[Rows], today: date) -> Pace:
    """The pace by what the counters of a territory have, one a year of records.

    Args:
        counted: rows of counters, `440703#waited#2020-W23#4`; others say nothing here.
        today: the day in Shanghai.
    """
    weeks = {week_of(today - timedelta(weeks=number)) for number in range(WEEKS)}
    days = Multiset[int]()
    for rows in counted:
        for row, number in rows.items():
            _, word, *rest = row.split("#")
            if word == WAITED and rest[0] in weeks:
                days[int(rest[1])] += number
    decided = days.total()
    return Pace(decided, _median(days) if decided >= FEWEST else None)


def _median(days: Multiset[int]) -> int:
    """The day by which half of them were decided."""
    ordered = sorted(days.elements())
    return ordered[(len(ordered) - 1) // 2]
