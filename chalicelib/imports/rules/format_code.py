"""The code of a number format taken apart (ECMA-376 part 1, 18.8.30 and .31), and those that have none."""

import re
from functools import lru_cache
from typing import NamedTuple

GENERAL = "General"
BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"\\-#,##0',
    6: '"¥"#,##0;"¥"\\-#,##0',
    7: '"¥"#,##0.00;"¥"\\-#,##0.00',
    8: '"¥"#,##0.00;"¥"\\-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    **dict.fromkeys((14, 22), "yyyy/m/d"),
    **dict.fromkeys((15, 16, 30), "m-d-yy"),
    **dict.fromkeys((17, 27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((18, 20, 32), "h:mm"),
    **dict.fromkeys((19, 21, 33, 34, 35, 45, 46, 47, 55, 56), "h:mm:ss"),
    37: "#,##0 ;-#,##0",
    38: "#,##0 ;-#,##0",
    39: "#,##0.00 ;-#,##0.00",
    40: "#,##0.00 ;-#,##0.00",
    41: '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* \\-#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    48: "##0.0E+0",
    49: "@",
}
"""The formats that a workbook names by number, as in mainland China; 27 to 58 are Chinese dates."""
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<blank>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<noon>AM/PM|A/P|上午/下午)|(?P<power>E[+-])"
    r"|(?P<figure>[0#?])|(?P<sign>[.,%@/;])|(?P<date>[ymdhseagb])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_HARMLESS = re.compile(
    r"(?:black|blue|cyan|green|magenta|red|white|yellow|color ?[0-9]+"
    r"|黑色?|蓝色?|蓝绿色?|青色?|绿色?|洋红色?|红色?|白色?|黄色?|颜色 ?[0-9]+)",
    re.IGNORECASE,
)
_CURRENCY = re.compile(r"\$(?P<mark>[^-]*)(?:-(?P<locale>[0-9A-Za-z,_-]*))?")
_ELAPSED = re.compile(r"[hms]+", re.IGNORECASE)
TEXTS_PLACE = 3
"""Of a format's sections: positive, negative, zero, text."""


class CodePart(NamedTuple):
    """A piece of a code: what kind of, and its text."""

    kind: str
    text: str


Section = tuple[CodePart, ...]
TEXT = CodePart("sign", "@")
"""What stands for the text of a cell."""


@lru_cache(maxsize=1_024)
def sections(code: str) -> tuple[Section, ...]:
    """The parts of each section."""
    found_so_far: list[list[CodePart]] = [[]]
    for found in _TOKEN.finditer(code):
        kind = str(found.lastgroup)
        text = found[kind]
        if kind == "sign" and text == ";":
            found_so_far.append([])
        else:
            found_so_far[-1].append(CodePart(kind, text))
    return tuple(tuple(section) for section in found_so_far)


def is_elapsed(section: Section) -> bool:
    """Whether a section shows how much time has passed, as `[h]:mm` does."""
    return any(part.kind == "bracket" and _ELAPSED.fullmatch(part.text) for part in section)


def has_unknown(section: Section) -> bool:
    """Whether letters stand in a section that mean nothing and are not quoted."""
    return any(part.kind == "other" and literal(part) is None for part in section)


def date_letters(section: Section) -> set[str]:
    """The letters of a date or time that a section has; a system's own long date is one, too."""
    letters = {part.text.lower() for part in section if part.kind == "date"}
    if any(part.kind == "noon" for part in section):
        letters.add("h")
    return letters


def literal(part: CodePart) -> str | None:
    """What a part writes by itself; None where that is not known."""
    if part.kind in {"quoted", "escaped"}:
        return part.text
    if part.kind == "blank":
        return " "
    if part.kind == "fill":
        return ""
    if part.kind == "bracket":
        return _of_bracket(part.text)
    if part.kind == "other" and not (part.text.isascii() and part.text.isalpha()):
        return part.text
    return None


def _of_bracket(text: str) -> str | None:
    """A colour writes nothing, a currency its mark."""
    currency = _CURRENCY.fullmatch(text)
    if currency is not None:
        return currency["mark"]
    return "" if _HARMLESS.fullmatch(text) else None
