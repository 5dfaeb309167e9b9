"""What waits, for whom, since when: the one index behind queues, cut-offs and arrears.

The index holds keys only and lags; whoever reads it hydrates by consistent reads and drops what has
moved meanwhile.
"""

import heapq
from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import Enum
from itertools import groupby, islice
from operator import attrgetter
from typing import NamedTuple

from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.rules.mark import Whom, sortable
from chalicelib.platform.store.tables import HrItem, RegistryItem

GROUP = 100
"""How many places are hydrated at once: the most that one batch read takes."""


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
    (Side.HR, Whom.CREDENTIAL),
    (Side.REGISTRY, Whom.NOTIFY),
    (Side.REGISTRY, Whom.LATER),
)
"""What is owed by itself, without anybody's decision, in the order in which one may bring about the
next: an enrolment's rows complete a year, a year that was synced waits for its PDF, and what was drawn
for its credential."""


class ListPlace(NamedTuple):
    """A place in a list that is ordered by time, then key: what a cursor points at."""

    since: str
    pk: str
    sk: str


def in_order(found: Iterable[ListPlace], after: ListPlace | None) -> Iterator[ListPlace]:
    """Places after `after`, those of one instant in the order of their keys.

    An index sorts by the instant alone and leaves open how those of one instant follow each other.

    Args:
        found: places from the instant of `after` on, in the order of their instants.
        after: where to go on.
    """
    for _, at_once in groupby(found, key=attrgetter("since")):
        yield from (place for place in sorted(at_once) if after is None or place > after)


def waiting_from(side: Side, waits_for: str, after: ListPlace | None) -> Iterator[ListPlace]:
    """What waits in one list, oldest first, from after a place on."""
    table = side.value
    condition = table.since >= after.since if after else None
    items = table.waiting.query(waits_for, condition, page_size=GROUP)
    return in_order((ListPlace(item.since, item.pk, item.sk) for item in items), after)


def waiting(lists: Several, after: ListPlace | None, limit: int) -> list[ListPlace]:
    """The first `limit` places after `after` over several lists, oldest first."""
    merged = heapq.merge(*(waiting_from(Side.REGISTRY, each, after) for each in lists))
    return list(islice(merged, limit))


def waiting_until(side: Side, lists: Several, until: datetime) -> Iterator[ListPlace]:
    """Everything that waits in the lists since `until` or longer, list by list, each oldest first."""
    for waits_for in lists:
        items = side.value.waiting.query(waits_for, side.value.since <= sortable(until))
        yield from (ListPlace(item.since, item.pk, item.sk) for item in items)
