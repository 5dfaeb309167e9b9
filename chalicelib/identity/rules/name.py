"""Names: as typed, as compared and as printed (R3, R4, R7).

Nothing is silently dropped or replaced: a name is stored as typed, and what cannot be in a name is
refused by naming the character.
"""

import re
import unicodedata

from chalicelib.identity.rules.name_fault import fault_of, suggested
from chalicelib.identity.rules.radical import CHARACTER_OF, STANDARD
from chalicelib.platform.rules.refusal import Refusal

LONGEST = 50
"""Characters of a name at most (R3)."""

# What GB 18030 editions before 2005 had in Unicode's Private Use Area: U+E815 to U+E864 are GBK
# FE50 to FEA0 (without FE7F), one standard character each, in this order. Source: the mapping of
# GB 18030-2022 as glibc's `gb18030` has it; Python's codec leaves fourteen of them in the area.
_STANDARD = (
    "\u2e81\U00020087\U00020089\U000200cc\u2e84\u3473\u3447\u2e88\u2e8b\u9fb4"
    "\u359e\u361a\u360e\u2e8c\u2e97\u396e\u3918\u9fb5\u39cf\u39df"
    "\u3a73\u39d0\u9fb6\u9fb7\u3b4e\u3c6e\u3ce0\u2ea7\U000215d7\u9fb8"
    "\u2eaa\u4056\u415f\u2eae\u4337\u2eb3\u2eb6\u2eb7\U0002298f\u43b1"
    "\u43ac\u2ebb\u43dd\u44d6\u4661\u464c\u9fb9\u4723\u4729\u477c"
    "\u478d\u2eca\u4947\u497a\u497d\u4982\u4983\u4985\u4986\u499f"
    "\u499b\u49b7\u49b6\u9fba\U000241fe\u4ca3\u4c9f\u4ca0\u4ca1\u4c77"
    "\u4ca2\u4d13\u4d14\u4d15\u4d16\u4d17\u4d18\u4d19\u4dae\u9fbb"
)
_PRIVATE_USE = 0xE815
_TO_STANDARD = {_PRIVATE_USE + place: char for place, char in enumerate(_STANDARD)}

# Han characters of GB 18030-2022 and of the later planes of Unicode, which its amendments follow.
_HAN = (
    "\u3005"  # 々, which repeats the character before it
    "\u3007"  # 〇
    "\u3400-\u4dbf"  # Extension A
    "\u4e00-\u9fff"
    "\uf900-\ufa6d\ufa70-\ufad9"  # compatibility ideographs
    "\U00020000-\U0002a6df"  # Extension B
    "\U0002a700-\U0002b739"  # C
    "\U0002b740-\U0002b81d"  # D
    "\U0002b820-\U0002cea1"  # E
    "\U0002ceb0-\U0002ebe0"  # F
    "\U0002ebf0-\U0002ee5d"  # I
    "\U0002f800-\U0002fa1d"  # compatibility ideographs, supplement
    "\U00030000-\U0003134a"  # G
    "\U00031350-\U000323af"  # H
    f"{STANDARD}"
    "\ue815-\ue864"  # Private Use, see _STANDARD
)
# Letters alone: × and ÷, the ordinal indicators and the clicks ǀ ǁ ǂ ǃ stand between them.
_LATIN = (
    "A-Za-zＡ-Ｚａ-ｚ"
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u01ba\u01bc-\u01bf\u01c4-\u024f"
    "\u0250-\u0293\u0295-\u02af"  # ə of Azerbaijani, ɛ and ɔ of West Africa
    "\u1e00-\u1eff"  # Vietnamese
)
_MARKS = "\u0300-\u0331"  # the accents of a name typed in decomposed form
_DOTS = "·•・‧．.\u2219\u22c5\ufe52\uff65"
_SPACES = " \u3000"
_APOSTROPHES = "\u2018\u2019"
_OTHER = f"'{_APOSTROPHES}＇\\-－"

# The patterns are texts, which re compiles when the first name is read, and keeps: eighty thousand
# characters take longer than all others, and most starts of a function read no name.

# The comma of a name written surname first, CHAN, TAI MAN: one, between Latin letters. A Han name
# has none, and two names in one field are no name.
_COMMA = f"[^,，]*[{_LATIN}{_MARKS}.．][{_SPACES}]*([,，])(?=[{_SPACES}]*[{_LATIN}])"
_INVALID = f"[^{_HAN}{_LATIN}{_MARKS}{_DOTS}{_SPACES}{_OTHER}]|(?<![{_LATIN}{_MARKS}])[{_MARKS}]"
_LETTER = f"[{_HAN}{_LATIN}]"
_BETWEEN_HAN = f"(?<=[{_HAN}])[{_DOTS}{_SPACES}]+(?=[{_HAN}])"
_DOT = re.compile(f"[{_DOTS}]")
_TO_COMPARE = str.maketrans({**CHARACTER_OF, **dict.fromkeys(_APOSTROPHES, "'"), ",": " "})


def parse_name(text: str) -> str:
    """Accept a name as typed, spaces around it trimmed (R3).

    Raises:
        Refusal: `name_invalid`, field `name`, with the length or the character at fault, and as
            `suggestion` the name that is meant, where it can be told.
    """
    typed = text.strip(_SPACES)
    why = _fault(typed)
    if why is None:
        return typed
    meant = suggested(typed)
    facts = {"suggestion": meant} if _fault(meant) is None else {}
    raise Refusal("name_invalid", field="name", why=why, **facts)


def _fault(typed: str) -> str | None:
    if not typed:
        return "姓名不能为空"
    if len(typed) > LONGEST:
        return f"最多{LONGEST}个字符，现为{len(typed)}个"
    if invalid := re.search(_INVALID, _without_comma(typed)):
        return fault_of(invalid[0], invalid.end())
    return None if re.search(_LETTER, typed) else "须有汉字或拉丁字母"


def _without_comma(typed: str) -> str:
    """The name with a space where the comma may stand that it has."""
    if comma := re.match(_COMMA, typed):
        return f"{typed[: comma.start(1)]} {typed[comma.end(1) :]}"
    return typed


def normal_form(name: str) -> str:
    """The form in which names are compared, never shown (R4). Applying it twice changes nothing.

    A comma is a way to write a name, not a part of it: CHAN, TAI MAN and CHAN TAI MAN are one.
    """
    text = unicodedata.normalize("NFKC", printed(name).translate(_TO_COMPARE)).replace(",", " ")
    text = re.sub(_BETWEEN_HAN, _dots_alone, text)
    folded = unicodedata.normalize("NFKC", text.casefold())
    return " ".join(folded.split())


def _dots_alone(between: re.Match[str]) -> str:
    return "·" * len(_DOT.findall(between[0]))


def listed_forms(name: str) -> tuple[str, ...]:
    """The normal form, and the one under which a name with ’ is listed until it is written again.

    Until 2026-11-29 the normal form kept U+2019.
    """
    form = normal_form(name)
    return (form, form.replace("'", "\u2019")) if "'" in form else (form,)


def agree(a: str, b: str) -> bool:
    """Whether two names are the same person's name: their normal forms are equal (R4)."""
    return normal_form(a) == normal_form(b)


def printed(name: str) -> str:
    """The name in standard characters: Private Use ones replaced, all others as typed (R4)."""
    return name.translate(_TO_STANDARD)


def masked_name(name: str) -> str:
    """The first character alone, `张**`, however long the name is (R7)."""
    return f"{printed(name)[:1]}**"
