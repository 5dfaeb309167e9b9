"""Look over a year: what waits for whom and for how long, weeks, forms; all of it from counters."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.views.actions.count_year import KindCounts
from chalicelib.views.rules import overview
from chalicelib.views.rules.counting import OF_NO_YEAR, CountedKind, area_of
from chalicelib.views.store import counters


class Overview(NamedTuple):
    """What waits now for bureaus, whatever the year; a year's weeks and forms.

    `as_of` is the last instant of which the numbers know something; `recounted_at` since when all that
    waits, `compared_at` since when all weeks and forms have been compared with what there is. None: not
    yet; then they have what came since they are kept.
    """

    bureaus: tuple[overview.BureauWaits, ...]
    ages: tuple[overview.AgeGroup, ...]
    weeks: tuple[overview.WeekCounts, ...]
    forms: tuple[overview.FormCounts, ...]
    as_of: datetime
    recounted_at: datetime | None
    compared_at: datetime | None


def look_over(year: int, territories: tuple[str, ...], *, at: datetime) -> Overview:
    """Look over territories, the first of which covers the others; `at` is the instant of the request."""
    waiting, records, issued = (
        _kept(kind, year, territories, at)
        for kind in (CountedKind.WAITING, CountedKind.RECORDS, CountedKind.ISSUED)
    )
    compared = [each.recounted_at for each in (records, issued) if each.rows]
    return Overview(
        overview.bureaus_of(waiting.rows, territories),
        overview.ages_of(waiting.rows, territories, shanghai_date(at)),
        overview.weeks_of(records.rows, issued.rows),
        overview.forms_of(records.rows),
        as_of=max(each.as_of for each in (waiting, records, issued)),
        recounted_at=waiting.recounted_at,
        compared_at=_earliest(compared),
    )


def _earliest(instants: Sequence[datetime | None]) -> datetime | None:
    """The first of instants; None where one of them is not known, or there is none."""
    known = [each for each in instants if each]
    return min(known) if known and len(known) == len(instants) else None


def _kept(kind: CountedKind, year: int, territories: tuple[str, ...], at: datetime) -> KindCounts:
    """What the counters of territories have, compared or not: nobody waits until all things are read.

    A bureau of whose city nothing is kept yet was not compared; a territory where nobody has the year has no
    counters of it.
    """
    of = None if kind in OF_NO_YEAR else year
    areas = tuple(dict.fromkeys(area_of(kind, code) for code in territories))
    kept = counters.find_counters(kind, of, areas)
    entered = [each.entered_at for each in kept.values() if each.entered_at]
    compared = [each.recounted_at for each in kept.values()]
    if kind is CountedKind.WAITING:
        compared += [None for area in areas if area not in kept]
    known = [each for each in (*entered, *compared) if each]
    return KindCounts(
        [each.rows for each in kept.values()], max(known, default=at), _earliest(compared)
    )
