"""The night's recount: compare every counter with the lists, tell what has drifted and put it right.

Index and queue lag, so a difference is drift only if it stands still: two looks some minutes apart
find the same one, and nothing was entered between them. What is put right is what both found, on
condition that the counter is still as it was at the look.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

import msgspec

from chalicelib.platform.gateways import messages
from chalicelib.platform.store.tables import Conflict
from chalicelib.views.rules import counter as rules
from chalicelib.views.rules.counter import MOST_LOOKS, Counter, CounterLook, RecountOrder
from chalicelib.views.rules.counting import (
    BY_TERRITORY,
    CountedKind,
    CounterName,
    areas,
    counted_lists,
)
from chalicelib.views.store import counters
from chalicelib.views.store.listed_counts import count_listed

BETWEEN_LOOKS = 300
"""Seconds from one look at a counter to the next: longer than index and queue lag, unless an alarm rings."""
BETWEEN_WALKS = timedelta(days=28)
"""From one comparison of what is read thing by thing to the next."""
STILL_MOVING = 3
"""For so many calendar years something may still happen in a year."""


class CounterFinding(StrEnum):
    """What a look at a counter found; an `unsettled` one waits for the next night."""

    AGREES = "agrees"
    FILLED = "filled"
    DRIFTED = "drifted"
    LOOK_AGAIN = "look_again"
    UNSETTLED = "unsettled"


class RecountOutcome(NamedTuple):
    """What a look at a counter found, by how much it was off and put right, the next look if one is due."""

    name: CounterName
    finding: CounterFinding
    drift: int = 0
    again: RecountOrder | None = None


def order_recount(years: Iterable[int], *, at: datetime) -> int:
    """Order a look at every counter, one order for each kind and year; answer how many orders.

    What is counted by territory is read thing by thing, so each has an order of its own, and its turn
    every four weeks.
    """
    asked = tuple(years)
    orders = [RecountOrder(name, at) for name in counted_lists(asked)]
    orders += [RecountOrder(str(name), at) for name in _names_due(asked, at)]
    for each in orders:
        messages.send_again("compare_counts", _body(each))
    return len(orders)


def _names_due(years: Iterable[int], at: datetime) -> Iterator[CounterName]:
    """The counters of territories where somebody has a year, that were never compared, or not for four weeks.

    A year that nothing happens in any more is compared once.
    """
    for year in years:
        peopled = _peopled(year)
        for kind in sorted(BY_TERRITORY) if peopled else ():
            kept = counters.find_counters(kind, year, areas(kind))
            for territory in sorted(peopled):
                seen = kept[territory].recounted_at if territory in kept else None
                if seen is None or (at - seen >= BETWEEN_WALKS and at.year - year < STILL_MOVING):
                    yield CounterName(kind, year, territory)


def _peopled(year: int) -> frozenset[str]:
    """The territories in which the counters know anybody who has this year."""
    kept = counters.find_counters(CountedKind.YEARS, year, areas(CountedKind.YEARS))
    rows = (row for each in kept.values() for row, number in each.rows.items() if number > 0)
    return frozenset(row.partition("#")[0] for row in rows)


def order_again(order: RecountOrder) -> None:
    """Order the next look, some minutes from now."""
    messages.send_again("compare_counts", _body(order), delay=BETWEEN_LOOKS)


def compare_counts(order: RecountOrder) -> Iterator[RecountOutcome]:
    """Look at counters and put those right whose difference has stood still since the look before."""
    return (_compared(order, name) for name in order.names)


def _compared(order: RecountOrder, name: CounterName) -> RecountOutcome:
    counter = counters.find_counter(name)
    off = rules.difference(count_listed(name.kind, name.year, name.territories), counter)
    look = CounterLook(counter.version, off)
    if off and not rules.is_drift(look, order.seen):
        return _looked_again(order, name, look)
    try:
        counters.put_counter(name, rules.recounted(counter, off, order.at), counter.version)
    except Conflict:
        return _looked_again(order, name, look)
    return _outcome(name, counter, off)


def _outcome(name: CounterName, counter: Counter, off: dict[str, int]) -> RecountOutcome:
    if counter.recounted_at is None:
        return RecountOutcome(name, CounterFinding.FILLED)
    finding = CounterFinding.DRIFTED if off else CounterFinding.AGREES
    return RecountOutcome(name, finding, rules.size_of(off))


def _looked_again(order: RecountOrder, name: CounterName, look: CounterLook) -> RecountOutcome:
    looks = order.looks + 1
    if looks >= MOST_LOOKS:
        return RecountOutcome(name, CounterFinding.UNSETTLED)
    again = msgspec.structs.replace(order, recount=str(name), looks=looks, seen=look)
    return RecountOutcome(name, CounterFinding.LOOK_AGAIN, again=again)


def _body(order: RecountOrder) -> str:
    return msgspec.json.encode(order).decode()
