"""Dates as tables write them: in figures, in Chinese, or as a spreadsheet counts days."""

import re
from datetime import date, timedelta

from chalicelib.rules.identity import half_width

_SERIAL_DAY = re.compile(r"[1-9][0-9]{4}(?:\.0+)?")
_DAY_ZERO = date(1899, 12, 30)
_IN_A_ROW = re.compile(r"([12][0-9]{3})([0-9]{2})([0-9]{2})")
_DATE = re.compile(r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2|年([0-9]{1,2})月)([0-9]{1,2})日?")
_HOUR = re.compile(r"[ T]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?$")
"""What exports add to a day."""


def parse_day(text: str) -> date:
    """Read a date; five digits are a spreadsheet's count, where the cell has no date format.

    Raises:
        ValueError: with the reason.
    """
    written = _IN_A_ROW.sub(r"\1-\2-\3", _HOUR.sub("", half_width(text)))
    if _SERIAL_DAY.fullmatch(written):
        return _DAY_ZERO + timedelta(days=int(written.partition(".")[0]))
    found = _DATE.fullmatch(written)
    if found is None:
        raise ValueError("应为日期，例如2019-03-09")
    year, _, month, named_month, number = found.groups()
    try:
        return date(int(year), int(month or named_month), int(number))
    except ValueError:
        raise ValueError("不是真实存在的日期") from None
