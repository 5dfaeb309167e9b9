"""What a spreadsheet shows of a number under the format of its cell (ECMA-376 part 1, 18.8.30 and .31).

The formats of figures, of what stands before and after them, and of dates are read. A date is written
as a date whatever of it is shown: its day is in the cell. What would have to be guessed, such as a
fraction, a condition, figures in Chinese, is no text but a reason to refuse the cell.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from chalicelib.imports.rules.figures import general, written
from chalicelib.imports.rules.format_code import (
    TEXT,
    TEXTS_PLACE,
    Section,
    date_letters,
    has_unknown,
    is_elapsed,
    literal,
    sections,
)

LOSSLESS_DIGITS = 15
"""What a double holds of a decimal number for certain, and a spreadsheet shows at most."""
_DAYS = {"y", "d", "e", "a"}
_HOURS = {"h", "s"}
_DAY_ZERO = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_LEAP_OF_1900 = 60
"""The day that spreadsheets count though it never was, 29 February 1900; earlier ones are one later."""
_LAST_DAY = 2_958_465


class CellText(NamedTuple):
    """What a cell shows; with `why`, that cannot be told, and what to do."""

    text: str
    why: str = ""


def shown_number(value: float, code: str, *, is_1904: bool) -> CellText:
    """What a number shows.

    Args:
        value: the number.
        code: the format of its cell.
        is_1904: whether the workbook counts its days from 1904.
    """
    parts = sections(code)
    if is_elapsed(parts[0]) or has_unknown(parts[0]):
        return _unreadable(value, code)
    if letters := date_letters(parts[0]):
        return _day(value, code, letters, is_1904=is_1904)
    section, is_signed = _section_of(value, parts)
    text = written(abs(_exact(value)), section)
    if text is None:
        return _unreadable(value, code)
    return CellText(f"-{text}" if is_signed and text.strip("0.,% ") else text)


def shown_text(text: str, code: str) -> str:
    """What a text shows: as it is, unless its format puts something around it, as `"HR"@` does."""
    if "@" not in code and code.count(";") < TEXTS_PLACE:
        return text
    parts = sections(code)
    if len(parts) > TEXTS_PLACE:
        section = parts[TEXTS_PLACE]
    else:
        section = next((each for each in parts if TEXT in each), ())
        if not section:
            return text
    return "".join(text if part == TEXT else literal(part) or "" for part in section)


def _exact(value: float) -> Decimal:
    """A number as it was typed."""
    return Decimal(f"{value:.{LOSSLESS_DIGITS}g}")


def _unreadable(value: float, code: str) -> CellText:
    why = f"单元格格式“{code}”显示的内容无法读取，请改为文本、常规或日期格式后重新保存"
    return CellText(general(_exact(value)), why)


def _day(value: float, code: str, letters: set[str], *, is_1904: bool) -> CellText:
    """A date as a date; a time of day alone is none."""
    days = int(value)
    if letters & _HOURS and not letters & _DAYS:
        return CellText(general(_exact(value)), f"单元格是时间格式“{code}”，请改为日期")
    if value < 0 or days > _LAST_DAY:
        return CellText(general(_exact(value)), "不是真实存在的日期")
    if not is_1904 and days < _LEAP_OF_1900:
        days += 1
    return CellText((_DAY_ZERO[is_1904] + timedelta(days=days)).isoformat())


def _section_of(value: float, parts: tuple[Section, ...]) -> tuple[Section, bool]:
    """The section for a number, and whether a sign goes before what it writes."""
    numbers = parts[:TEXTS_PLACE]
    if len(numbers) > 1 and TEXT in numbers[-1]:
        numbers = numbers[:-1]
    if value < 0 and len(numbers) > 1:
        return numbers[1], False
    if value == 0 and len(numbers) == TEXTS_PLACE:
        return numbers[-1], False
    return numbers[0], value < 0
