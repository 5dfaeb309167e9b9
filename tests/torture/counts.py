"""The counters of the statistics against what lies in the lists, read without the product."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Protocol

from chalicelib.views.actions.recount import CounterFinding
from chalicelib.views.rules.counting import CountedKind, CounterName
from tests.torture.model import YEAR
from tests.views.recounting import names_of, recount

CITY = "4407"
COUNTERS = [*names_of(CITY, YEAR), CounterName(CountedKind.YEARS, 2018, CITY)]
"""All that people of the province have; certificates of years that the HR side certified are none."""
PARTITIONS = ("COUNTS#PEOPLE", f"COUNTS#{YEAR}", "COUNTS#2018")
Items = dict[tuple[str, str], dict[str, Any]]


class Both(Protocol):
    """Both tables, as they lie there."""

    registry: Items
    hr: Items


def require_counts(now: datetime, read: Callable[[], Both]) -> None:
    """Whatever became of events and messages: a recount puts every counter right, the next finds so."""
    found = recount(COUNTERS, now)
    assert {finding for finding, _ in found.values()} <= {
        CounterFinding.FILLED,
        CounterFinding.DRIFTED,
    } | {CounterFinding.AGREES}
    assert set(recount(COUNTERS, now).values()) == {(CounterFinding.AGREES, 0)}
    require_right(read())


def require_right(tables: Both) -> None:
    """Every counter says what the lists have."""
    for items in (tables.registry, tables.hr):
        kept = Counter[tuple[str, str, str]]()
        for (pk, city), item in items.items():
            if pk in PARTITIONS:
                assert city == CITY
                rows = item["body"].get("rows", {})
                kept.update({(pk, *row.split("#")): int(number) for row, number in rows.items()})
        assert kept == Counter(each for each in _listed(items) if each[0] in PARTITIONS)


def _listed(items: Items) -> Iterator[tuple[str, str, str]]:
    for (_, sk), item in items.items():
        kind = item.get("list", "").partition("#")[0]
        code, word, *_ = (*item.get("order", "").split("#"), "")
        year = sk.partition("#")[2]
        if kind == "PEOPLE":
            yield "COUNTS#PEOPLE", code, "enrolled"
        elif kind == "YEAR":
            yield f"COUNTS#{year}", code, word
        elif kind == "CERT":
            yield f"COUNTS#{year}", code, "certificates" if word == "issued" else word
