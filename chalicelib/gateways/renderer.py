"""Draws the certificate (R32): A4, PDF/A-2b, by typst, with its QR code by segno.

Importing this module loads typst and fontTools, some 100 MB: import it where a certificate is
drawn, not where a function starts.
"""

import json
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path

import segno
import typst
from fontTools.ttLib import TTFont

from chalicelib.rules.window import SHANGHAI, day_text

_TEMPLATE = Path(__file__).with_name("certificate.typ")
_REPOSITORY = _TEMPLATE.parents[2]
_IN_LAYER = Path(typst.__file__).parents[2] / "fonts"
"""Where Lambda unpacks the renderer's layer, the fonts lie beside the folder of its packages."""

# In the order of preference; the second is the first's other packaging. Each draws what those
# before it cannot: Noto the common characters, the others the rare ones and foreign letters.
_FAMILIES = ("Noto Serif CJK SC", "Noto Serif SC", "HanaMinB", "HanaMinA", "BabelStone Han")

# Control, format, surrogate, Private Use, unassigned, line and paragraph separator: nothing that
# a reader would see, or that two readers would see alike.
_NEVER_DRAWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

# Letters and marks that Unicode draws as nothing (Default_Ignorable_Code_Point).
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)

# Han of Unicode 15 and 15.1 (Extensions H and I), unassigned to this Python's older tables.
_NEWER_HAN = re.compile("[\U00031350-\U000323af\U0002ebf0-\U0002ee5d]")

_BOLD = 600  # from this weight on a face draws the template's labels, never the certificate's data


@dataclass(frozen=True, slots=True)
class PrintedRecord:
    """One counted record, as the certificate lists it; `credits` is a decimal in text."""

    title: str
    form_label: str
    credits: str
    accredited_on: date


@dataclass(frozen=True, slots=True)
class Printed:
    """What a certificate shows, all of it, in the words that it shows (R32).

    Args:
        document_number: masked already (R7).
        public: credits in text; not shown when `public_waived` (R11).
        general_knowledge: of the professional credits, from 2025 on; None before.
        verify_url: the whole address, with number and version; the QR code says the same.
        issued_on: in Shanghai; also the day of the PDF's creation, so equal input gives equal bytes.
    """

    name: str
    document_number: str
    year: int
    public: str
    public_waived: bool
    professional: str
    general_knowledge: str | None
    records: tuple[PrintedRecord, ...]
    number: str
    version: int
    issued_on: date
    authority: str
    verify_url: str


class Undrawable(Exception):  # noqa: N818 - the certificate is held for it; nothing has failed
    """No font has these characters: the certificate is held as `glyph_missing`, never a box."""

    def __init__(self, characters: frozenset[str]) -> None:
        self.characters = characters
        super().__init__(" ".join(f"U+{ord(character):04X}" for character in sorted(characters)))


class FontsMissing(Exception):  # noqa: N818 - read as a sentence: fonts missing
    """The folder of fonts has not been filled."""


def undrawable(printed: Printed) -> frozenset[str]:
    """The characters of the certificate that cannot be drawn; empty when it can be rendered.

    Raises:
        FontsMissing: the folder of fonts has not been filled.
    """
    characters = set().union(*_texts(_shown(printed)))
    return frozenset(filter(_is_undrawable, characters))


def render(printed: Printed) -> bytes:
    """The certificate as PDF/A-2b, the same bytes for the same input.

    Raises:
        Undrawable: a character that no font has.
        FontsMissing: the folder of fonts has not been filled.
    """
    if missing := undrawable(printed):
        raise Undrawable(missing)
    document = {**_shown(printed), "fonts": _families(), "qr": _qr(printed.verify_url)}
    return typst.compile(
        _TEMPLATE,
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"certificate": json.dumps(document)},
        pdf_standards="a-2b",
        timestamp=_noon(printed.issued_on),
    )


def _shown(printed: Printed) -> dict[str, object]:
    """The certificate's fields as the template reads them: every number and date as text."""
    records = [
        {**asdict(record), "accredited_on": day_text(record.accredited_on)}
        for record in printed.records
    ]
    return {
        **asdict(printed),
        "records": records,
        "year": str(printed.year),
        "version": f"第{printed.version}版",
        "issued_on": day_text(printed.issued_on),
    }


def _noon(day: date) -> int:
    """The day's noon in Shanghai as Unix seconds: typst writes it in UTC, still the same day."""
    return int(datetime.combine(day, time(12), SHANGHAI).timestamp())


def _texts(shown: object) -> Iterator[str]:
    """Every text in it, however deep."""
    if isinstance(shown, str):
        yield shown
    elif isinstance(shown, dict):
        yield from _texts(list(shown.values()))
    elif isinstance(shown, list):
        for part in shown:
            yield from _texts(part)


def _qr(address: str) -> str:
    """The QR code as SVG; a quarter of it may be stamped over and it still scans."""
    drawing = BytesIO()
    segno.make(address, error="q", micro=False).save(drawing, kind="svg", border=0, xmldecl=False)
    return drawing.getvalue().decode()


# What the fonts can draw


def _is_undrawable(character: str) -> bool:
    if ord(character) not in _mapped() or _INVISIBLE.match(character):
        return True
    never_drawn = unicodedata.category(character) in _NEVER_DRAWN
    return never_drawn and not _NEWER_HAN.match(character)


@cache
def _mapped() -> frozenset[int]:
    """The code points that the fonts in use have, by the tables of the very files."""
    mapped: set[int] = set()
    for font in _fonts().fonts():
        if font.family in _FAMILIES and font.weight < _BOLD and font.path:
            with TTFont(font.path, fontNumber=font.index, lazy=True) as opened:
                mapped.update(opened.getBestCmap())
    return frozenset(mapped)


@cache
def _families() -> list[str]:
    return [family for family in _FAMILIES if family in _fonts().families()]


@cache
def _fonts() -> typst.Fonts:
    """The fonts of the folder, and no other: the same certificate on every machine."""
    fetched = _IN_LAYER if _IN_LAYER.exists() else _REPOSITORY / ".cache/fonts"
    folder = Path(os.environ.get("XUEFEN_FONTS", fetched))
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
    if not any(family in _FAMILIES for family in fonts.families()):
        raise FontsMissing(f"no fonts in {folder}: run `python -m local.fonts`")
    return fonts
