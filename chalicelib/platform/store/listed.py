"""Lists of what there is: people, years, certificates, staff, by territory (index `listed`).

The index holds keys only and lags; whoever reads it hydrates by consistent reads and drops what has
moved meanwhile. Several lists are read one after the other, so that a page costs about as many
queries as it needs and not one for each of a province's territories; where one list after the other
is empty, more and more of them are asked at once.
"""

import time
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import NamedTuple, TypeVar

from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.abreast import AT_ONCE, abreast
from chalicelib.platform.store.tables import HrItem, RegistryItem, read

TableT = TypeVar("TableT", RegistryItem, HrItem)
ValueT = TypeVar("ValueT")
BEFORE_ALL = " "
AFTER_ALL = "\U0010ffff"
"""What sorts before and after every order."""
COUNTED_ANEW = 1000
"""A list up to this long is counted anew each time it is asked for."""
REMEMBERED_SECONDS = 60
_counts: dict[tuple[str, ...], tuple[float, int]] = {}


class Range(NamedTuple):
    """A list, and how the orders wanted of it begin; "" for the whole of it."""

    list: str
    prefix: str = ""

    @property
    def start(self) -> str:
        """What sorts before every order of the range."""
        return self.prefix or BEFORE_ALL

    @property
    def end(self) -> str:
        """What sorts after every order of the range."""
        return self.prefix + AFTER_ALL


class Position(NamedTuple):
    """A place in lists that are read one after the other: what a cursor points at."""

    list: str
    order: str
    pk: str


class Listed(NamedTuple):
    """A key that a list holds, and where."""

    pk: str
    sk: str
    position: Position


def find_listed(
    table: type[TableT], ranges: Sequence[Range], after: Position | None, limit: int
) -> list[Listed]:
    """The first `limit` keys after `after`, range by range, each in its order.

    Raises:
        Refusal: `cursor_invalid` for a position that is in none of the ranges.
    """
    left = ranges if after is None else ranges[_index_of(ranges, after) :]
    return list(islice(_in_turn(table, left, after, limit), limit))


def first_page(
    table: type[TableT], ranges: Sequence[Range], after: Position | None, limit: int
) -> tuple[list[Listed], Position | None]:
    """As `find_listed`, and where the next page begins, None if there is none."""
    found = find_listed(table, ranges, after, limit + 1)
    return found[:limit], found[limit - 1].position if len(found) > limit else None


def read_page(
    table: type[TableT],
    kind: type[ValueT],
    ranges: Sequence[Range],
    after: Position | None,
    limit: int,
) -> tuple[list[ValueT], Position | None]:
    """What stands at the keys of a page, fewer where some have left their place, and where the next begins."""
    found, last = first_page(table, ranges, after, limit)
    return [read(item, kind) for item in hydrated(table, found)], last


def _in_turn(
    table: type[TableT], ranges: Sequence[Range], after: Position | None, limit: int
) -> Iterator[Listed]:
    """What the ranges hold: of the first alone, then of twice as many each time."""
    start, width = 0, 1
    while start < len(ranges):
        read = partial(_first_of, table, after=None if start else after, limit=limit)
        yield from chain.from_iterable(abreast(read, ranges[start : start + width]))
        start, width = start + width, min(2 * width, AT_ONCE)


def _first_of(
    table: type[TableT], wanted: Range, *, after: Position | None, limit: int
) -> list[Listed]:
    return list(islice(_listed(table, wanted, after, limit), limit))


def _index_of(ranges: Sequence[Range], position: Position) -> int:
    for number, each in enumerate(ranges):
        within = position.order.startswith(each.prefix) and position.order < each.end
        if each.list == position.list and within:
            return number
    raise Refusal("cursor_invalid", field="cursor")


def _listed(
    table: type[TableT], wanted: Range, after: Position | None, limit: int
) -> Iterator[Listed]:
    orders = table.order.between(after.order if after else wanted.start, wanted.end)
    for item in table.listed.query(wanted.list, orders, page_size=limit):
        listed = Listed(item.pk, item.sk, Position(wanted.list, item.order, item.pk))
        if after is None or listed.position > after:
            yield listed


def hydrated(table: type[TableT], found: Sequence[Listed]) -> list[TableT]:
    """Read what was found, in its order, strongly consistent; what has left its place is absent."""
    keys = [(each.pk, each.sk) for each in found]
    items = {(item.pk, item.sk): item for item in table.batch_get(keys, consistent_read=True)}
    read = ((each.position, items.get((each.pk, each.sk))) for each in found)
    return [item for place, item in read if item and (item.list, item.order) == place[:2]]


def count(table: type[TableT], wanted: Range) -> int:
    """Count a range of a list, lagging as the index does; a long one once a minute.

    It is a recount, never a counter that is kept, so it cannot drift. The minute is the machine's:
    how old a count may be is no question of the domain's clock.
    """
    key = (table.Meta.table_name, *wanted)
    counted_at, known = _counts.get(key, (0.0, 0))
    if known > COUNTED_ANEW and time.monotonic() - counted_at < REMEMBERED_SECONDS:
        return known
    orders = table.order.between(wanted.start, wanted.end)
    known = table.listed.count(wanted.list, orders)
    _counts[key] = (time.monotonic(), known)
    return known
