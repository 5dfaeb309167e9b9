"""What waits, for whom, since when: the one index behind queues, cut-offs and arrears.

The index holds keys only and lags; whoever reads it hydrates by consistent reads and drops what has
moved meanwhile.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from enum import Enum
from functools import partial
from itertools import groupby, islice
from operator import attrgetter
from typing import NamedTuple

from chalicelib.rules.identifier import Several
from chalicelib.rules.mark import Whom, sortable
from chalicelib.rules.record import Record
from chalicelib.store.records import find_records
from chalicelib.store.tables import HrItem, RegistryItem

GROUP = 100
"""How many places are hydrated at once: the most that one batch read takes."""

GROUPS = 5
"""How many groups one page may read."""


class Side(Enum):
    """In which department's table something waits."""

    REGISTRY = RegistryItem
    HR = HrItem


DEBTS = (
    (Side.REGISTRY, Whom.CLAIM),
    (Side.REGISTRY, Whom.SYNC),
    (Side.REGISTRY, Whom.MATCH),
    (Side.HR, Whom.MATCH),
    (Side.HR, Whom.RENDER),
    (Side.REGISTRY, Whom.NOTIFY),
)
"""What is owed by itself, without anybody's decision, in the order in which one may bring about the
next: an enrolment's rows complete a year, a year that was synced waits for its PDF."""


class Place(NamedTuple):
    """A place in a list that is ordered by time, then key: what a cursor points at."""

    since: str
    pk: str
    sk: str


def in_order(found: Iterable[Place], after: Place | None) -> Iterator[Place]:
    """Places after `after`, those of one instant in the order of their keys.

    An index sorts by the instant alone and leaves open how those of one instant follow each other.

    Args:
        found: places from the instant of `after` on, in the order of their instants.
        after: where to go on.
    """
    for _, at_once in groupby(found, key=attrgetter("since")):
        yield from (place for place in sorted(at_once) if after is None or place > after)


def waiting_from(side: Side, waits_for: str, after: Place | None) -> Iterator[Place]:
    """What waits in one list, oldest first, from after a place on."""
    table = side.value
    condition = table.since >= after.since if after else None
    items = table.waiting.query(waits_for, condition, page_size=GROUP)
    return in_order((Place(item.since, item.pk, item.sk) for item in items), after)


def waiting(lists: Several, after: Place | None, limit: int) -> list[Place]:
    """The first `limit` places after `after` over several lists, oldest first."""
    merged = heapq.merge(*(waiting_from(Side.REGISTRY, each, after) for each in lists))
    return list(islice(merged, limit))


def waiting_until(side: Side, lists: Several, until: datetime) -> Iterator[Place]:
    """Everything that waits in the lists since `until` or longer, list by list, each oldest first."""
    for waits_for in lists:
        items = side.value.waiting.query(waits_for, side.value.since <= sortable(until))
        yield from (Place(item.since, item.pk, item.sk) for item in items)


class Page(NamedTuple):
    """Records oldest first; `last` is where the next page begins, None if there is none."""

    records: list[Record]
    last: Place | None


Wanted = Callable[[Record], bool]
"""Says whether a record is what is asked for, as it is now."""


def find_submitted(lists: Several, after: Place | None, limit: int, wanted: Wanted) -> Page:
    """Read up to `limit` records that still wait for their bureau, strongly consistent."""
    return filled(partial(waiting, lists), after, limit, wanted)


def filled(
    places_after: Callable[[Place | None, int], list[Place]],
    after: Place | None,
    limit: int,
    wanted: Wanted,
) -> Page:
    """Fill a page from an index that lags.

    Places are read in small groups until the page is full, since what has moved meanwhile and what
    is not wanted drops out. Where nearly everything drops out the page ends early, perhaps empty,
    and says where to go on.
    """
    records: list[Record] = []
    for _ in range(GROUPS):
        places = places_after(after, GROUP)
        found = find_records([(place.pk, place.sk) for place in places])
        for place in places:
            record = found.get((place.pk, place.sk))
            if record is None or not wanted(record):
                continue
            if len(records) == limit:
                return Page(records, after)
            records.append(record)
            after = place
        if len(places) < GROUP:
            return Page(records, None)
        after = places[-1]
    return Page(records, after)
