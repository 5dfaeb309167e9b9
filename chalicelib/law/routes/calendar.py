"""The province sees and loads a year's calendar: who is off, who works (R46)."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from chalicelib.access.role import Role
from chalicelib.access.staff import require_province
from chalicelib.http import shapes
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.told import By, Day, Instant, Line, Sentences
from chalicelib.http.wire import time_text
from chalicelib.law.actions.load_calendar import WantedCalendar, load_calendar
from chalicelib.law.rules.statutory import statutory_days
from chalicelib.law.rules.workday import Origin, calendar_of, is_known
from chalicelib.law.rules.year_calendar import (
    LONGEST_NAME,
    LONGEST_SOURCE,
    Holiday,
    YearCalendar,
    parse_calendar_year,
    ranges_of,
)
from chalicelib.law.store.calendars import Loads, find_loads

admin_calendar = Calls(__name__, tag="admin_calendar")

MOST = 100
"""No year has more holidays, or more weekend days."""


class HolidaySent(shapes.Sent, frozen=True, kw_only=True):
    """Days off, both ends included."""

    from_: date = msgspec.field(name="from")
    to: date
    name: Annotated[str, Meta(max_length=LONGEST_NAME)]


class CalendarSent(shapes.Sent, frozen=True, kw_only=True):
    """A year's calendar as announced; `workdays` are the weekend days that are worked.

    `version` is the one that it replaces: refused if another one has come meanwhile.
    """

    holidays: Annotated[list[HolidaySent], Meta(max_length=MOST)]
    workdays: Annotated[tuple[date, ...], Meta(max_length=MOST)] = ()
    source: Annotated[str, Meta(max_length=LONGEST_SOURCE)]
    version: Annotated[int, Meta(ge=0)] | None = None

    def calendar(self, year: int) -> YearCalendar:
        """The calendar as it was sent; what it says is not checked yet."""
        holidays = (Holiday(each.from_, each.to, each.name) for each in self.holidays)
        return YearCalendar(
            year=year,
            holidays=tuple(holidays),
            workdays=self.workdays,
            source=self.source,
        )


class HolidayShown(shapes.Answered, frozen=True, kw_only=True):
    """Days off, both ends included."""

    from_: Day = msgspec.field(name="from")
    to: Day
    name: Line


class CalendarShown(shapes.Answered, frozen=True, kw_only=True):
    """What counts for a year besides weekends.

    `origin`: `loaded` by the province, `announced` as this release knows it, or `statutory` while
    neither is there. `statutory`: the days that are holidays whatever is loaded. `version` counts
    the loads.
    """

    year: int
    origin: Origin
    holidays: list[HolidayShown]
    workdays: list[Day]
    source: Sentences
    statutory: list[HolidayShown]
    version: int
    loaded_at: Instant | None = None
    loaded_by: By | None = None


@admin_calendar.call(
    "GET",
    "/v1/admin/calendar/{year}",
    who=Role.ADMINISTRATOR,
    answers=CalendarShown,
    versioned="version",
    refusals=("calendar_unknown", "forbidden"),
    summary="年度放假安排",
)
def show_calendar(call: Call[None]) -> CalendarShown:
    """Show what counts for a year, and where that comes from."""
    require_province(call.staff)
    return _shown(find_loads(parse_calendar_year(call.path["year"])))


@admin_calendar.call(
    "PUT",
    "/v1/admin/calendar/{year}",
    who=Role.ADMINISTRATOR,
    body=CalendarSent,
    answers=CalendarShown,
    versioned="version",
    refusals=("calendar_unknown", "calendar_invalid", "calendar_changed", "forbidden"),
    keyed=True,
    proved=False,
    summary="载入年度放假安排",
)
def put_calendar(call: Call[CalendarSent]) -> CalendarShown:
    """Let an announced calendar count for its year; deadlines already told are not cut short."""
    year = parse_calendar_year(call.path["year"])
    wanted = WantedCalendar(call.body.calendar(year), call.body.version, call.seen)
    return _shown(load_calendar(call.staff, wanted, at=call.at, cause=call.cause))


def _shown(loads: Loads) -> CalendarShown:
    last = loads.loads[-1] if loads.loads else None
    origin = Origin.ANNOUNCED if is_known(loads.year) else Origin.STATUTORY
    shown = last.calendar if last else calendar_of(loads.year)
    return CalendarShown(
        year=loads.year,
        origin=Origin.LOADED if last else origin,
        holidays=_holidays(shown.holidays),
        workdays=[each.isoformat() for each in shown.workdays],
        source=shown.source,
        statutory=_holidays(ranges_of({**statutory_days(loads.year)})),
        version=loads.version,
        loaded_at=time_text(last.at) if last else None,
        loaded_by=f"{last.by.party}:{last.by.territory}" if last else None,
    )


def _holidays(holidays: tuple[Holiday, ...]) -> list[HolidayShown]:
    return [
        HolidayShown(from_=each.first.isoformat(), to=each.last.isoformat(), name=each.name)
        for each in holidays
    ]
