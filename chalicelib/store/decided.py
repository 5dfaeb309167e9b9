"""What a bureau has decided: its records by state, without a scan and at no cost to accrediting.

Returned, rejected and revoked records are in lists of their own, oldest first. Accredited ones are
found through their owners' standings, which are listed anyway: by year and territory, the owners in
the order of that list (docs/decisions/0010).
"""

import heapq
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from chalicelib.rules.record import Record, State
from chalicelib.rules.review import record_list
from chalicelib.store.listed import Position, Range, find_listed
from chalicelib.store.queue import GROUP, Page, Place, Wanted, filled
from chalicelib.store.records import record_key
from chalicelib.store.tables import RegistryItem
from chalicelib.store.years import find_year


def find_decided(
    territories: Sequence[str], state: State, after: Place | None, limit: int, wanted: Wanted
) -> Page:
    """Read up to `limit` records in a state that has a list, oldest first over the territories."""
    lists = [record_list(code, state) for code in territories]
    return filled(partial(_places, lists), after, limit, wanted)


def _places(lists: Sequence[str], after: Place | None, limit: int) -> list[Place]:
    return list(islice(heapq.merge(*(_listed(each, after) for each in lists)), limit))


def _listed(name: str, after: Place | None) -> Iterator[Place]:
    condition = RegistryItem.order >= after.since if after else None
    for item in RegistryItem.listed.query(name, condition):
        place = Place(item.order, item.pk, item.sk)
        if after is None or place > after:
            yield place


class AccreditedPage(NamedTuple):
    """Accredited records; `last` is where the next page begins, None if there is none."""

    records: list[Record]
    last: Position | None


def find_accredited(
    territories: Sequence[str], year: int, after: Position | None, limit: int, wanted: Wanted
) -> AccreditedPage:
    """Read up to `limit` accredited records of a year; fewer where few of many people have any.

    A position names the list and the place of an owner in it, and the owner's record that was last
    shown: its `pk` is that record's sort key.
    """
    ranges = [Range(f"YEAR#{year}#{code}") for code in territories]
    resumed = after._replace(pk="") if after else None
    people = find_listed(RegistryItem, ranges, resumed, GROUP)
    records: list[Record] = []
    last = after
    for listed in people:
        is_same = last is not None and last[:2] == listed.position[:2]
        shown = last.pk if last and is_same else ""
        for record in _accredited(listed.pk.removeprefix("P#"), year):
            key = record_key(year, record.slot)
            if key <= shown or not wanted(record):
                continue
            if len(records) == limit:
                return AccreditedPage(records, last)
            records.append(record)
            last = listed.position._replace(pk=key)
        last = listed.position._replace(pk="~") if len(records) < limit else last
    return AccreditedPage(records, last if len(people) == GROUP else None)


def _accredited(person: str, year: int) -> list[Record]:
    """A person's accredited records in the order of their keys."""
    now = find_year(person, year)
    return [record for record in now.records if record.counts] if now else []
