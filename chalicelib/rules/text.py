"""Free texts that end up on a certificate: nothing in them may be invisible or without meaning."""

import unicodedata

from chalicelib.rules.refusal import Refusal

UNPRINTABLE = frozenset({"Cc", "Cf", "Co", "Cs"})
"""Control, format, Private Use and surrogate characters: no font shows them as their writer meant."""


def parse_text(text: str, field: str) -> str:
    """Trim a text and refuse what could never be printed, before anybody relies on it (R32).

    Raises:
        Refusal: `field_invalid` with the field, the place and the code point.
    """
    trimmed = text.strip()
    for place, character in enumerate(trimmed, 1):
        if unicodedata.category(character) in UNPRINTABLE:
            why = f"第{place}个字符U+{ord(character):04X}不能显示或打印，请删除"
            raise Refusal("field_invalid", field=field, why=why)
    return trimmed
