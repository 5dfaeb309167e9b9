"""The counters of the statistics, each beside the lists that it counts, and those lists counted.

All of one kind and year lie in one partition, a city each, so that a province is one query.
"""

from collections import Counter as Multiset

from chalicelib.certificates.rules.certificate_lists import WantedCertificates, certificates
from chalicelib.people.rules.people_lists import people
from chalicelib.platform.rules.listing import Listing
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.listed import read_all
from chalicelib.platform.store.tables import (
    HrItem,
    RegistryItem,
    conflicts,
    find,
    is_still_at,
    read,
)
from chalicelib.records.rules.record_lists import standings
from chalicelib.views.rules.counter import Counter, Rows
from chalicelib.views.rules.counting import CountedKind, CounterName, place_in

Table = type[RegistryItem] | type[HrItem]


def _table(kind: CountedKind) -> Table:
    return HrItem if kind is CountedKind.CERTIFICATES else RegistryItem


def _partition(kind: CountedKind, year: int | None) -> str:
    """People have no year; certificates have a table of their own."""
    return f"COUNTS#{kind.upper() if year is None else year}"


def find_counter(name: CounterName) -> Counter:
    """Read one counter, strongly consistent; version 0 where nothing was kept yet."""
    item = find(_table(name.kind), _partition(name.kind, name.year), name.city)
    return read(item, Counter) if item else Counter()


def find_counters(
    kind: CountedKind, year: int | None, cities: tuple[str, ...]
) -> dict[str, Counter]:
    """Read the counters of cities by city, in one query; those that are kept alone.

    It may lag by what lies between two copies of a partition, a second at most as a rule.
    """
    table = _table(kind)
    one = table.sk == cities[0] if len(cities) == 1 else None
    items = table.query(_partition(kind, year), one)
    return {item.sk: read(item, Counter) for item in items if item.sk in cities}


def put_counter(name: CounterName, counter: Counter, previous: int) -> None:
    """Keep a counter.

    Raises:
        Conflict: it has changed since it was read as of version `previous`.
    """
    item = _table(name.kind)(
        pk=_partition(name.kind, name.year),
        sk=name.city,
        version=counter.version,
        body=keep(counter),
    )
    with conflicts():
        item.save(condition=is_still_at(previous))


def count_listed(kind: CountedKind, year: int | None, territories: tuple[str, ...]) -> Rows:
    """Count what the lists have of territories, by row: each thing once, lagging as the index does."""
    listing = _listing(kind, year, territories)
    is_hr = kind is CountedKind.CERTIFICATES
    entries = read_all(HrItem, listing) if is_hr else read_all(RegistryItem, listing)
    places = (place_in(kind, each.order, each.sk) for each in entries)
    return dict(Multiset(place.row for place in places if place))


def _listing(kind: CountedKind, year: int | None, territories: tuple[str, ...]) -> Listing:
    if year is None:
        return people(territories)
    if kind is CountedKind.YEARS:
        return standings(year, territories)
    return certificates(year, territories, WantedCertificates())
