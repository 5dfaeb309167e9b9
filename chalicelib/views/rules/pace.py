"""How long a bureau takes: the median over what it decided in the last weeks."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

WEEKS = 8
"""So many weeks, this one too, are looked back at [A]."""
FEWEST = 5
"""Of fewer decisions nothing is said [A]: one holiday would be half of it."""


class Pace(NamedTuple):
    """How much was decided in the last weeks, and the median of the days it took; None: too little."""

    decided: int
    median_days: int | None


def pace_of(waited: Iterable[Mapping[int, int]]) -> Pace:
    """The pace over several counts of decisions, each by the whole days that they took."""
    counts: dict[int, int] = {}
    for each in waited:
        for days, number in each.items():
            counts[days] = counts.get(days, 0) + number
    decided = sum(counts.values())
    return Pace(decided, _median(counts, decided) if decided >= FEWEST else None)


def _median(counts: Mapping[int, int], decided: int) -> int:
    """The day by which half of them were decided."""
    done = 0
    for days in sorted(counts):
        done += counts[days]
        if 2 * done >= decided:
            return days
    raise AssertionError("nothing was decided")
