"""A counter of the statistics: what it says, what is entered in it, and whether it has drifted.

Counts are for looking at: nothing is decided by them. They follow the streams by seconds, and each
night every counter is compared with the lists themselves (docs/decisions/0035).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from chalicelib.views.rules.counting import CountedPlace, CounterName, parse_counters

Rows = Mapping[str, int]
"""Numbers by row (`CountedPlace.row`); a row that is not there is 0."""
MARKS = 50
"""How many of the last changes a counter remembers, so that one that comes again is not entered twice.

All of those that were entered last are remembered, however many: their write may be asked again.
"""
MOST_LOOKS = 24
"""After so many looks without a quiet time between two of them a counter waits for the next night."""


class CountChange(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one batch of a stream's events changes: a message to the function that counts.

    `counted` names the batch: it is the same whenever the same batch is told. `at` is the instant of
    its last event.
    """

    counted: str
    at: datetime
    changes: tuple[tuple[CountedPlace, int], ...]
    request: str | None = None


class Counter(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What is counted in one city, of one kind of things and one year.

    `entered_at` is the instant of the last event that is entered; `recounted_at` that of the last
    recount that found it right or put it right, None until the first: it says nothing before.
    `version` is 0 where nothing was kept yet.
    """

    rows: dict[str, int] = {}
    entered_at: datetime | None = None
    recounted_at: datetime | None = None
    marks: tuple[str, ...] = ()
    version: int = 0

    @property
    def as_of(self) -> datetime | None:
        """The last instant of which it knows something; None until it says anything."""
        if self.recounted_at is None:
            return None
        return max(self.recounted_at, self.entered_at or self.recounted_at)


class CounterLook(msgspec.Struct, frozen=True):
    """What one look found: by how much the lists have more than a counter of this version."""

    version: int
    off: dict[str, int]


class RecountOrder(msgspec.Struct, frozen=True, omit_defaults=True):
    """An order to compare counters with the lists: a message of the night's recount.

    `recount` names the counters: at first those of all cities, then one of them; `at` is the instant of that recount, `seen` what the look before found, None at the first one.
    """

    recount: str
    at: datetime
    looks: Annotated[int, Meta(ge=0)] = 0
    seen: CounterLook | None = None
    request: str | None = None

    @property
    def names(self) -> tuple[CounterName, ...]:
        """The counters.

        Raises:
            ValueError: it names none.
        """
        return parse_counters(self.recount)


def entered(counter: Counter, name: CounterName, changes: Iterable[CountChange]) -> Counter:
    """The counter with changes that it has not seen yet; the same one if there are none."""
    fresh = {each.counted: each for each in changes if each.counted not in counter.marks}
    if not fresh:
        return counter
    told = [change for each in fresh.values() for change in each.changes]
    more = [(place.row, number) for place, number in told if place.counter == name]
    instants = [each.at for each in fresh.values()]
    return msgspec.structs.replace(
        counter,
        rows=_summed(counter.rows, more),
        entered_at=max(*instants, counter.entered_at or instants[0]),
        marks=(*counter.marks, *fresh)[-max(MARKS, len(fresh)) :],
        version=counter.version + 1,
    )


def difference(listed: Rows, counter: Counter) -> dict[str, int]:
    """By how much the lists have more than the counter says, row by row; empty where they agree."""
    return _summed(listed, ((row, -number) for row, number in counter.rows.items()))


def is_drift(look: CounterLook, seen: CounterLook | None) -> bool:
    """Whether a difference stands still: the lists and the queue only lag, and would have moved it."""
    return seen is not None and look == seen


def recounted(counter: Counter, off: Rows, at: datetime) -> Counter:
    """The counter as a recount leaves it: with what it was off by."""
    return msgspec.structs.replace(
        counter,
        rows=_summed(counter.rows, off.items()),
        recounted_at=max(at, counter.recounted_at or at),
        version=counter.version + 1,
    )


def size_of(off: Rows) -> int:
    """How many things a counter is off by."""
    return sum(abs(number) for number in off.values())


def _summed(rows: Rows, more: Iterable[tuple[str, int]]) -> dict[str, int]:
    summed = dict(rows)
    for row, number in more:
        summed[row] = summed.get(row, 0) + number
    return {row: number for row, number in sorted(summed.items()) if number}
