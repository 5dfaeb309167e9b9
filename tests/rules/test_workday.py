"""Working days (R18, R25, R29)."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.workday import add_workdays, is_known, is_workday

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/workday.toml").read_text("utf-8"))

days = st.dates(date(2003, 1, 1), date(2030, 12, 31))


def titled(case: dict[str, Any]) -> str:
    return f"{case['rule']} {case['name']}"


@pytest.mark.parametrize("case", CASES["day"], ids=titled)
def test_r29_a_day_is_worked_or_not(case: dict[str, Any]) -> None:
    assert is_workday(case["given"]["day"]) is case["then"]["workday"]


@pytest.mark.parametrize("case", CASES["period"], ids=titled)
def test_r29_a_period_begins_the_day_after_and_ends_on_its_last_working_day(
    case: dict[str, Any],
) -> None:
    ends = add_workdays(case["given"]["day"], case["given"]["workdays"])
    assert ends == case["then"]["ends"]


@pytest.mark.parametrize(
    ("year", "known"), [(2003, False), (2004, True), (2018, True), (2026, True), (2099, False)]
)
def test_r29_the_years_with_a_calendar_are_told(
    year: int,
    known: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert is_known(year) is known


def test_r29_the_calendar_is_known_for_every_year_of_a_policy() -> None:
    missing = [year for year in range(2020, 2027) if not is_known(year)]
    assert not missing, "renew the package chinesecalendar: it lacks years of our policies"


@given(days, st.integers(1, 30))
def test_r29_a_period_has_as_many_working_days_as_it_says(day: date, n: int) -> None:
    ends = add_workdays(day, n)
    within = [day + timedelta(days=past) for past in range(1, (ends - day).days + 1)]
    assert sum(map(is_workday, within)) == n
    assert is_workday(ends)


@given(days, st.integers(0, 10), st.integers(0, 10))
def test_r29_two_periods_one_after_the_other_are_one(day: date, first: int, then: int) -> None:
    assert add_workdays(add_workdays(day, first), then) == add_workdays(day, first + then)


def test_r29_a_period_backwards_is_no_period() -> None:
    with pytest.raises(ValueError, match="-1"):
        add_workdays(date(2020, 6, 1), -1)
