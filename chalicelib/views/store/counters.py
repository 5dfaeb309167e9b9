"""The counters of the statistics, each in the table of what it counts.

All of one kind and year lie in one partition, a city or a territory each, so that a province is one query.
"""

from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import (
    HrItem,
    RegistryItem,
    conflicts,
    find,
    is_still_at,
    read,
)
from chalicelib.views.rules.counter import Counter
from chalicelib.views.rules.counting import BY_TERRITORY, CountedKind, CounterName

Table = type[RegistryItem] | type[HrItem]
_OF_HR = frozenset({CountedKind.CERTIFICATES, CountedKind.ISSUED})


def _table(kind: CountedKind) -> Table:
    return HrItem if kind in _OF_HR else RegistryItem


def _partition(kind: CountedKind, year: int | None) -> str:
    """What has no year lies by its kind, what is counted by territory apart from what is by city."""
    if kind in BY_TERRITORY:
        return f"COUNTS#{kind.upper()}#{year}"
    return f"COUNTS#{kind.upper() if year is None else year}"


def find_counter(name: CounterName) -> Counter:
    """Read one counter, strongly consistent; version 0 where nothing was kept yet."""
    item = find(_table(name.kind), _partition(name.kind, name.year), name.city)
    return read(item, Counter) if item else Counter()


def find_counters(
    kind: CountedKind, year: int | None, cities: tuple[str, ...]
) -> dict[str, Counter]:
    """Read the counters of cities (or territories) by these, in one query; those that are kept alone.

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
