"""A further window (R45): where the platform itself kept people out, the province opens a year once more.

A closed window stays closed. What is opened is another one, once a year at most, for all or for
territories, of at most fifteen working days, with reason and source.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import msgspec

from chalicelib.law.rules.window import Window
from chalicelib.law.rules.workday import Calendar
from chalicelib.law.rules.year_fault import YearFault, told_as, why_of
from chalicelib.platform.rules.cause import Actor, Cause
from chalicelib.platform.rules.china_time import end_of, start_of
from chalicelib.platform.rules.refusal import Refusal

MOST_WORKDAYS = 15
LATEST_START = timedelta(days=365)
"""A window that is to begin more than a year from now is a slip of the pen."""
_LONGEST = timedelta(days=60)
"""Fifteen working days are never more, whatever is announced."""


class Further(msgspec.Struct, frozen=True, kw_only=True):
    """The window as it was opened: both days included, `territories` empty for the whole province."""

    year: int
    opens: date
    closes: date
    territories: tuple[str, ...] = ()
    reason: str
    source: str
    by: Actor
    at: datetime
    cause: Cause


def require_possible(further: Further, calendar: Calendar, today: date) -> None:
    """Refuse a window that may not be, with all that is wrong with it at once.

    Raises:
        Refusal: `window_invalid`; `field` is the first member at fault, `faults` has each.
    """
    faults = list(_faults(further, calendar, today))
    if faults:
        raise Refusal(
            "window_invalid",
            field=faults[0].field,
            year=further.year,
            why=why_of(faults),
            faults=told_as("window_invalid", faults),
        )


def _faults(further: Further, calendar: Calendar, today: date) -> Iterator[YearFault]:
    if further.opens < today:
        yield YearFault("opens", "开始日期不能早于今天")
    if further.opens > today + LATEST_START:
        yield YearFault("opens", "开始日期在一年以后")
    if further.closes < further.opens:
        yield YearFault("closes", "截止日期早于开始日期")
    elif _workdays(further, calendar) > MOST_WORKDAYS:
        yield YearFault("closes", f"最多{MOST_WORKDAYS}个工作日")
    if not further.source:
        yield YearFault("source", "缺少依据")
    if not further.reason:
        yield YearFault("reason", "缺少理由")


def _workdays(further: Further, calendar: Calendar) -> int:
    length = further.closes - further.opens
    if length > _LONGEST:
        return length.days
    days = (further.opens + timedelta(days=past) for past in range(length.days + 1))
    return sum(map(calendar.is_workday, days))


def further_window(further: Further, own: Window) -> Window:
    """The window that the province opened once more for a year, beside its own one (R45)."""
    return msgspec.structs.replace(
        own,
        name=f"{own.year}-further",
        opens=start_of(further.opens),
        closes=end_of(further.closes),
        cut_off=further.closes,
        source=further.source,
        opens_source=further.source,
        study_until=own.cut_off,
        territories=further.territories,
    )
