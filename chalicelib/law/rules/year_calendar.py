"""The calendar of one year as the State Council announces it: who is off, who works (R46).

It is data that the province loads without a release. Whatever it says, weekends that it does not
name as worked and the statutory holidays stay holidays.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import msgspec

from chalicelib.law.rules.statutory import is_weekend, statutory_days
from chalicelib.law.rules.year_fault import YearFault, told_as, why_of
from chalicelib.platform.rules.refusal import Refusal

LONGEST_NAME = 20
LONGEST_SOURCE = 200
FIRST, LAST = 2004, 2099
"""The years that a calendar is known of, or can be loaded for."""


class Holiday(msgspec.Struct, frozen=True):
    """Days off, the last one included."""

    first: date
    last: date
    name: str

    def has(self, day: date) -> bool:
        """Whether a day is one of them."""
        return self.first <= day <= self.last


class YearCalendar(msgspec.Struct, frozen=True, kw_only=True):
    """A year's holidays and the weekend days that are worked for them, by which notice."""

    year: int
    holidays: tuple[Holiday, ...]
    workdays: tuple[date, ...]
    source: str

    def is_workday(self, day: date) -> bool:
        """Whether people work on a day of the year."""
        if day in self.workdays:
            return True
        is_off = is_weekend(day) or day in statutory_days(day.year)
        return not (is_off or any(each.has(day) for each in self.holidays))


def parse_calendar_year(text: str) -> int:
    """The year named in a path, four ASCII digits; Refusal calendar_unknown for any other."""
    if len(text) == len(str(LAST)) and text.isascii() and text.isdecimal():
        year = int(text)
        if FIRST <= year <= LAST:
            return year
    raise Refusal("calendar_unknown", year=text[:20], first=FIRST, last=LAST)


def parse_calendar(calendar: YearCalendar) -> YearCalendar:
    """The calendar as sent, in the order of its days; all that is wrong with it is told at once.

    Raises:
        Refusal: `calendar_invalid`; `field` is the first member at fault, `faults` has each.
    """
    faults = list(faults_of(calendar))
    if faults:
        raise Refusal(
            "calendar_invalid",
            field=faults[0].field,
            year=calendar.year,
            why=why_of(faults),
            faults=told_as("calendar_invalid", faults),
        )
    return in_order(calendar)


def in_order(calendar: YearCalendar) -> YearCalendar:
    """The calendar in the order of its days."""
    holidays = tuple(sorted(calendar.holidays, key=lambda each: each.first))
    workdays = tuple(sorted(calendar.workdays))
    return msgspec.structs.replace(calendar, holidays=holidays, workdays=workdays)


def faults_of(calendar: YearCalendar) -> Iterator[YearFault]:
    """Everything that is wrong with a calendar."""
    if not calendar.source.strip():
        yield YearFault("source", "缺少依据")
    if not calendar.holidays:
        yield YearFault("holidays", "没有放假日期")
    for place, each in enumerate(calendar.holidays):
        yield from _faults_of_holiday(calendar.year, f"holidays.{place}", each)
    yield from _overlaps(calendar.holidays)
    yield from _faults_of_workdays(calendar)


def _faults_of_holiday(year: int, field: str, holiday: Holiday) -> Iterator[YearFault]:
    if not holiday.name.strip():
        yield YearFault(f"{field}.name", f"{holiday.first}起的假期没有名称")
    for name, day in (("from", holiday.first), ("to", holiday.last)):
        if day.year != year:
            why = f"{day}不在{year}年内，跨年的假期请分别载入两个年度"
            yield YearFault(f"{field}.{name}", why)
    if holiday.last < holiday.first:
        why = f"{holiday.name}的结束日期{holiday.last}早于开始日期{holiday.first}"
        yield YearFault(f"{field}.to", why)


def _overlaps(holidays: tuple[Holiday, ...]) -> Iterator[YearFault]:
    """Two holidays that share a day, each with the one before it in time."""
    in_order = sorted(enumerate(holidays), key=lambda each: (each[1].first, each[1].last))
    for (_, before), (place, after) in pairwise(in_order):
        if after.first <= before.last:
            why = f"{after.name}与{before.name}的日期重叠（{after.first}）"
            yield YearFault(f"holidays.{place}", why)


def _faults_of_workdays(calendar: YearCalendar) -> Iterator[YearFault]:
    for place, day in enumerate(calendar.workdays):
        field = f"workdays.{place}"
        if day.year != calendar.year:
            yield YearFault(field, f"上班日{day}不在{calendar.year}年内")
        if not is_weekend(day):
            yield YearFault(field, f"上班日{day}不是周六、周日，不需列出")
        if day in calendar.workdays[:place]:
            yield YearFault(field, f"上班日{day}重复")
        if day in statutory_days(day.year):
            yield YearFault(field, f"{day}是法定节假日，不能上班")
        if any(each.has(day) for each in calendar.holidays):
            yield YearFault(field, f"{day}既放假又上班")


def ranges_of(days: dict[date, str]) -> tuple[Holiday, ...]:
    """Days and their names as holidays: days of one name that follow each other are one."""
    ranges: list[Holiday] = []
    for day, name in sorted(days.items()):
        last = ranges[-1] if ranges else None
        if last and last.name == name and last.last + timedelta(days=1) == day:
            ranges[-1] = Holiday(last.first, day, name)
        else:
            ranges.append(Holiday(day, day, name))
    return tuple(ranges)
