"""The days that the law itself makes holidays, whatever is announced of a year (R46).

《全国年节及纪念日放假办法》 as revised in 2024 (in force from 2025): thirteen days a year, and a day that
falls on a weekend is given back on a working day (第六条). On which one is announced; until it is, the
next working day is taken, an assumption on the side of whoever has a deadline.

The dates of the moon's and the sun's calendar are data (chalicelib/law/festivals.csv): to
compute them takes a package of a whole world's holidays, which a test holds them against.
"""

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from operator import itemgetter
from pathlib import Path

import msgspec

FILE = Path(__file__).parent.parent / "festivals.csv"
SOURCE = "《全国年节及纪念日放假办法》（2024年修订）第二条、第六条"
SINCE = 2025
"""The first year of the revision of 2024."""

_DAY = timedelta(days=1)
_SATURDAY = 5
_EVE, _LAST_OF_SPRING = -1, 2
"""From the day before the new year of the moon's calendar to its third day."""


class Festivals(msgspec.Struct, frozen=True):
    """The festivals of a year that have another date every year."""

    spring_festival: date
    qingming: date
    dragon_boat: date
    mid_autumn: date


@cache
def _festivals() -> Mapping[int, Festivals]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {
            int(row.pop("year")): Festivals(**{k: date.fromisoformat(v) for k, v in row.items()})
            for row in csv.DictReader(file)
        }


def computed_years() -> range:
    """The years whose festivals are in the table; after them only what has a fixed date is known."""
    return range(min(_festivals()), max(_festivals()) + 1)


def is_weekend(day: date) -> bool:
    """Whether it is a Saturday or a Sunday."""
    return day.weekday() >= _SATURDAY


@cache
def statutory_days(year: int) -> Mapping[date, str]:
    """The statutory holidays of a year and their names, in the order of the days; none before 2025.

    Two that fall on one day are one; it has the name of the second.
    """
    return dict(_named_days(year))


def _named_days(year: int) -> list[tuple[date, str]]:
    if year < SINCE:
        return []
    return sorted(
        [
            (date(year, 1, 1), "元旦"),
            *_moving_days(_festivals().get(year)),
            *((date(year, 5, day), "劳动节") for day in (1, 2)),
            *((date(year, 10, day), "国庆节") for day in (1, 2, 3)),
        ],
        key=itemgetter(0),
    )


def _moving_days(of: Festivals | None) -> list[tuple[date, str]]:
    if of is None:
        return []
    spring = [of.spring_festival + past * _DAY for past in range(_EVE, _LAST_OF_SPRING + 1)]
    others = [(of.qingming, "清明节"), (of.dragon_boat, "端午节"), (of.mid_autumn, "中秋节")]
    return [*((day, "春节") for day in spring), *others]


@cache
def days_in_lieu(year: int) -> Mapping[date, str]:
    """The working days given for statutory days on a weekend, where nothing is announced yet [A]."""
    statutory, given = statutory_days(year), dict[date, str]()
    for day, name in _named_days(year):
        if not is_weekend(day):
            continue
        instead = day
        while is_weekend(instead) or instead in statutory or instead in given:
            instead += _DAY
        given[instead] = name
    return given


def is_workday(day: date) -> bool:
    """Whether people work on a day as far as the law alone says: no weekend, no statutory holiday."""
    return not (is_weekend(day) or day in statutory_days(day.year) or day in days_in_lieu(day.year))
