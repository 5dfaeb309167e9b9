"""Lists of what there is: people, years, certificates, staff, by territory (index `listed`).

The index holds keys only and lags; whoever reads it hydrates by consistent reads and drops what has
moved meanwhile. A list is read span by span, so that a page costs about as many queries as it needs;
where one span after the other is empty, more and more of them are asked at once. Until everything is
listed by city, what lies in the lists of before is read beside and merged: either place gives a thing
the same order (docs/decisions/0034).
"""

import heapq
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import NamedTuple, TypeVar

from chalicelib.platform.rules.listing import AFTER_ALL, Listing, Place, Position, Span
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.abreast import AT_ONCE, abreast
from chalicelib.platform.store.applied import LISTS_BY_CITY, is_applied
from chalicelib.platform.store.tables import HrItem, RegistryItem, read

TableT = TypeVar("TableT", RegistryItem, HrItem)
ValueT = TypeVar("ValueT")
GROUP = 100
"""How many things are hydrated at once: the most that one batch read takes."""
GROUPS = 5
"""How many groups one page may read."""
MARGIN = 5
"""How many more than asked for are read at first: some have moved, or are not wanted."""
BEFORE_ALL = " "
"""What sorts before every order."""


class Listed(NamedTuple):
    """A key that a list holds: its order in the whole, and where it was found."""

    order: str
    pk: str
    sk: str
    place: Place
    position: Position


def find_listed(
    table: type[TableT], listings: Sequence[Listing], after: Position | None, limit: int
) -> list[Listed]:
    """The first `limit` keys after `after`, one listing after the other, each in its order.

    Raises:
        Refusal: `cursor_invalid` for a position that is in none of the listings.
    """
    number, start = _start(listings, after)
    found: list[Listed] = []
    for listing in listings[number:]:
        found += islice(_entries(table, listing, start, limit - len(found)), limit - len(found))
        if len(found) == limit:
            break
        start = None
    return found


def first_page(
    table: type[TableT], listings: Sequence[Listing], after: Position | None, limit: int
) -> tuple[list[Listed], Position | None]:
    """As `find_listed`, and where the next page begins, None if there is none."""
    found = find_listed(table, listings, after, limit + 1)
    return found[:limit], found[limit - 1].position if len(found) > limit else None


def read_page(
    table: type[TableT],
    kind: type[ValueT],
    listings: Sequence[Listing],
    after: Position | None,
    limit: int,
) -> tuple[list[ValueT], Position | None]:
    """What stands at the keys of a page, fewer where some have left their place, and where the next begins."""
    found, last = first_page(table, listings, after, limit)
    return [read(item, kind) for item in hydrated(table, found)], last


def read_wanted(
    table: type[TableT],
    kind: type[ValueT],
    listing: Listing,
    after: Position | None,
    limit: int,
    wanted: Callable[[ValueT], bool],
) -> tuple[list[ValueT], Position | None]:
    """As `read_page`, but of what is wanted alone.

    Where nearly everything is not, the page ends early, perhaps empty, and says where to go on.
    """
    values: list[ValueT] = []
    for _ in range(GROUPS):
        found, last = first_page(table, [listing], after, min(limit + MARGIN, GROUP))
        there = {(item.pk, item.sk): item for item in hydrated(table, found)}
        for each in found:
            item = there.get((each.pk, each.sk))
            value = read(item, kind) if item else None
            if value is not None and wanted(value):
                if len(values) == limit:
                    return values, after
                values.append(value)
            after = each.position
        if last is None:
            return values, None
    return values, after


def hydrated(table: type[TableT], found: Sequence[Listed]) -> list[TableT]:
    """Read what was found, in its order, strongly consistent; what has left its place is absent.

    What is brought into its city's list at this moment has not left.
    """
    keys = [(each.pk, each.sk) for each in found]
    items = {(item.pk, item.sk): item for item in table.batch_get(keys, consistent_read=True)}
    read = ((each, items.get((each.pk, each.sk))) for each in found)
    return [item for each, item in read if item and _is_there(item, each)]


