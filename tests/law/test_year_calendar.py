"""A year's calendar as it is loaded (R46): what it may say, and that all its faults are told at once."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.law.rules.year_calendar import (
    Holiday,
    YearCalendar,
    parse_calendar,
    parse_calendar_year,
    ranges_of,
)
from chalicelib.platform.rules.refusal import Refusal

SPRING = Holiday(date(2027, 2, 5), date(2027, 2, 11), "春节")
NEW_YEAR = Holiday(date(2027, 1, 1), date(2027, 1, 3), "元旦")
SOUND = YearCalendar(
    year=2027,
    holidays=(NEW_YEAR, SPRING),
    workdays=(date(2027, 1, 30), date(2027, 2, 14)),
    source="国务院办公厅关于2027年部分节假日安排的通知",
)


def test_r46_a_sound_calendar_is_kept_in_the_order_of_its_days() -> None:
    turned = replace(SOUND, holidays=SOUND.holidays[::-1], workdays=SOUND.workdays[::-1])
    assert parse_calendar(turned) == SOUND


@pytest.mark.parametrize(
    ("changes", "field", "why"),
    [
        ({"source": "  "}, "source", "缺少依据"),
        ({"holidays": ()}, "holidays", "没有放假日期"),
        ({"holidays": (SPRING, replace(NEW_YEAR, name=" "))}, "holidays.1.name", "没有名称"),
        (
            {"holidays": (replace(NEW_YEAR, first=date(2026, 12, 31)),)},
            "holidays.0.from",
            "2026-12-31不在2027年内",
        ),
        (
            {"holidays": (replace(SPRING, last=date(2028, 1, 1)),)},
            "holidays.0.to",
            "2028-01-01不在2027年内",
        ),
        (
            {"holidays": (replace(SPRING, last=date(2027, 2, 4)),)},
            "holidays.0.to",
            "结束日期2027-02-04早于开始日期2027-02-05",
        ),
        (
            {"holidays": (SPRING, Holiday(date(2027, 2, 11), date(2027, 2, 12), "元宵"))},
            "holidays.1",
            "元宵与春节的日期重叠（2027-02-11）",
        ),
        ({"workdays": (date(2028, 1, 1),)}, "workdays.0", "2028-01-01不在2027年内"),
        ({"workdays": (date(2027, 3, 1),)}, "workdays.0", "不是周六、周日"),
        ({"workdays": (date(2027, 3, 6), date(2027, 3, 6))}, "workdays.1", "重复"),
        ({"workdays": (date(2027, 2, 7),)}, "workdays.0", "是法定节假日，不能上班"),
        ({"workdays": (date(2027, 1, 2),)}, "workdays.0", "既放假又上班"),
    ],
)
def test_r46_what_cannot_be_meant_is_refused_with_its_place_and_why(
    changes: dict[str, object], field: str, why: str
) -> None:
    with pytest.raises(Refusal) as refused:
        parse_calendar(replace(SOUND, **changes))
    assert refused.value.code == "calendar_invalid"
    assert refused.value.facts["field"] == field
    assert why in refused.value.detail


def test_r46_all_faults_are_told_at_once() -> None:
    wrong = YearCalendar(
        year=2027,
        holidays=(Holiday(date(2026, 12, 31), date(2026, 12, 30), ""),),
        workdays=(date(2027, 3, 1), date(2027, 3, 1)),
        source="",
    )
    with pytest.raises(Refusal) as refused:
        parse_calendar(wrong)
    faults = refused.value.facts["faults"]
    assert isinstance(faults, list)
    assert [each["field"] for each in faults] == [
        "source",
        "holidays.0.name",
        "holidays.0.from",
        "holidays.0.to",
        "holidays.0.to",
        "workdays.0",
        "workdays.1",
        "workdays.1",
    ]
    assert all(each["why"] in refused.value.detail for each in faults)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2027, 1, 1), False),
        (date(2027, 1, 3), False),
        (date(2027, 1, 4), True),
        (date(2027, 1, 30), True),
        (date(2027, 1, 31), False),
        (date(2027, 2, 11), False),
        (date(2027, 2, 12), True),
        (date(2027, 10, 1), False),
        (date(2027, 10, 4), True),
    ],
)
def test_r46_a_day_is_worked_as_the_calendar_says_statutory_days_never(
    day: date,
    worked: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert SOUND.is_workday(day) is worked


@pytest.mark.parametrize("text", ["2004", "2027", "2099"])
def test_r46_a_year_with_a_calendar_is_read(text: str) -> None:
    assert parse_calendar_year(text) == int(text)


@pytest.mark.parametrize("text", ["2003", "2100", "27", "02027", "２０２７", "next", ""])
def test_r46_any_other_year_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_calendar_year(text)
    assert refused.value.code == "calendar_unknown"


@given(st.dictionaries(st.dates(date(2027, 1, 1), date(2027, 2, 1)), st.sampled_from("甲乙")))
def test_days_as_ranges_are_the_same_days(days: dict[date, str]) -> None:
    ranges = ranges_of(days)
    named = {day: each.name for day in days for each in ranges if each.has(day)}
    assert named == days
    assert sum((each.last - each.first).days + 1 for each in ranges) == len(days)
    assert all(
        (after.first - before.last).days > 1 or after.name != before.name
        for before, after in pairwise(ranges)
    )
