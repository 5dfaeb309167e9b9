"""Calendars as the State Council announced them, as far as a release knows (R29, R46).

The package `chinesecalendar` knows most years and follows each autumn, weeks after the announcement. Until
it does, a year's announcement is a file, chalicelib/law/calendars/<year>.toml.
"""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from chinese_calendar import constants

from chalicelib.law.rules.data_file import name_of_file, read_toml
from chalicelib.law.rules.year_calendar import YearCalendar, faults_of, in_order, ranges_of

FOLDER = Path(__file__).parent.parent / "calendars"
PACKAGED = frozenset(day.year for day in constants.holidays)
"""The years that the package knows."""
_NAMES = {each.value: each.chinese for each in constants.Holiday}


@cache
def find_announced(year: int) -> YearCalendar | None:
    """The year's calendar as announced: the package's, else the file's; None if there is neither.

    Raises:
        ValueError: the file's name and what is wrong with it.
    """
    if year in PACKAGED:
        return _packaged(year)
    file = FOLDER / f"{year}.toml"
    return read_announced(file) if file.exists() else None


def _packaged(year: int) -> YearCalendar:
    days = {day: _NAMES[name] for day, name in constants.holidays.items() if day.year == year}
    return YearCalendar(
        year=year,
        holidays=ranges_of(days),
        workdays=tuple(sorted(day for day in constants.workdays if day.year == year)),
        source=f"国务院办公厅关于{year}年部分节假日安排的通知",
    )


def read_announced(file: Path) -> YearCalendar:
    """Read a year's announcement from its file, `<year>.toml`.

    Raises:
        ValueError: the file's name and all that is wrong with it.
    """
    try:
        return _parsed(file.stem, read_toml(file))
    except (ValueError, msgspec.ValidationError) as fault:
        raise ValueError(f"{name_of_file(file)}: {fault}") from fault


def _parsed(year: str, document: dict[str, Any]) -> YearCalendar:
    if str(document.get("year")) != year:
        raise ValueError(f"year应为{year}")
    unknown = document.keys() - YearCalendar.__struct_fields__
    if unknown:
        raise ValueError(f"有多余的{'、'.join(sorted(unknown))}")
    calendar = msgspec.convert(document, YearCalendar)
    if faults := [fault.why for fault in faults_of(calendar)]:
        raise ValueError("；".join(faults))
    return in_order(calendar)
