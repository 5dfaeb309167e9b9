"""The night's recount played without its minutes: every look that is ordered is taken at once."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.views.actions.recount import CounterFinding, compare_counts
from chalicelib.views.rules.counter import RecountOrder
from chalicelib.views.rules.counting import CountedKind, CounterName


def names_of(city: str, *years: int) -> list[CounterName]:
    """A city's counters."""
    kinds = (CountedKind.YEARS, CountedKind.CERTIFICATES)
    return [
        CounterName(CountedKind.PEOPLE, None, city),
        *(CounterName(kind, year, city) for kind in kinds for year in years),
    ]


def look(name: CounterName, at: datetime) -> tuple[CounterFinding, int]:
    """Look at a counter until it is known what is with it."""
    order: RecountOrder | None = RecountOrder(str(name), at)
    while order is not None:
        (found,) = compare_counts(order)
        order = found.again
    return found.finding, found.drift


def recount(names: Iterable[CounterName], at: datetime) -> dict[str, tuple[CounterFinding, int]]:
    """What a recount finds of counters, and by how much it puts each right."""
    return {str(name): look(name, at) for name in names}
