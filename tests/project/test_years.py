"""Every year is complete, and the coming one is there in time: the yearly alarm.

It asks of today, by a clock of its own: from 1 October the next year's policy, course and calendar
are owed, and the failure says what to do. What it would say on any other day is asked by
`XUEFEN_ON=2027-10-01 make unit`.
"""

import os
from datetime import date, datetime
from pathlib import Path

import pytest

from chalicelib.courses.rules.course_files import FOLDER as COURSES
from chalicelib.courses.rules.course_files import courses_of
from chalicelib.law.rules import announced, statutory, workday
from chalicelib.law.rules.policy import FOLDER as POLICIES
from chalicelib.law.rules.policy import policy_of, years
from chalicelib.platform.rules.china_time import SHANGHAI
from tests.project.sources import ROOT, name_of

DUE = (10, 1)
"""Month and day by which the next year must be there."""
FIRST_YEAR_STUDIED_HERE = 2020
PAGE = "docs/new-year.md"
POLICY = f"{PAGE}, 1: write {name_of(POLICIES)}/{{year}}.toml"
COURSE = f"{PAGE}, 2: write {name_of(COURSES)}/{{year}}.toml"
CALENDAR = f"{PAGE}, 3: add the festivals of {{year}} to {name_of(statutory.FILE)}"
ANNOUNCED = (
    f"{PAGE}, 4: write {name_of(announced.FOLDER)}/{{year}}.toml from the State Council's notice, "
    "or raise chinesecalendar in requirements.in to a release that knows {year}"
)


def files(folder: Path) -> frozenset[int]:
    """The years that a folder has a file of."""
    return frozenset(int(file.stem) for file in folder.glob("20[0-9][0-9].toml"))


KNOWN = frozenset(year for year in range(2004, 2100) if workday.is_known(year))
CALENDARS = KNOWN | frozenset(statutory.computed_years())


def last_owed(on: date) -> int:
    """The last year that must be there on a day: its own, from `DUE` on the next."""
    return on.year + ((on.month, on.day) >= DUE)


def lacking(
    on: date,
    policies: frozenset[int] = files(POLICIES),
    courses: frozenset[int] = files(COURSES),
    calendars: frozenset[int] = CALENDARS,
    known: frozenset[int] = KNOWN,
) -> list[str]:
    """What is missing on a day and what to do about it.

    The calendar as announced is owed of a year that has begun, not before: the State Council announces it
    in November, so that by then it can be written down whether or not the package has followed; until
    then the statutory holidays count (R46).
    """
    owed = range(2018, last_owed(on) + 1)
    studied = [year for year in owed if year >= FIRST_YEAR_STUDIED_HERE]
    begun = [year for year in studied if year <= on.year]
    return [
        *(POLICY.format(year=year) for year in owed if year not in policies),
        *(COURSE.format(year=year) for year in studied if year not in courses),
        *(CALENDAR.format(year=year) for year in studied if year not in calendars),
        *(ANNOUNCED.format(year=year) for year in begun if year not in known),
    ]


def today() -> date:
    """The day in Shanghai, or the one that the environment asks about."""
    if given := os.environ.get("XUEFEN_ON"):
        return date.fromisoformat(given)
    return datetime.now(SHANGHAI).date()  # noqa: TID251 - an alarm that is told the time never rings


def test_given_today_then_every_year_owed_is_there() -> None:
    missing = lacking(today())

    assert not missing, "\n".join(["a year is owed:", *missing])


def test_given_no_day_then_it_is_today_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XUEFEN_ON", raising=False)

    before = datetime.now(SHANGHAI).date()  # noqa: TID251 - what the alarm's own clock is held against

    assert before <= today() <= datetime.now(SHANGHAI).date()  # noqa: TID251 - likewise


def test_given_a_day_then_it_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUEFEN_ON", "2031-10-01")

    assert today() == date(2031, 10, 1)


UNTIL_2026 = frozenset(range(2018, 2027))


@pytest.mark.parametrize("missing", [POLICY, COURSE, CALENDAR])
def test_given_the_first_of_october_then_it_rings_and_not_the_day_before(missing: str) -> None:
    names = {POLICY: "policies", COURSE: "courses", CALENDAR: "calendars"}
    without = {names[missing]: UNTIL_2026}

    assert lacking(date(2026, 9, 30), **without) == []
    for day in (date(2026, 10, 1), date(2026, 11, 29), date(2026, 12, 31)):
        assert lacking(day, **without) == [missing.format(year=2027)]


def test_given_a_year_that_has_begun_unannounced_then_it_rings_and_not_the_day_before() -> None:
    assert lacking(date(2026, 12, 31), known=UNTIL_2026) == []
    assert lacking(date(2027, 1, 1), known=UNTIL_2026) == [ANNOUNCED.format(year=2027)]


def test_given_nothing_of_the_next_year_then_all_of_it_is_said_at_once() -> None:
    coming = years()[-1] + 1

    assert lacking(date(coming - 1, 9, 30), known=frozenset(range(2018, coming))) == []
    assert lacking(date(coming - 1, 10, 1), known=frozenset(range(2018, coming))) == [
        POLICY.format(year=coming),
        COURSE.format(year=coming),
    ]


def test_the_alarm_names_a_page_and_files_that_are_there() -> None:
    page = (ROOT / PAGE).read_text("utf-8")

    for number in ("1.", "2.", "3.", "4."):
        assert f"\n## {number} " in page
    for folder in (POLICIES, COURSES):
        assert f"`{name_of(folder)}/" in page
    assert f"`{name_of(statutory.FILE)}`" in page
    assert f"`{name_of(announced.FOLDER)}/" in page


def test_years_follow_each_other_from_2018() -> None:
    assert list(years()) == list(range(2018, years()[-1] + 1))


def test_a_calendar_that_the_package_knows_is_written_down_no_more() -> None:
    doubled = files(announced.FOLDER) & announced.PACKAGED

    assert doubled == set(), f"chinesecalendar knows {doubled}: delete the file that says the same"


@pytest.mark.parametrize("year", years())
def test_every_year_has_a_policy_and_its_course(year: int) -> None:
    assert policy_of(year).year == year
    assert bool(courses_of(year)) == (year >= FIRST_YEAR_STUDIED_HERE)
