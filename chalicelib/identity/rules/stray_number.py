"""Identity numbers where they do not belong: in free texts, references, file names and cells (R7).

What is written in a free text reaches the bureau, the audit and the certificate, where no number is
encrypted or masked. A card's number of 18 characters is known by its form, a real birth date and its
check character, wherever it stands and however it is divided. The 15 digits of cards issued until
1999 have no check: they count only standing alone, with a place and a birth date that can be right.
Passports and travel permits have nothing that would tell them from a reference.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from chalicelib.identity.rules.identity import half_width, is_card_number, masked_number
from chalicelib.platform.rules.refusal import Refusal

FEWEST_DIGITS = 15
_ANY_DAY = date.max
_GAP = r"(?:[^\w*]|_){0,5}"
"""What people put between the groups of a number; not the asterisks of one that is masked."""
_X = "XxＸｘⅩⅹХхΧχ×"
"""What is typed for the Roman ten that a check character may be, in whatever alphabet."""
_DIGIT = re.compile(r"\d")
_WHOLE = re.compile(rf"(?=(\d{{17}}[\d{_X}]))")
_DIVIDED = re.compile(rf"(?<!\d)(?=(\d(?:{_GAP}\d){{16}}{_GAP}[\d{_X}])(?!\d))")
_OLD = re.compile(rf"(?<!\d)(?=(\d{{15}}|\d{{6}}[^\w*]\d{{6}}[^\w*]\d{{3}})(?![\d{_X}]))")
_PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[123])"
_OLD_PLACE = re.compile(rf"{_PROVINCE}(?:0[1-9]|[1-6][0-9]|70|90)[0-9]{{2}}[3-9]")
"""Born from 1930 on: a reference that begins with a place and a year, 4407 2026 0601 001, is no card's."""

# What only looks like a number, one mistyped or spoilt by a spreadsheet: it is masked, not refused.
_ALONE = re.compile(rf"(?<!\d)(?=(\d{{17}}[\d{_X}])(?!\d))")
_ALIKE = re.compile(rf"(?<!\d)(?=(\d(?:{_GAP}\d){{15,17}}{_GAP}[\d{_X}])(?!\d))")
_ALIKE_FORM = re.compile(rf"{_PROVINCE}[0-9]{{4}}(?:19|20)[0-9]{{8,10}}[0-9X]")
_ROUNDED = re.compile(r"(?<!\d)(?=(\d[.．]\d{5,}[EeＥｅ][+＋]?1[4-8])(?!\d))")


class _Found(NamedTuple):
    """Where a number stands, from 0, and its digits alone."""

    start: int
    end: int
    number: str


def find_number(text: str, today: date) -> int | None:
    """Find the first valid identity number in a text: its place, from 1; None where there is none.

    Args:
        text: any text.
        today: the day in Shanghai, after which nobody is born.
    """
    return min((found.start + 1 for found in _valid(text, today)), default=None)


def require_no_number(text: str, field: str, *, today: date) -> None:
    """Refuse a text with an identity number in it; the message never repeats the number.

    Args:
        text: as typed.
        field: where.
        today: the day in Shanghai.

    Raises:
        Refusal: `identity_number_in_text`, with the field and the place from 1.
    """
    if place := find_number(text, today):
        raise Refusal("identity_number_in_text", field=field, place=place)


def masked_text(text: str) -> str:
    """The text as a table written out may show it: what is or looks like a number is masked (R7).

    Masked is more than is refused: any 18 characters by themselves, one digit too few or too many
    in the form of a number, and what a spreadsheet made of one, `4.40703E+17`.
    """
    kept, end = [], 0
    for found in sorted({*_valid(text, _ANY_DAY), *_alike(text)}):
        if found.start >= end:
            kept += [text[end : found.start], masked_number(found.number)]
            end = found.end
    return "".join((*kept, text[end:]))


def _valid(text: str, today: date) -> Iterator[_Found]:
    if len(_DIGIT.findall(text)) < FEWEST_DIGITS:
        return
    for pattern in (_WHOLE, _DIVIDED):
        yield from (each for each in _all(pattern, text) if is_card_number(each.number, today))
    yield from (each for each in _all(_OLD, text) if _is_old(each.number, today))


def _alike(text: str) -> Iterator[_Found]:
    yield from _all(_ALONE, text)
    yield from (each for each in _all(_ALIKE, text) if _ALIKE_FORM.fullmatch(each.number))
    for found in _ROUNDED.finditer(text):
        yield _Found(*found.span(1), half_width(found[1]))


def _all(pattern: re.Pattern[str], text: str) -> Iterator[_Found]:
    for found in pattern.finditer(text):
        yield _Found(*found.span(1), _number(found[1]))


def _number(written: str) -> str:
    """The digits of any script as ASCII, and the check character X; what divides them falls away."""
    digits = "".join(str(unicodedata.decimal(char, "")) for char in written)
    return digits if written[-1].isdecimal() else f"{digits}X"


def _is_old(number: str, today: date) -> bool:
    if not _OLD_PLACE.match(number):
        return False
    try:
        return date.fromisoformat(f"19{number[6:12]}") <= today
    except ValueError:
        return False
