"""Free texts: nothing in them may be invisible or without meaning, or lack a font in print (R32)."""

import unicodedata
from enum import StrEnum

from chalicelib.platform.rules.drawn import find_undrawn
from chalicelib.platform.rules.refusal import Refusal

UNPRINTABLE = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""Control, format, Private Use, surrogate and separator characters: no font shows them as meant."""
_INVISIBLE = (
    (0x034F, 0x034F),  # grapheme joiner
    (0x115F, 0x1160),  # Hangul fillers
    (0x2800, 0x2800),  # blank braille
    (0x3164, 0x3164),
    (0xFDD0, 0xFDEF),  # noncharacters
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFFA0, 0xFFA0),
    (0xE0100, 0xE01EF),
)
_EMOJI = range(0x1F000, 0x1FB00)
"""Pictographs: some fonts draw some of them, and none belongs on a certificate."""
_LAST_OF_PLANE = 0xFFFE
_GBK_SPACE, _FULL_WIDTH_SPACE = "\ue5e5", "\u3000"
_LINE_BREAKS = "\n\r\v\f\x85\u2028\u2029"


class TextKind(StrEnum):
    """What a text is for."""

    LINE = "line"
    """One line, read on a screen and in tables."""
    LINES = "lines"
    """Read on a screen alone, over as many lines as its author likes."""
    PRINTED = "printed"
    """One line that ends up on a certificate: the fonts must have every character."""


def spaced(text: str) -> str:
    """A text of a file with a space of full width where GBK has one.

    GBK's is A3A0, of which Windows and Python's codec of GB18030 make a private character.
    """
    return text.replace(_GBK_SPACE, _FULL_WIDTH_SPACE)


def parse_text(text: str, field: str, kind: TextKind = TextKind.LINE) -> str:
    """Trim a text and refuse what nobody could read or print, before anybody relies on it.

    Args:
        text: as typed.
        field: where.
        kind: what it is for.

    Raises:
        Refusal: `field_invalid` with the field, the place and the code point.
    """
    trimmed = text.strip()
    for place, character in enumerate(trimmed, 1):
        if not _is_readable(character) and not (kind is TextKind.LINES and character == "\n"):
            raise Refusal("field_invalid", field=field, why=_unreadable(character, place))
    if kind is TextKind.PRINTED and (why := _print_fault(trimmed)):
        raise Refusal("field_invalid", field=field, why=why)
    return trimmed


def require_reason(reason: str, move: str) -> str:
    """Trim a reason, and refuse what may not go without one; `move` names it in the message.

    Raises:
        Refusal: `reason_required`.
    """
    if not reason.strip():
        raise Refusal("reason_required", field="reason", move=move)
    return reason.strip()


def _is_readable(character: str) -> bool:
    if unicodedata.category(character) in UNPRINTABLE:
        return False
    point = ord(character)
    if point & _LAST_OF_PLANE == _LAST_OF_PLANE:
        return False
    return not any(first <= point <= last for first, last in _INVISIBLE)


def _unreadable(character: str, place: int) -> str:
    where = f"第{place}个字符U+{ord(character):04X}"
    if character in _LINE_BREAKS:
        return f"{where}是换行，这里的内容应在一行之内，请改为空格"
    if character == "\t":
        return f"{where}是制表符，请改为空格"
    if unicodedata.category(character) == "Co":
        return f"{where}是自造字，其他电脑无法显示，请改用国家标准编码的字"
    return f"{where}不能显示或打印，请删除"


def _print_fault(text: str) -> str | None:
    for place, character in enumerate(text, 1):
        if ord(character) in _EMOJI:
            code = f"U+{ord(character):04X}"
            return f"第{place}个字符“{character}”（{code}）是表情符号，不能印在证书上，请删除"
    undrawn = find_undrawn(text)
    return _undrawn(undrawn.character, undrawn.place + 1) if undrawn else None


def _undrawn(character: str, place: int) -> str:
    shown = "组合符号" if unicodedata.category(character).startswith("M") else f"“{character}”"
    return (
        f"第{place}个字符{shown}（U+{ord(character):04X}）没有字体可以印在证书上，"
        "请删除或改用其他字符"
    )
