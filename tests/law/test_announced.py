"""Calendars as announced, by the package or by a file of ours (R29, R46)."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from chalicelib.law.rules.announced import PACKAGED, find_announced, read_announced
from chalicelib.law.rules.workday import is_workday
from chalicelib.law.rules.year_calendar import Holiday

YEAR = 2031
WRITTEN = """
year = 2031
source = "国务院办公厅关于2031年部分节假日安排的通知"
workdays = [2031-10-11]
holidays = [
    { name = "国庆节", first = 2031-10-01, last = 2031-10-07 },
    { name = "元旦", first = 2031-01-01, last = 2031-01-01 },
]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / f"{YEAR}.toml"
    file.write_text(WRITTEN, "utf-8")
    return file


def test_r29_what_is_written_down_is_read_in_the_order_of_its_days(file: Path) -> None:
    calendar = read_announced(file)

    assert [each.name for each in calendar.holidays] == ["元旦", "国庆节"]
    assert calendar.is_workday(date(YEAR, 10, 11)), "a Saturday that is worked"
    assert not calendar.is_workday(date(YEAR, 10, 7))
    assert calendar.is_workday(date(YEAR, 10, 8))


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("year = 2031", "year = 2030", "year应为2031"),
        ("workdays", "workday", "有多余的workday"),
        ("[2031-10-11]", "[2031-10-13]", "上班日2031-10-13不是周六、周日，不需列出"),
        ("[2031-10-11]", '["2031-10-xx"]', "Invalid"),
        ("last = 2031-10-07", "last = 2032-10-07", "2032-10-07不在2031年内"),
        ("[2031-10-11]", "[2031-10-11", "不是有效的TOML"),
    ],
)
def test_r46_a_faulty_file_is_told_by_its_name_and_reason(
    file: Path, before: str, after: str, why: str
) -> None:
    file.write_text(WRITTEN.replace(before, after), "utf-8")

    with pytest.raises(ValueError, match=r"2031\.toml: ") as refused:
        read_announced(file)
    assert why in str(refused.value)


def test_r29_a_calendar_of_the_package_says_of_each_day_what_the_package_says() -> None:
    for year in PACKAGED:
        calendar = find_announced(year)
        assert calendar is not None
        assert {each.year for each in calendar.workdays} <= {year}
        off = [day for each in calendar.holidays for day in _days(each)]
        assert not [day for day in off if is_workday(day)]
        assert all(is_workday(day) for day in calendar.workdays)


def test_r46_a_year_that_nobody_announced_is_not_known() -> None:
    assert find_announced(2099) is None


def _days(holiday: Holiday) -> list[date]:
    length = (holiday.last - holiday.first).days + 1
    return [holiday.first + timedelta(days=past) for past in range(length)]
