"""China's working days: which days count in a period, and when it ends (R18, R25, R29, R46).

What counts for a year is, in this order: the calendar that the province has loaded; the one that the
State Council announced, as far as this release knows (`announced`); and where neither is there yet,
what the law alone says (`statutory`). So no period ends on a public holiday.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

import chinese_calendar
import msgspec

from chalicelib.law.rules import statutory
from chalicelib.law.rules.announced import PACKAGED, find_announced
from chalicelib.law.rules.year_calendar import YearCalendar, ranges_of

TOLD_BY_LAW_SINCE = 2027
"""The first year that deadlines were told of before its calendar was announced."""

IsWorkday = Callable[[date], bool]
"""Whether people work on a day, as one calendar has it."""


class Origin(StrEnum):
    """Where a year's calendar comes from."""

    LOADED = "loaded"
    ANNOUNCED = "announced"
    STATUTORY = "statutory"


class Loaded(NamedTuple):
    """A year's calendar and the day in Shanghai on which it was loaded."""

    calendar: YearCalendar
    on: date


def is_known(year: int) -> bool:
    """Whether the year's calendar is known as announced."""
    return find_announced(year) is not None


def is_workday(day: date) -> bool:
    """Whether people work on a day, nothing loaded."""
    if day.year in PACKAGED:
        return bool(chinese_calendar.is_workday(day))
    announced = find_announced(day.year)
    return announced.is_workday(day) if announced else statutory.is_workday(day)


def add_workdays(day: date, n: int, is_worked: IsWorkday = is_workday) -> date:
    """The n-th working day after `day`, which is itself not counted; `day` for 0.

    Raises:
        ValueError: `n` is negative.
    """
    if n < 0:
        raise ValueError(n)
    while n:
        day += timedelta(days=1)
        n -= is_worked(day)
    return day


def latest(day: date, n: int, told: IsWorkday, versions: Iterable[tuple[date, IsWorkday]]) -> date:
    """The last day of a period that may have been told: later calendars lengthen it, none shortens it.

    Args:
        day: the day before the first of the period.
        n: how many working days it has.
        told: the calendar by which it was told first.
        versions: the calendars since, the oldest first, each with the day from which it counts; one
            that came after the period's end is too late to open it again.
    """
    until = add_workdays(day, n, told)
    for since, is_worked in versions:
        if since <= until:
            until = max(until, add_workdays(day, n, is_worked))
    return until


class Calendar(msgspec.Struct, frozen=True):
    """Every calendar that counts or has counted, the loaded ones in the order of their loading."""

    loaded: tuple[Loaded, ...] = ()

    def find_loaded(self, year: int) -> YearCalendar | None:
        """The year's calendar as it was loaded last."""
        return next((one for one, _ in reversed(self.loaded) if one.year == year), None)

    def is_workday(self, day: date) -> bool:
        """Whether people work on a day, as far as is known now."""
        found = self.find_loaded(day.year)
        return found.is_workday(day) if found else is_workday(day)

    def add_workdays(self, day: date, n: int) -> date:
        """The n-th working day after `day`, as far as is known now: for what is kept when told."""
        return add_workdays(day, n, self.is_workday)

    def latest(self, day: date, n: int) -> date:
        """The n-th working day after `day` by the calendar that puts it last of all that were told.

        For what is not kept but counted again whenever it is asked (R46).
        """
        loads = range(1, len(self.loaded) + 1)
        versions = ((self.loaded[each - 1].on, Calendar(self.loaded[:each])) for each in loads)
        since = ((on, calendar.is_workday) for on, calendar in versions)
        return latest(day, n, _as_told_first, ((date.min, is_workday), *since))


NOTHING_LOADED = Calendar()


def _as_told_first(day: date) -> bool:
    """As it was told before the package knew the year, if it ever was: by the law alone."""
    return statutory.is_workday(day) if day.year >= TOLD_BY_LAW_SINCE else is_workday(day)


def calendar_of(year: int) -> YearCalendar:
    """What counts for a year, nothing loaded: as announced, or by the law alone."""
    if announced := find_announced(year):
        return announced
    days = {**statutory.statutory_days(year)}
    in_lieu = {day: f"{name}（补假，推定）" for day, name in statutory.days_in_lieu(year).items()}
    return YearCalendar(
        year=year,
        holidays=ranges_of({**days, **in_lieu}),
        workdays=(),
        source=f"{statutory.SOURCE}；当年放假安排尚未载入，补假日期为推定",
    )
