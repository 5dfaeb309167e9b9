"""Pages of records from an index that lags."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.store.outbox import GROUP, ListPlace, waiting
from chalicelib.records.rules.record import Record
from chalicelib.records.store.records import find_records

GROUPS = 5
"""How many groups one page may read."""


class RecordPage(NamedTuple):
    """Records oldest first; `last` is where the next page begins, None if there is none."""

    records: list[Record]
    last: ListPlace | None


Wanted = Callable[[Record], bool]
"""Says whether a record is what is asked for, as it is now."""


def find_submitted(
    lists: Several, after: ListPlace | None, limit: int, wanted: Wanted
) -> RecordPage:
    """Read up to `limit` records that still wait for their bureau, strongly consistent."""
    return filled(partial(waiting, lists), after, limit, wanted)


def filled(
    places_after: Callable[[ListPlace | None, int], list[ListPlace]],
    after: ListPlace | None,
    limit: int,
    wanted: Wanted,
) -> RecordPage:
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
                return RecordPage(records, after)
            records.append(record)
            after = place
        if len(places) < GROUP:
            return RecordPage(records, None)
        after = places[-1]
    return RecordPage(records, after)
