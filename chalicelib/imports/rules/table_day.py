"""Dates as tables write them: in figures, in Chinese, or as a spreadsheet counts days.

The year comes first and has four digits: `01/02/2019` and `19-01-02` are each several days, and none
of them is guessed.
"""

import re
from datetime import date, timedelta

from chalicelib.identity.rules.identity import half_width

EARLIEST = date(1900, 1, 1)
"""Nothing that a table tells of is older: an earlier year is a slip of the keyboard."""
FIRST_COUNTED = date(1970, 1, 1)
"""Five digits are a day from here on: 20196, year and month to whoever typed it, would be one of 1955."""
_COUNT = re.compile(r"[1-9][0-9]{4}(?:\.[0-9]+)?")
_DAY_ZERO = date(1899, 12, 30)
_IN_A_ROW = re.compile(r"([12][0-9]{3})([0-9]{2})([0-9]{2})")
_DATE = re.compile(r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2|年([0-9]{1,2})月)([0-9]{1,2})[日号]?")
_HOUR = re.compile(r"[ T]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?$")
"""What exports add to a day."""
_EXAMPLE = "，请按年-月-日书写，例如2019-03-09"
_BEFORE_OR_AFTER = r"[-/. 年月日号]+"
_SEEN = (
    (_COUNT, f"像是电子表格的日期序号，但早于{FIRST_COUNTED.year}年"),
    (
        re.compile(r"[0-9]{4}(?:[-/.年][0-9]{1,2}月?|年)?|[0-9]{6}"),
        "不是完整的日期，年份应为4位，且应有月和日",
    ),
    (
        re.compile(rf"[0-9]{{1,2}}{_BEFORE_OR_AFTER}[0-9]{{1,2}}{_BEFORE_OR_AFTER}[0-9]{{4}}"),
        "年份在后，月和日的先后不明",
    ),
    (
        re.compile(
            rf"[0-9]{{1,3}}{_BEFORE_OR_AFTER}[0-9]{{1,2}}{_BEFORE_OR_AFTER}[0-9]{{1,2}}[日号]?"
        ),
        "年份应为4位",
    ),
    (
        re.compile(r".*[0-9]:[0-9]{2}.*(?:Z|[+-][0-9]{2}:?[0-9]{2})", re.DOTALL),
        "带时区的时刻，换算成哪一天不明",
    ),
    (re.compile(r".*[A-Za-z]{3}.*", re.DOTALL), "月份应为数字"),
)
"""What people and programs write instead, and what is wrong with it."""


def parse_day(text: str) -> date:
    """Read a date; five digits are a spreadsheet's count, where the cell has no date format.

    Raises:
        ValueError: with the reason.
    """
    written = _IN_A_ROW.sub(r"\1-\2-\3", "".join(_HOUR.sub("", half_width(text)).split()))
    if _COUNT.fullmatch(written) and (day := _counted(written)) >= FIRST_COUNTED:
        return day
    found = _DATE.fullmatch(written)
    if found is None:
        raise ValueError(_why(half_width(text)) + _EXAMPLE)
    year, _, month, named_month, number = found.groups()
    try:
        day = date(int(year), int(month or named_month), int(number))
    except ValueError:
        raise ValueError("不是真实存在的日期") from None
    if day < EARLIEST:
        raise ValueError(f"早于{EARLIEST.year}年，请核对年份")
    return day


def _counted(written: str) -> date:
    return _DAY_ZERO + timedelta(days=int(written.partition(".")[0]))


def _why(written: str) -> str:
    return next((why for form, why in _SEEN if form.fullmatch(written)), "应为日期")
