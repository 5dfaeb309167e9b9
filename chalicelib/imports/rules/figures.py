"""A number in figures, as a section of a format has them: 0 always, # where needed, ? or else a blank."""

import re
from decimal import ROUND_HALF_UP, Decimal

from chalicelib.imports.rules.format_code import GENERAL, CodePart, Section, literal

_THOUSAND = 3
_FULL_STOP = CodePart("sign", ".")
_COMMA = CodePart("sign", ",")
_PERCENT = CodePart("sign", "%")
_EMPTY = {"0": "0", "?": " ", "#": ""}
"""What a figure shows where the number has no digit for it."""
_POWERS = re.compile(r"0(?:\.(?P<places>0{0,12}))?E\+00", re.IGNORECASE)
_MOST_PLACES = 12
"""More are no figures of ours, and more than a double holds."""


def general(number: Decimal) -> str:
    """A number under no format at all."""
    whole = f"{number:f}"
    return whole.rstrip("0").rstrip(".") if "." in whole else whole


def written(number: Decimal, section: Section) -> str | None:
    """A number that is not negative under a section; None where the section cannot be read."""
    kinds = [part.kind for part in section]
    signs = [part.text for part in section if part.kind == "sign"]
    if "power" in kinds:
        return _in_powers(number, section)
    if "general" in kinds or signs == ["@"]:
        return _around(section, general(number)) if "figure" not in kinds else None
    if "/" in signs or "@" in signs or signs.count(".") > 1 or signs.count("%") > 1:
        return None
    return _figures(number.scaleb(2 * signs.count("%")), section)


def _around(section: Section, text: str) -> str | None:
    is_it = {("general", GENERAL.lower()), ("general", "g/通用格式"), ("sign", "@")}
    parts = [text if (part.kind, part.text.lower()) in is_it else literal(part) for part in section]
    return None if None in parts else "".join(part for part in parts if part is not None)


def _in_powers(number: Decimal, section: Section) -> str | None:
    """As 2.65E+11: one figure before the point, two at least in the power."""
    found = _POWERS.fullmatch("".join(part.text for part in section))
    return f"{float(number):.{len(found['places'] or '')}E}" if found else None


def _figures(number: Decimal, section: Section) -> str | None:
    """A number by its figures 0, # and ?, with what stands between them."""
    point = section.index(_FULL_STOP) if _FULL_STOP in section else len(section)
    before, after = section[:point], section[point + 1 :]
    places = sum(part.kind == "figure" for part in after)
    if places > _MOST_PLACES:
        return None
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:f}".partition(".")
    left = _left(whole.lstrip("0"), before)
    right = _right(fraction, after)
    if left is None or right is None:
        return None
    return left + ("." if point < len(section) else "") + right


def _left(digits: str, parts: Section) -> str | None:
    """What stands before the point: the first figure takes all digits that are left."""
    figures = [place for place, part in enumerate(parts) if part.kind == "figure"]
    commas = [place for place, part in enumerate(parts) if part == _COMMA]
    if commas and not (figures and figures[0] < commas[0] and commas[-1] < figures[-1]):
        return None
    if commas:
        least = sum(parts[place].text == "0" for place in figures)
        digits = _in_thousands(digits.zfill(least))
        first = figures[0]
        parts = (*parts[:first], CodePart("figure", "#"), *parts[figures[-1] + 1 :])
        figures = [first]
    text = ""
    for place in reversed(range(len(parts))):
        part = parts[place]
        if part.kind == "figure":
            taken = digits if place == figures[0] else digits[-1:]
            digits = "" if place == figures[0] else digits[:-1]
            text = (taken or _EMPTY[part.text]) + text
        elif (beside := _beside(part)) is None:
            return None
        else:
            text = beside + text
    return text


def _in_thousands(digits: str) -> str:
    first = len(digits) % _THOUSAND
    groups = [digits[:first]] if first else []
    groups += [digits[at : at + _THOUSAND] for at in range(first, len(digits), _THOUSAND)]
    return ",".join(groups)


def _right(digits: str, parts: Section) -> str | None:
    """What stands after the point: zeros at its end show under 0 alone."""
    needed = len(digits.rstrip("0"))
    text, at = "", 0
    for part in parts:
        if part.kind == "figure":
            shows = at < needed or part.text == "0"
            text += digits[at] if shows else _EMPTY[part.text]
            at += 1
        elif (beside := _beside(part)) is None:
            return None
        else:
            text += beside
    return text


def _beside(part: CodePart) -> str | None:
    """What a part among figures writes."""
    return "%" if part == _PERCENT else literal(part)
