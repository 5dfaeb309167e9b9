"""Count a year by territory: by the counters, and by the lists where a counter says nothing yet."""

from datetime import datetime
from functools import partial
from itertools import chain, groupby
from typing import NamedTuple

from chalicelib.bureaus.rules.city_lists import city_of
from chalicelib.platform.store.abreast import abreast
from chalicelib.views.rules.counter import Rows
from chalicelib.views.rules.counting import OF_NO_YEAR, CountedKind
from chalicelib.views.rules.statistics import YearCounts, counts_of
from chalicelib.views.store import counters
from chalicelib.views.store.listed_counts import count_listed

_OF_A_YEAR = (CountedKind.PEOPLE, CountedKind.YEARS, CountedKind.CERTIFICATES)


class KindCounts(NamedTuple):
    """The rows of one kind, of when they are, and since when all of them have been compared (None: not yet)."""

    rows: list[Rows]
    as_of: datetime
    recounted_at: datetime | None


def count_year(year: int, territories: tuple[str, ...], *, at: datetime) -> YearCounts:
    """Count territories, each without those below it; `at` is the instant of the request."""
    found = [_count_kind(kind, year, territories, at) for kind in _OF_A_YEAR]
    recounts = [each.recounted_at for each in found if each.recounted_at]
    return YearCounts(
        counts_of(chain.from_iterable(each.rows for each in found), territories),
        as_of=max(each.as_of for each in found),
        recounted_at=min(recounts) if len(recounts) == len(found) else None,
    )


def _count_kind(
    kind: CountedKind, year: int, territories: tuple[str, ...], at: datetime
) -> KindCounts:
    """One kind: a query, and the lists of the cities whose counters were never filled."""
    of = None if kind in OF_NO_YEAR else year
    cities = tuple(dict.fromkeys(city_of(code) for code in territories))
    kept = counters.find_counters(kind, of, cities)
    filled = {city: each for city, each in kept.items() if each.recounted_at}
    rows: list[Rows] = [each.rows for each in filled.values()]
    unfilled = [code for code in territories if city_of(code) not in filled]
    if unfilled:
        by_city = [tuple(codes) for _, codes in groupby(unfilled, key=city_of)]
        counted = abreast(partial(count_listed, kind, of), by_city)
        return KindCounts([*rows, *counted], at, None)
    instants = [(each.as_of or at, each.recounted_at or at) for each in filled.values()]
    return KindCounts(
        rows, max(as_of for as_of, _ in instants), min(recount for _, recount in instants)
    )