def _is_there(item: RegistryItem | HrItem, found: Listed) -> bool:
    return (item.list, item.order) == found.place or item.order == found.order


_Start = tuple[str, str]
"""The order and the key that a page begins after."""


def _start(listings: Sequence[Listing], after: Position | None) -> tuple[int, _Start | None]:
    if after is None:
        return 0, None
    for number, each in enumerate(listings):
        order = each.find_order(after)
        if order is not None:
            return number, (order, after.pk)
    raise Refusal("cursor_invalid", field="cursor")


def _entries(
    table: type[TableT], listing: Listing, start: _Start | None, limit: int | None
) -> Iterator[Listed]:
    """What a listing has after a place, each thing once."""
    strands = (_strand(table, listing, each, start, limit) for each in _strands(listing))
    last = None
    for each in heapq.merge(*strands):
        if each[:3] != last:
            yield each
        last = each[:3]


def _strands(listing: Listing) -> tuple[tuple[Span, ...], ...]:
    """Where things lie, and as long as some may lie there, where they lay before."""
    if not listing.territories or is_applied(LISTS_BY_CITY):
        return listing.strands
    return (listing.meanwhile or listing.strands) + listing.before


def _strand(
    table: type[TableT],
    listing: Listing,
    strand: Sequence[Span],
    start: _Start | None,
    limit: int | None,
) -> Iterator[Listed]:
    """What spans hold after a place: with a limit of the first alone, then of twice as many each time."""
    left = [each for each in strand if start is None or each.begins_from(start[0]) is not None]
    read = partial(_lying, table, listing, start=start, limit=limit)
    if limit is None:
        yield from chain.from_iterable(map(read, left))
        return
    at, width = 0, 1
    while at < len(left):
        found = abreast(lambda span: list(islice(read(span), limit)), left[at : at + width])
        yield from chain.from_iterable(found)
        at, width = at + width, min(2 * width, AT_ONCE)


def _lying(
    table: type[TableT], listing: Listing, span: Span, *, start: _Start | None, limit: int | None
) -> Iterator[Listed]:
    """What a span holds after a place, of what is wanted, as far as `limit` things are asked for."""
    begins = span.begins_from(start[0]) if start else span.prefix
    bounds = begins or BEFORE_ALL, span.prefix + AFTER_ALL
    keys = _pointed if span.is_of_pointers else _indexed
    size = limit + 1 if limit else None  # a page begins with the place that it goes on from
    for key in keys(table, span.list, bounds, size):
        each = _listed(listing, span, *key)
        if listing.wanted(each.order, each.sk) and (start is None or each[:2] > start):
            yield each


def _indexed(
    table: type[TableT], name: str, bounds: tuple[str, str], size: int | None
) -> Iterator[tuple[str, str, str]]:
    """Key and order of what a list of the index has between two orders."""
    for page in table.listed.query(name, table.order.between(*bounds), page_size=size).page_iter:
        for item in page["Items"]:
            yield item["pk"]["S"], item["sk"]["S"], item["order"]["S"]


def _pointed(
    table: type[TableT], name: str, bounds: tuple[str, str], size: int | None
) -> Iterator[tuple[str, str, str]]:
    """As `_indexed`, of what the table itself has of pointers."""
    for page in table.query(name, table.sk.between(*bounds), page_size=size).page_iter:
        for item in page["Items"]:
            pointer = item["body"]["M"]
            yield pointer["pk"]["S"], pointer["sk"]["S"], item["sk"]["S"]


def _listed(listing: Listing, span: Span, pk: str, sk: str, order: str) -> Listed:
    whole = span.order_of(order, pk, sk)
    return Listed(whole, pk, sk, Place(span.list, order), listing.position(whole, pk))


def read_all(table: type[TableT], listing: Listing) -> Iterator[Listed]:
    """Everything that a listing has, each thing once, in its order; it is read as it is asked for."""
    return _entries(table, listing, None, None)
