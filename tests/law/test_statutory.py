"""Statutory holidays by the revision of 2024 (R46), held against the package `holidays`."""

from datetime import date

import chinese_calendar
import pytest
from holidays.countries.china import China

from chalicelib.law.rules.statutory import (
    computed_years,
    days_in_lieu,
    is_weekend,
    is_workday,
    statutory_days,
)

YEARS = list(computed_years())
ANNOUNCED = (2025, 2026)
"""For these the package has what was announced besides."""
NOT_ANNOUNCED = [each for each in YEARS if each not in ANNOUNCED]


def test_r46_the_festivals_are_computed_from_the_revision_s_first_year_on() -> None:
    assert (YEARS[0], YEARS[-1]) == (2025, 2099)


def test_r46_the_days_are_those_that_the_package_computes() -> None:
    ours = {year: list(statutory_days(year)) for year in NOT_ANNOUNCED}
    assert ours == {year: sorted(China(years=year, observed=False)) for year in NOT_ANNOUNCED}


@pytest.mark.parametrize("year", ANNOUNCED)
def test_r46_every_one_of_the_days_was_announced(year: int) -> None:
    assert {*statutory_days(year)} <= {*China(years=year, observed=False)}
    assert all(chinese_calendar.is_holiday(day) for day in statutory_days(year))


def test_r46_what_falls_on_a_weekend_is_given_back_as_the_package_does() -> None:
    off = {year: sorted({*statutory_days(year), *days_in_lieu(year)}) for year in NOT_ANNOUNCED}
    assert off == {year: sorted(China(years=year)) for year in NOT_ANNOUNCED}


def test_r46_thirteen_days_and_one_less_where_mid_autumn_is_in_the_national_days() -> None:
    names = {year: list(statutory_days(year).values()) for year in YEARS}
    found = {
        year: (len(days), *map(days.count, ("春节", "劳动节", "国庆节")))
        for year, days in names.items()
    }
    assert found == {
        year: (13 if "中秋节" in days else 12, 4, 2, 3) for year, days in names.items()
    }


def test_r46_in_2027_the_days_are_these() -> None:
    by_name: dict[str, list[str]] = {}
    for day, name in statutory_days(2027).items():
        by_name.setdefault(name, []).append(f"{day:%m-%d}")
    assert by_name == {
        "元旦": ["01-01"],
        "春节": ["02-05", "02-06", "02-07", "02-08"],
        "清明节": ["04-05"],
        "劳动节": ["05-01", "05-02"],
        "端午节": ["06-09"],
        "中秋节": ["09-15"],
        "国庆节": ["10-01", "10-02", "10-03"],
    }


def test_r46_two_festivals_on_one_sunday_are_both_given_back() -> None:
    assert statutory_days(2039)[date(2039, 10, 2)] == "国庆节", "and Mid-Autumn"
    assert [day.day for day in days_in_lieu(2039) if day.month == 10] == [4, 5, 6]


def test_r46_a_day_in_lieu_is_a_working_day_otherwise() -> None:
    faulty = [
        day
        for year in YEARS
        for day in days_in_lieu(year)
        if is_weekend(day) or day in statutory_days(year) or is_workday(day)
    ]
    assert faulty == []


@pytest.mark.parametrize("year", [2003, 2024])
def test_r46_before_the_revision_it_says_nothing(year: int) -> None:
    assert statutory_days(year) == {}
    assert days_in_lieu(year) == {}
