"""The cells that only rows of the HR system's credits have (R28)."""

import re
from datetime import date
from decimal import Decimal

from chalicelib.identity.rules.identity import compact, half_width
from chalicelib.identity.rules.stray_number import require_no_number
from chalicelib.platform.rules.decimals import cut
from chalicelib.platform.rules.text import TextKind, parse_text
from chalicelib.reports.rules.worn_number import (
    FORMATTED,
    ROUNDED,
    SCIENTIFIC,
    is_formatted,
    is_rounded,
    is_scientific,
)

LONGEST_SERIAL = 64
LONGEST_TITLE = 200
_NUMBER = re.compile(r"[0-9]{1,4}(\.[0-9]{0,20})?")
_LINE_BREAK = re.compile(r"\s*[\r\n]+\s*")
_SERIAL = re.compile("[!-~\u4e00-\u9fff]+")


def parse_serial(text: str, is_text: bool, today: date) -> str:  # noqa: FBT001 - a fact of the cell
    """Read a 流水号; outside a text cell none that a spreadsheet may have rounded or written as an amount.

    Raises:
        ValueError, Refusal: with the reason.
    """
    serial = half_width(text)
    if is_scientific(serial):
        raise ValueError(SCIENTIFIC)
    if not _SERIAL.fullmatch(serial) or len(serial) > LONGEST_SERIAL:
        raise ValueError(f"应为1至{LONGEST_SERIAL}个汉字、字母、数字或符号")
    if is_rounded(serial) and not is_text:
        raise ValueError(ROUNDED)
    if is_formatted(serial) and not is_text:
        raise ValueError(FORMATTED)
    require_no_number(serial, "流水号", today=today)
    return serial


def parse_title(text: str, today: date) -> str:
    """Read what was learnt, on one line.

    Raises:
        ValueError, Refusal: with the reason.
    """
    title = parse_text(_LINE_BREAK.sub(" ", text), "学习内容", TextKind.PRINTED)
    if not title or len(title) > LONGEST_TITLE:
        raise ValueError(f"应为1至{LONGEST_TITLE}个字符")
    require_no_number(title, "学习内容", today=today)
    return title


def _number(text: str) -> Decimal:
    number = compact(text)
    if not _NUMBER.fullmatch(number):
        raise ValueError("应为0至9999的数字，例如22.5")
    return Decimal(number)


def parse_hours(text: str) -> Decimal | None:
    """Read hours as stated there, which may be left out.

    Raises:
        ValueError: with the reason.
    """
    return _number(text) if text.strip() else None


def parse_credits(text: str) -> Decimal:
    """Read credits as accredited there, cut to two places as everywhere (R14).

    Raises:
        ValueError: with the reason.
    """
    accredited = cut(_number(text))
    if not accredited:
        raise ValueError("应大于0")
    return accredited
