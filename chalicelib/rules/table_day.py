"""Dates as tables write them: in figures, in Chinese, or as a spreadsheet counts days."""

import re
from datetime import date, timedelta

from chalicelib.rules.identity import half_width

_SERIAL_DAY = re.compile(r"[0-9]{5}")
_DAY_ZERO = date(1899, 12, 30)
_DATE = re.compile(r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2|年([0-9]{1,2})月)([0-9]{1,2})日?")


def parse_day(text: str) -> date:
    """Read a date; five digits are a spreadsheet's count, where the cell has no date format.

    Raises:
        ValueError: with the reason.
    """
    written = half_width(text)
    if _SERIAL_DAY.fullmatch(written):
        return _DAY_ZERO + timedelta(days=int(written))
    found = _DATE.fullmatch(written)
    if found is None:
        raise ValueError("应为日期，例如2019-03-09")
    year, _, month, named_month, number = found.groups()
    try:
        return date(int(year), int(month or named_month), int(number))
    except ValueError:
        raise ValueError("不是真实存在的日期") from None
