"""Pages of records from an index that lags."""

import heapq
from collections.abc import Callable
from functools import partial
from itertools import islice
from typing import NamedTuple

from chalicelib.bureaus.rules.city_lists import queue_order
from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.rules.listing import AFTER_ALL
from chalicelib.platform.rules.mark import review_list
from chalicelib.platform.store.abreast import abreast
from chalicelib.platform.store.applied import LISTS_BY_CITY, is_applied
from chalicelib.platform.store.outbox import GROUP, ListPlace, waiting
from chalicelib.platform.store.tables import RegistryItem
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.record_lists import queues
from chalicelib.records.store.records import find_records

MARGIN = 5
"""How many places more than records asked for are read at first: some have moved, or are not wanted."""
GROUPS = 5
"""How many groups one page may read."""


class RecordPage(NamedTuple):
    """Records oldest first; `last` is where the next page begins, None if there is none."""

    records: list[Record]
    last: ListPlace | None


Wanted = Callable[[Record], bool]
"""Says whether a record is what is asked for, as it is now."""


def find_submitted(
    territories: Several,
    after: ListPlace | None,
    limit: int,
    wanted: Wanted,
    above: Several = (),
) -> RecordPage:
    """Read up to `limit` records that still wait for their bureaus, strongly consistent.

    One bureau's are in a list of its own, those of a city or of the province in the cities' lists, which
    have what is wanted and perhaps more.

    Args:
        territories: whose bureaus', all of a city's or of the province's or a single one.
        after: where to go on.
        limit: how many.
        wanted: which of them.
        above: the bureaus above that may have taken some over.
    """
    return filled(_places(territories, above), after, limit, wanted)


def find_waiting(territories: Several, limit: int) -> list[ListPlace]:
    """The first `limit` places of what waits for the bureaus of territories; nothing of it is read."""
    return _places(territories, ())(None, limit)


PlacesAfter = Callable[[ListPlace | None, int], list[ListPlace]]
"""Reads so many places after one."""


def _places(territories: Several, above: Several) -> PlacesAfter:
    bureaus = (*territories, *above)
    if len(territories) > 1 and is_applied(LISTS_BY_CITY):
        return partial(_in_cities, queues(bureaus))
    return partial(waiting, [review_list(each) for each in bureaus])


def _in_cities(lists: tuple[str, ...], after: ListPlace | None, limit: int) -> list[ListPlace]:
    found = abreast(partial(_in_city, after=after, limit=limit), lists)
    return list(islice(heapq.merge(*found), limit))


def _in_city(name: str, *, after: ListPlace | None, limit: int) -> list[ListPlace]:
    """The first places of a list after one; the order there tells two of one instant apart."""
    start = queue_order(*after) if after else " "
    if start > AFTER_ALL:  # a place that no list has given: DynamoDB refuses such bounds
        return []
    orders = RegistryItem.order.between(start, AFTER_ALL)
    pages = RegistryItem.listed.query(name, orders, page_size=limit + 1).page_iter
    keys = (
        (item["order"]["S"], item["pk"]["S"], item["sk"]["S"])
        for page in pages
        for item in page["Items"]
    )
    places = (ListPlace(order.partition("#")[0], pk, sk) for order, pk, sk in keys)
    return list(islice((each for each in places if after is None or each > after), limit))


def filled(
    places_after: PlacesAfter,
    after: ListPlace | None,
    limit: int,
    wanted: Wanted,
) -> RecordPage:
    """Fill a page from an index that lags.

    At first as many places are read as the page needs, and some more, since what has moved meanwhile
    and what is not wanted drops out; then group by group until the page is full. Where nearly everything drops out the page ends early, perhaps empty,
    and says where to go on.
    """
    records: list[Record] = []
    for group in range(GROUPS):
        size = GROUP if group else limit + 1 + MARGIN
        places = places_after(after, size)
        found = find_records([(place.pk, place.sk) for place in places])
        for place in places:
            record = found.get((place.pk, place.sk))
            if record is None or not wanted(record):
                continue
            if len(records) == limit:
                return RecordPage(records, after)
            records.append(record)
            after = place
        if len(places) < size:
            return RecordPage(records, None)
        after = places[-1]
    return RecordPage(records, after)
