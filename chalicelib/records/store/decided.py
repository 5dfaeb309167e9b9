"""What a bureau has decided: its records by state, without a scan and at no cost to accrediting.

Returned, rejected and revoked records are in lists of their own, oldest first. Accredited ones are
found through their owners' standings, which are listed anyway: by year and territory, the owners in
the order of that list. Only one of another territory than its standing's has a list entry of its own
(docs/decisions/0010).
"""

import heapq
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import NamedTuple

from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.store.listed import Listed, Position, Range, find_listed
from chalicelib.platform.store.outbox import GROUP, ListPlace, in_order
from chalicelib.platform.store.tables import RegistryItem
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.review import record_list
from chalicelib.records.store.partition import standing_key
from chalicelib.records.store.record_pages import RecordPage, Wanted, filled
from chalicelib.records.store.records import record_key
from chalicelib.records.store.years import find_year


def find_decided(
    territories: tuple[str, ...],
    state: RecordState,
    after: ListPlace | None,
    limit: int,
    wanted: Wanted,
) -> RecordPage:
    """Read up to `limit` records in a state that has a list, oldest first over the territories."""
    lists = [record_list(code, state) for code in territories]
    return filled(partial(_places, lists), after, limit, wanted)


def _places(lists: Several, after: ListPlace | None, limit: int) -> list[ListPlace]:
    return list(islice(heapq.merge(*(_listed(each, after) for each in lists)), limit))


def _listed(name: str, after: ListPlace | None) -> Iterator[ListPlace]:
    condition = RegistryItem.order >= after.since if after else None
    items = RegistryItem.listed.query(name, condition)
    return in_order((ListPlace(item.order, item.pk, item.sk) for item in items), after)


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
    ranges = [
        *(Range(f"YEAR#{year}#{code}") for code in territories),
        *(Range(record_list(code, RecordState.ACCREDITED), f"{year}#") for code in territories),
    ]
    resumed = Position(after.list, after.order, "") if after else None
    entries = find_listed(RegistryItem, ranges, resumed, GROUP + 1)
    records: list[Record] = []
    for entry in entries[:GROUP]:
        place = _before(entry, year)
        if after is not None and after[:2] == place[:2]:
            place = after
        for record in _accredited(entry, year):
            key = record_key(year, record.slot)
            if key <= place.key or not wanted(record):
                continue
            if len(records) == limit:
                return AccreditedPage(records, place)
            records.append(record)
            place = place._replace(key=key)
    return AccreditedPage(records, _before(entries[GROUP], year) if entries[GROUP:] else None)


def _before(entry: Listed, year: int) -> DecidedPlace:
    return DecidedPlace(entry.position.list, entry.position.order, standing_key(year))


def _accredited(entry: Listed, year: int) -> list[Record]:
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
