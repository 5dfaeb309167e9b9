"""Working days (R18, R25, R29)."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.rules import statutory
from chalicelib.law.rules.policy import years
from chalicelib.law.rules.statutory import computed_years, statutory_days
from chalicelib.law.rules.workday import (
    NOTHING_LOADED,
    Calendar,
    Loaded,
    add_workdays,
    is_known,
    is_workday,
    latest,
)
from chalicelib.law.rules.year_calendar import Holiday, YearCalendar

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/workday.toml").read_text("utf-8"))

UNANNOUNCED = 2038
"""A year that nobody announces for a long time yet; the Dragon Boat Festival is on 7 June."""
days = st.dates(date(2003, 1, 1), date(2040, 12, 31))
unannounced = st.dates(date(2026, 12, 1), date(2098, 12, 31))
EVERY_DAY_OF_MAY = Holiday(date(UNANNOUNCED, 5, 1), date(UNANNOUNCED, 5, 31), "劳动节")
ANNOUNCED = YearCalendar(
    year=UNANNOUNCED,
    holidays=(
        Holiday(date(UNANNOUNCED, 1, 1), date(UNANNOUNCED, 1, 3), "元旦"),
        Holiday(date(UNANNOUNCED, 5, 1), date(UNANNOUNCED, 5, 5), "劳动节"),
    ),
    workdays=(date(UNANNOUNCED, 5, 8),),
    source="国办发明电〔2026〕1号",
)


def titled(case: dict[str, Any]) -> str:
    return f"{case['rule']} {case['name']}"


@pytest.mark.parametrize("case", CASES["day"], ids=titled)
def test_r29_a_day_is_worked_or_not(case: dict[str, Any]) -> None:
    is_worked = statutory.is_workday if case["rule"] == "R46" else is_workday
    assert is_worked(case["given"]["day"]) is case["then"]["workday"]


@pytest.mark.parametrize("case", CASES["period"], ids=titled)
def test_r29_a_period_begins_the_day_after_and_ends_on_its_last_working_day(
    case: dict[str, Any],
) -> None:
    is_worked = law_of_2027 if case["rule"] == "R46" else is_workday
    ends = add_workdays(case["given"]["day"], case["given"]["workdays"], is_worked)
    assert ends == case["then"]["ends"]


def law_of_2027(day: date) -> bool:
    """As 2027 was before it was announced: by the law alone."""
    return statutory.is_workday(day) if day.year == 2027 else is_workday(day)


@given(st.dates(date(UNANNOUNCED, 1, 1), date(2098, 12, 31)))
def test_r46_a_day_of_a_year_that_nobody_announced_is_as_the_law_alone_has_it(day: date) -> None:
    assert is_workday(day) is statutory.is_workday(day)


@pytest.mark.parametrize(
    ("year", "known"), [(2003, False), (2004, True), (2018, True), (2026, True), (2099, False)]
)
def test_r29_the_years_with_a_calendar_are_told(
    year: int,
    known: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert is_known(year) is known


def test_r29_the_calendar_is_known_for_every_year_of_a_policy() -> None:
    years_of_the_table = computed_years()
    studied = [year for year in years() if year >= 2020]
    assert [y for y in studied if not is_known(y) and y not in years_of_the_table] == []
    assert all(is_known(year) for year in range(2020, 2027))


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


@given(days, st.integers(1, 30))
def test_r46_no_period_ends_on_a_public_holiday(day: date, n: int) -> None:
    ends = add_workdays(day, n)
    assert ends not in statutory_days(ends.year)
    assert ends.weekday() < 5 or is_known(ends.year), "a weekend is worked where announced alone"


@given(unannounced, st.integers(0, 10), st.integers(0, 10), st.integers(1, 15))
def test_r46_a_later_start_or_a_longer_period_never_ends_earlier(
    day: date, past: int, longer: int, n: int
) -> None:
    later = day + timedelta(days=past)
    assert add_workdays(day, n) <= add_workdays(later, n) <= add_workdays(later, n + longer)


def loaded(calendar: YearCalendar, on: date) -> Calendar:
    return Calendar((Loaded(calendar, on),))


def test_r46_what_is_loaded_counts_before_what_the_law_alone_says() -> None:
    calendar = loaded(ANNOUNCED, date(2026, 12, 1))
    assert NOTHING_LOADED.is_workday(date(UNANNOUNCED, 5, 5))
    assert not calendar.is_workday(date(UNANNOUNCED, 5, 5))
    assert calendar.is_workday(date(UNANNOUNCED, 5, 8)), "a Saturday that is worked"
    assert calendar.is_workday(date(UNANNOUNCED, 10, 4)), (
        "what the law gives back is announced otherwise"
    )
    assert not calendar.is_workday(date(UNANNOUNCED, 10, 1)), "a statutory holiday, named or not"
    assert calendar.is_workday(date(UNANNOUNCED + 1, 5, 4)), "another year is as before"
    assert calendar.add_workdays(date(UNANNOUNCED, 4, 30), 5) == date(UNANNOUNCED, 5, 11)


def test_r46_what_is_loaded_counts_before_what_the_package_knows() -> None:
    longer = YearCalendar(
        year=2026,
        holidays=(Holiday(date(2026, 12, 31), date(2026, 12, 31), "临时放假"),),
        workdays=(),
        source="依据",
    )
    assert NOTHING_LOADED.is_workday(date(2026, 12, 31))
    assert not loaded(longer, date(2026, 12, 1)).is_workday(date(2026, 12, 31))


@pytest.mark.parametrize(
    ("off", "told"),
    [
        pytest.param(
            Holiday(date(UNANNOUNCED, 5, 1), date(UNANNOUNCED, 5, 2), "劳动节"), 11, id="fewer"
        ),
        pytest.param(
            Holiday(date(UNANNOUNCED, 5, 1), date(UNANNOUNCED, 5, 12), "劳动节"), 19, id="more"
        ),
    ],
)
def test_r46_a_calendar_lengthens_what_was_told_and_never_cuts_it_short(
    off: Holiday, told: int
) -> None:
    calendar = YearCalendar(year=UNANNOUNCED, holidays=(off,), workdays=(), source="依据")
    (cut_off, workdays) = (date(UNANNOUNCED, 4, 30), 5)
    assert NOTHING_LOADED.latest(cut_off, workdays) == date(UNANNOUNCED, 5, 11)
    assert loaded(calendar, date(UNANNOUNCED, 2, 1)).latest(cut_off, workdays) == date(
        UNANNOUNCED, 5, told
    )


def test_r46_a_calendar_that_is_put_right_leaves_what_was_told_by_the_wrong_one() -> None:
    wrong = YearCalendar(year=UNANNOUNCED, holidays=(EVERY_DAY_OF_MAY,), workdays=(), source="依据")
    calendar = Calendar(
        (Loaded(wrong, date(UNANNOUNCED, 2, 1)), Loaded(ANNOUNCED, date(UNANNOUNCED, 2, 2)))
    )
    assert calendar.latest(date(UNANNOUNCED, 4, 30), 5) == date(UNANNOUNCED, 6, 8)
    assert calendar.add_workdays(date(UNANNOUNCED, 4, 30), 5) == date(UNANNOUNCED, 5, 11), (
        "for what is told now"
    )


@pytest.mark.parametrize(
    ("on", "until"), [(11, date(UNANNOUNCED, 6, 8)), (12, date(UNANNOUNCED, 5, 11))]
)
def test_r46_a_calendar_that_comes_after_a_period_s_end_does_not_open_it_again(
    on: int, until: date
) -> None:
    late = YearCalendar(year=UNANNOUNCED, holidays=(EVERY_DAY_OF_MAY,), workdays=(), source="依据")
    assert loaded(late, date(UNANNOUNCED, 5, on)).latest(date(UNANNOUNCED, 4, 30), 5) == until


def test_r46_a_release_that_knows_the_calendar_does_not_cut_short_what_the_one_before_told() -> (
    None
):
    def by_the_law_alone(day: date) -> bool:
        return day > date(UNANNOUNCED, 2, 10)

    def as_announced(_day: date) -> bool:
        return True

    told, until = (date(UNANNOUNCED, 2, 5), 1), date(UNANNOUNCED, 2, 11)
    assert latest(*told, by_the_law_alone, [(date.min, as_announced)]) == until
    assert latest(*told, as_announced, [(date.min, by_the_law_alone)]) == until


calendars = st.builds(
    lambda first, length, worked: YearCalendar(
        year=UNANNOUNCED,
        holidays=(Holiday(first, first + timedelta(days=length), "假"),),
        workdays=tuple(worked),
        source="依据",
    ),
    st.dates(date(UNANNOUNCED, 1, 1), date(UNANNOUNCED, 12, 1)),
    st.integers(0, 20),
    st.lists(
        st.dates(date(UNANNOUNCED, 1, 1), date(UNANNOUNCED, 12, 31)).filter(
            lambda d: d.weekday() >= 5
        )
    ),
)
loads = st.lists(
    st.builds(Loaded, calendars, st.dates(date(2026, 10, 1), date(UNANNOUNCED, 12, 31))), max_size=3
)
within = st.dates(date(2026, 12, 1), date(UNANNOUNCED, 12, 31))


@given(within, st.integers(0, 15), loads)
def test_r46_with_every_load_a_deadline_stays_or_moves_to_a_later_day(
    day: date, n: int, loaded_since: list[Loaded]
) -> None:
    told = [
        Calendar(tuple(loaded_since[:each])).latest(day, n) for each in range(len(loaded_since) + 1)
    ]
    assert told == sorted(told)
    assert told[0] >= add_workdays(day, n)


@given(within, st.integers(0, 40), st.integers(0, 15), loads)
def test_r46_what_began_later_is_never_due_earlier(
    day: date, past: int, n: int, loaded_since: list[Loaded]
) -> None:
    calendar = Calendar(tuple(loaded_since))
    assert calendar.latest(day, n) <= calendar.latest(day + timedelta(days=past), n)
