"""What is wrong with a character of a name, and what is typed instead (R3, R35)."""

import unicodedata

from chalicelib.identity.rules.radical import CHARACTER_OF

_ALIKE = {
    **dict.fromkeys("\u0387\u2024\u2e31\u2e33\ua78f\u25cf\u25e6\u26ab\uff61", "·"),
    **dict.fromkeys("`´′ʹʻʼˈ‛＇｀\u055a", "'"),
    **dict.fromkeys("‐‑‒–—―−ー﹣\u00ad", "-"),
    **dict.fromkeys("○◯⚪", "〇"),
    **dict.fromkeys("､﹐‚", ","),
    **dict.fromkeys("\t\n\r\v\f", " "),
}
"""What looks like a character of names, is typed or pasted for it, and is none."""
_VARIATIONS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
"""Selectors of a character's shape, which a name is not told apart by."""


def fault_of(character: str, place: int) -> str:
    """Say what is wrong with a character that no name has, and what is meant if that can be told.

    Args:
        character: the character at fault.
        place: where it stands, from 1.
    """
    refused = f"第{place}个字符{_shown(character)}不能用于姓名"
    advice = _advice(character, _meant(character))
    return f"{refused}，{advice}" if advice else refused


def _advice(character: str, meant: str) -> str:
    if character in CHARACTER_OF:
        return f"它是部首，代表的字是“{meant}”（U+{ord(meant):04X}），请改用该字"
    if unicodedata.category(character) == "Co":
        return "它是自造字，其他电脑无法识别，请改用国家标准编码的字，打不出的请咨询"
    if character in ",，":
        return "逗号只用在拉丁字母的姓与名之间，且只有一个"
    if not meant:
        return "它看不见，请删除"
    if meant == character:
        return ""
    return "请改为空格" if meant.isspace() else f"请改为“{meant}”"


def suggested(typed: str) -> str:
    """The name with every character that looks like one of a name's made that one."""
    return "".join(map(_meant, typed)).strip()


def _meant(character: str) -> str:
    """What was meant; the character itself where that cannot be told, "" for what nobody sees."""
    if found := CHARACTER_OF.get(character) or _ALIKE.get(character):
        return found
    match unicodedata.category(character):
        case "Cf" | "Cc":
            return ""
        case "Mn" if character in _VARIATIONS:
            return ""
        case "Zs" if character != "\u3000":
            return " "
        case "Lo" | "So" | "No" | "Ll" | "Lu" | "Lm":
            return _compatible(character)
    return character


def _compatible(character: str) -> str:
    """The letters that one stands for: a ligature's two, a circled one's, a mathematical one's."""
    plain = unicodedata.normalize("NFKC", character)
    return plain if plain.isascii() and plain.isalpha() else character


def _shown(character: str) -> str:
    """Name a character, drawing it only if it can be drawn: a lone surrogate is not even UTF-8."""
    code = f"U+{ord(character):04X}"
    return f"“{character}”（{code}）" if character.isprintable() else code
