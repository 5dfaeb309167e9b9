"""R28: dates as tables have them; what might be two days, or is none, says how to write it."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.imports.rules.table_day import EARLIEST, FIRST_COUNTED, parse_day

NINTH = date(2019, 3, 9)


@pytest.mark.parametrize(
    "text",
    [
        "2019-03-09",
        "2019-3-9",
        "2019/3/9",
        "2019.03.09",
        "20190309",
        "2019年3月9日",
        "2019年03月09号",
        "2019 年 3 月 9 日",
        "２０１９／３／９",
        "2019-03-09 00:00:00",
        "2019/3/9 0:00",
        "2019-03-09T00:00:00.000",
        "43533",
        "43533.0",
        "43533.5",
    ],
)
def test_r28_given_a_usual_spelling_then_it_is_that_day(text: str) -> None:
    assert parse_day(text) == NINTH


@given(st.dates(FIRST_COUNTED, date(2099, 12, 31)))
def test_r28_given_a_day_as_a_spreadsheet_counts_it_then_it_is_read(day: date) -> None:
    assert parse_day(str((day - date(1899, 12, 30)).days)) == day


@given(st.dates(EARLIEST))
def test_r28_given_any_day_in_figures_then_it_is_read(day: date) -> None:
    assert parse_day(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("0019-06-01", "早于1900年"),
        ("1899/12/31", "早于1900年"),
        ("20196", "日期序号，但早于1970年"),
        ("25568", "日期序号，但早于1970年"),
        ("2019-02-30", "不是真实存在的日期"),
        ("20190230", "不是真实存在的日期"),
        ("2019年13月1日", "不是真实存在的日期"),
        ("201906", "不是完整的日期"),
        ("190601", "不是完整的日期"),
        ("2019年6月", "不是完整的日期"),
        ("2019-6", "不是完整的日期"),
        ("2019", "不是完整的日期"),
        ("01/02/2019", "月和日的先后不明"),
        ("9.3.2019", "月和日的先后不明"),
        ("19-03-09", "年份应为4位"),
        ("1/2/19", "年份应为4位"),
        ("108年3月9日", "年份应为4位"),
        ("2019-03-09T16:00:00.000Z", "带时区"),
        ("2019-03-09 00:00:00+08:00", "带时区"),
        ("09-Mar-2019", "月份应为数字"),
        ("Mar 9, 2019", "月份应为数字"),
        ("2019-03/09", "应为日期"),
        ("昨天", "应为日期"),
        ("٢٠١٩-٠٣-٠٩", "应为日期"),
    ],
)
def test_r28_given_no_day_or_one_of_two_then_it_says_what_is_wrong(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        parse_day(text)


@given(st.dates(date(1900, 1, 1), FIRST_COUNTED - timedelta(days=1)))
def test_r28_given_a_count_of_an_early_day_then_it_is_no_year_and_month(day: date) -> None:
    count = (day - date(1899, 12, 30)).days
    if count >= 10_000:  # five digits
        with pytest.raises(ValueError, match="日期序号"):
            parse_day(str(count))


@given(st.text())
def test_r28_given_any_text_then_it_is_a_day_or_a_reason(text: str) -> None:
    with suppress(ValueError):
        assert parse_day(text) >= EARLIEST
