"""Every year is complete, and the coming one is there in time.

Which years are owed depends on a day, and a test must not turn red overnight: the day is given. As
a rule it is the last day on which the policies there are suffice; whoever looks after the years,
or CI on a schedule, asks of today: `XUEFEN_ON=2026-10-01 make unit`.
"""

import os
from datetime import date

import pytest

from chalicelib.rules import workday
from chalicelib.rules.course import FOLDER as COURSES
from chalicelib.rules.course import courses_of
from chalicelib.rules.policy import policy_of, years

DUE = (10, 1)
"""Month and day by which the next year must be there."""
FIRST_YEAR_STUDIED_HERE = 2020
POLICY = (
    "write chalicelib/policies/{year}.toml from the notice of that year (until there is one, the "
    "year before with the source of every assumption), then make docs"
)
COURSE = "write chalicelib/policies/courses/{year}.toml"
CALENDAR_DUE = (12, 1)
"""The State Council announces a year's holidays in November; until then the statutory ones count."""
CALENDAR = (
    "have the province load the announced holidays of {year} (PUT /v1/admin/calendar/{year}), and "
    "raise chinesecalendar in requirements.in to the release that knows them, then make lock"
)


def owed(on: date, due: tuple[int, int] = DUE) -> list[int]:
    """The years that must be there on a day: until its own, from `due` on the next as well."""
    last = on.year + (1 if (on.month, on.day) >= due else 0)
    return list(range(years()[0], last + 1))


def lacking(on: date) -> list[str]:
    """What is missing on a day and what to do about it."""
    policies = [POLICY.format(year=each) for each in owed(on) if each not in years()]
    studied = [each for each in owed(on) if each >= FIRST_YEAR_STUDIED_HERE]
    courses = [COURSE.format(year=y) for y in studied if not (COURSES / f"{y}.toml").exists()]
    announced = owed(on, CALENDAR_DUE)
    calendars = [CALENDAR.format(year=each) for each in announced if not workday.is_known(each)]
    return [*policies, *courses, *calendars]


def _asked() -> date:
    given = os.environ.get("XUEFEN_ON")
    return date.fromisoformat(given) if given else date(years()[-1], 9, 30)


def test_given_the_day_asked_then_every_year_owed_is_there() -> None:
    assert lacking(_asked()) == []


def test_years_follow_each_other_from_2018() -> None:
    assert list(years()) == list(range(2018, years()[-1] + 1))


@pytest.mark.parametrize("year", years())
def test_every_year_has_a_policy_and_its_course(year: int) -> None:
    assert policy_of(year).year == year
    assert bool(courses_of(year)) == (year >= FIRST_YEAR_STUDIED_HERE)


def test_given_the_last_of_september_then_the_next_year_is_not_owed_yet() -> None:
    assert owed(date(years()[-1], 9, 30)) == list(years())


def test_given_the_first_of_october_then_the_next_year_is_owed_and_it_is_said_what_to_do() -> None:
    coming = years()[-1] + 1

    said = lacking(date(years()[-1], 10, 1))

    assert POLICY.format(year=coming) in said
    assert COURSE.format(year=coming) in said


def test_given_the_first_of_december_then_the_next_year_s_calendar_is_owed_and_not_before() -> None:
    last = max(each for each in range(2020, 2100) if workday.is_known(each))
    said = CALENDAR.format(year=last + 1)

    assert said in lacking(date(last, 12, 1))
    assert said not in lacking(date(last, 11, 30))
