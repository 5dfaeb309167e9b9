"""China's working days, with the State Council's holidays and make-up workdays (R18, R25, R29).

The State Council announces a year's calendar in the autumn before it; the package
`chinesecalendar` follows. In a year that it does not know, Monday to Friday are taken: statutory
holidays count as working days then, so a period may end some days too early. `is_known` tells;
the package must be renewed before the year begins.
"""

from datetime import date, timedelta

import chinese_calendar
from chinese_calendar import constants

_SATURDAY = 5
_KNOWN_YEARS = frozenset(day.year for day in constants.holidays)


def is_known(year: int) -> bool:
    """Whether the year's holidays and make-up workdays are known."""
    return year in _KNOWN_YEARS


def is_workday(day: date) -> bool:
    """Whether people work on a day in China; by the weekday alone in a year that is not known."""
    if is_known(day.year):
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < _SATURDAY


def add_workdays(day: date, n: int) -> date:
    """The n-th working day after `day`, which is itself not counted; `day` for 0.

    Raises:
        ValueError: `n` is negative.
    """
    if n < 0:
        raise ValueError(n)
    while n:
        day += timedelta(days=1)
        n -= is_workday(day)
    return day
