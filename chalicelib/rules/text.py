"""Free texts that end up on a certificate: nothing in them may be invisible or without meaning."""

import unicodedata

from chalicelib.rules.refusal import Refusal

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
_LAST_OF_PLANE = 0xFFFE


def parse_text(text: str, field: str, *, lines: bool = False) -> str:
    """Trim a text and refuse what could never be printed, before anybody relies on it (R32).

    Args:
        text: as typed.
        field: where.
        lines: whether it may go over several lines, as what is only read on a screen may.

    Raises:
        Refusal: `field_invalid` with the field, the place and the code point.
    """
    trimmed = text.strip()
    for place, character in enumerate(trimmed, 1):
        if not _is_printable(character) and not (lines and character == "\n"):
            why = f"第{place}个字符U+{ord(character):04X}不能显示或打印，请删除"
            raise Refusal("field_invalid", field=field, why=why)
    return trimmed


def parse_reason(reason: str | None) -> str:
    """Trim a reason, "" for none, and refuse what nobody could read (R22).

    Raises:
        Refusal: `field_invalid`, field `reason`.
    """
    return parse_text(reason or "", "reason", lines=True)


def require_reason(reason: str, move: str) -> str:
    """Trim a reason, and refuse what may not go without one; `move` names it in the message.

    Raises:
        Refusal: `reason_required`.
    """
    if not reason.strip():
        raise Refusal("reason_required", field="reason", move=move)
    return reason.strip()


def _is_printable(character: str) -> bool:
    point = ord(character)
    if unicodedata.category(character) in UNPRINTABLE:
        return False
    if point & _LAST_OF_PLANE == _LAST_OF_PLANE:
        return False
    return not any(first <= point <= last for first, last in _INVISIBLE)
