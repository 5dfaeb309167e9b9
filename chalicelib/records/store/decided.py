"""What a bureau has decided: its records by state, without a scan and at no cost to accrediting.

Returned, rejected and revoked records are in lists of their own, in each territory oldest first.
Accredited ones are found through their owners' standings, which are listed anyway: by year and
territory, the owners in the order of that list. Only one of another territory than its standing's has a
list entry of its own (docs/decisions/0010).
"""

import heapq
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import NamedTuple

from chalicelib.platform.rules.listing import Position, keyed
from chalicelib.platform.store.listed import Listed, find_listed
from chalicelib.platform.store.outbox import GROUP, ListPlace
from chalicelib.platform.store.tables import RegistryItem
from chalicelib.records.rules import record_lists
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.store.partition import standing_key
from chalicelib.records.store.record_pages import RecordPage, Wanted, filled
from chalicelib.records.store.records import record_key
from chalicelib.records.store.years import find_year

MARGIN = 10
"""How many owners more than records asked for are looked up at once: some have none that counts."""


def find_decided(
    territories: tuple[str, ...],
    state: RecordState,
    after: ListPlace | None,
    limit: int,
    wanted: Wanted,
) -> RecordPage:
    """Read up to `limit` records in a state that has a list: by territory, in each oldest first.

    A place names the territory beside the instant, `440703#2020-…`, where there are several; one
    that does not goes on oldest first over all of them, as clients once began it.
    """
    if len(territories) == 1 or (after is not None and "#" not in after.since):
        places = partial(_oldest_first, territories, state)
    else:
        places = partial(_by_territory, territories, state)
    return filled(places, after, limit, wanted)


def _by_territory(
    territories: tuple[str, ...], state: RecordState, after: ListPlace | None, limit: int
) -> list[ListPlace]:
    listing = record_lists.decided(state, territories)
    position = None
    if after is not None:
        territory, _, at = after.since.partition("#")
        order = f"{at}#{keyed(after.pk, after.sk)}"
        position = Position(listing.named(territory), order, after.pk)
    found = find_listed(RegistryItem, [listing], position, limit)
    return [ListPlace(_since(each), each.pk, each.sk) for each in found]


def _since(listed: Listed) -> str:
    """By what a listed record sorts before its key: territory and instant."""
    return listed.order.removesuffix(f"#{keyed(listed.pk, listed.sk)}")


def _oldest_first(
    territories: tuple[str, ...], state: RecordState, after: ListPlace | None, limit: int
) -> list[ListPlace]:
    """Of each territory by itself, merged by the instant."""
    merged = heapq.merge(*(_of_one(each, state, after, limit) for each in territories))
    return list(islice(merged, limit))


def _of_one(
    territory: str, state: RecordState, after: ListPlace | None, limit: int
) -> Iterator[ListPlace]:
    start = after._replace(since=f"{territory}#{after.since}") if after else None
    for place in _by_territory((territory,), state, start, limit):
        yield place._replace(since=place.since.partition("#")[2])


class DecidedPlace(NamedTuple):
    """A place among the accredited: an entry of a list, and after which key of its owner's year.

    The records of a year sort after its standing, so the standing's key stands before all of them.
    """

    list: str
    order: str
    key: str


class AccreditedPage(NamedTuple):
    """Accredited records; `last` is where the next page begins, None if there is none."""

    records: list[Record]
    last: DecidedPlace | None


def find_accredited(
    territories: tuple[str, ...], year: int, after: DecidedPlace | None, limit: int, wanted: Wanted
) -> AccreditedPage:
    """Read up to `limit` accredited records of a year; fewer where few of many people have any.

    First the owners whose standings are listed under the territories, then the records of a
    territory that their owner's standing is not listed under, as after a move (R6).
    """
    listings = [
        record_lists.standings(year, territories),
        record_lists.apart(year, territories),
    ]
    resumed = Position(after.list, after.order, "") if after else None
    size = min(GROUP, limit + MARGIN)
    entries = find_listed(RegistryItem, listings, resumed, size + 1)
    records: list[Record] = []
    for entry in entries[:size]:
        place = _before(entry, year)
        if after is not None and after[:2] == place[:2]:
            place = after
        for record in accredited_of(entry, year):
            key = record_key(year, record.slot)
            if key <= place.key or not wanted(record):
                continue
            if len(records) == limit:
                return AccreditedPage(records, place)
            records.append(record)
            place = place._replace(key=key)
    return AccreditedPage(records, _before(entries[size], year) if entries[size:] else None)


def _before(entry: Listed, year: int) -> DecidedPlace:
    return DecidedPlace(entry.position.list, entry.position.order, standing_key(year))


def accredited_of(entry: Listed, year: int) -> list[Record]:
    """What an entry stands for: itself, or its owner's records of the territory it is listed under."""
    person_year = find_year(entry.pk.removeprefix("P#"), year)
    counted = [record for record in person_year.records if record.counts] if person_year else []
    if person_year is not None and entry.sk == standing_key(year):
        return [record for record in counted if record.territory == person_year.standing.territory]
    owner = entry.pk.removeprefix("P#")
    return [
        record
        for record in counted
        if record.person == owner and record_key(year, record.slot) == entry.sk
        # An entry that a merger made which did not come about says nothing: the standing's list does.
        if person_year is not None and record.territory != person_year.standing.territory
    ]
