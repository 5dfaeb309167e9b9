"""Draws the certificate (R32): A4, PDF/A-2a, PDF/UA-1, by typst, with its QR code by segno.

Every text is printed in its composed form, and a letter with marks is asked for as the one thing
that it is: fonts are chosen by clusters, not by characters.

Importing this module loads typst, some 80 MB: import it where a certificate is drawn, not where a
function starts.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, cast

import typst

from chalicelib.certificates.gateways.qr_code import qr_code
from chalicelib.certificates.rules.one_page import is_surely_one_page
from chalicelib.platform.rules.china_time import SHANGHAI, day_text
from chalicelib.platform.rules.drawn import Drawn, composed, parse_drawn

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_TEMPLATE = Path(__file__).with_name("certificate.typ")
_REPOSITORY = _TEMPLATE.parents[3]
_IN_LAYER = Path(typst.__file__).parents[2] / "fonts"
"""Where Lambda unpacks the renderer's layer, the fonts lie beside the folder of its packages."""

# In the order of preference: each draws what those before it cannot. Noto Serif SC has the common
# characters, in the form of the mainland; Noto Serif the Latin letters beyond those of Western
# Europe, with places for their marks; the others the rare characters and foreign letters.
_FAMILIES = (
    "Noto Serif SC",
    "Noto Serif",
    "Noto Serif CJK SC",
    "HanaMinB",
    "HanaMinA",
    "BabelStone Han",
)
_SETTING = Lock()
"""A compiler refuses a second thread."""
_TABLE = "drawn.toml"
"""What the fonts beside it draw."""


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
        statement: what the QR code says behind `#` besides, in decimal digits; empty for nothing.
        national_number: the national identifier (R50); empty where there is none.
        note: a further line, for what and until when this one is; empty for none.
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
    statement: str = ""
    national_number: str = ""
    note: str = ""


class Undrawable(Exception):  # noqa: N818 - the certificate is held for it; nothing has failed
    """No font has these characters: the certificate is held as `glyph_missing`, never a box."""

    def __init__(self, characters: frozenset[str]) -> None:
        self.characters = characters
        super().__init__(" ".join(f"U+{ord(character):04X}" for character in sorted(characters)))


class FontsMissing(Exception):  # noqa: N818 - read as a sentence: fonts missing
    """The folder of fonts has not been filled."""


def undrawable(printed: Printed) -> frozenset[str]:
    """The characters of the certificate that cannot be drawn; empty when it can be rendered.

    A mark that its letter's font has no place for is one; so are the spaces of a name that is
    nothing else, and a space stands for those of an empty one.

    Raises:
        FontsMissing: the folder of fonts has not been filled.
    """
    return undrawable_in(_shown(printed), printed.name)


def undrawable_in(shown: Mapping[str, object], name: str) -> frozenset[str]:
    """As `undrawable`, of whatever is shown under a holder's name."""
    drawn, texts = _drawn(), _texts(shown)
    missing = {found.character for text in texts for found in drawn.undrawn(text)}
    return frozenset(missing if name.strip() else {*missing, *(name or " ")})


def render(printed: Printed) -> bytes:
    """The certificate as PDF/A-2a and PDF/UA-1, the same bytes for the same input.

    Raises:
        Undrawable: a character that no font has.
        FontsMissing: the folder of fonts has not been filled.
    """
    if missing := undrawable(printed):  # asks for the table: no font is read without it
        raise Undrawable(missing)
    code = qr_code(printed.verify_url, printed.statement)
    shown = {**_shown(printed), "qr": code, "is_one_page": _is_one_page(printed)}
    return typeset(_TEMPLATE, shown, printed.issued_on)


def typeset(template: Path, shown: Mapping[str, object], day: date) -> bytes:
    """What is shown, set by a template that stands beside this module, as PDF/A-2a and PDF/UA-1.

    Args:
        template: reads what is shown, and the fonts, from `sys.inputs.certificate`.
        shown: everything as text; `undrawable_in` has found nothing in it.
        day: of the PDF's creation.
    """
    told = json.dumps({**shown, "fonts": _families()}, ensure_ascii=False)
    with _SETTING:
        pdf = _compiler(template).compile(
            format="pdf",
            sys_inputs={"certificate": told},
            # For archives (PDF/A-2a) and for who is read to (PDF/UA-1); it stays both once it is signed.
            pdf_standards=["a-2a", "ua-1"],
            timestamp=_noon(day),
        )
    return cast("bytes", pdf)


def _is_one_page(printed: Printed) -> bool:
    further = (printed.note, printed.general_knowledge, printed.national_number)
    records = ((each.title, each.form_label) for each in printed.records)
    return is_surely_one_page(records, printed.authority, sum(map(bool, further)))


def _shown(printed: Printed) -> dict[str, object]:
    """The certificate's fields as the template reads them: every number and date as text."""
    records = [
        {**composed_fields(record), "accredited_on": day_text(record.accredited_on)}
        for record in printed.records
    ]
    return {
        **composed_fields(printed),
        "records": records,
        "year": str(printed.year),
        "version": f"第{printed.version}版",
        "issued_on": day_text(printed.issued_on),
    }


def composed_fields(part: "DataclassInstance") -> dict[str, object]:
    """The fields of a dataclass, every text in the form that is printed."""
    shown = {field.name: getattr(part, field.name) for field in fields(part)}
    return {
        name: composed(value) if isinstance(value, str) else value for name, value in shown.items()
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


# The fonts


@cache
def _drawn() -> Drawn:
    """What the fonts in use draw, by the table that was made with them."""
    table = _folder() / _TABLE
    if not table.exists():
        raise FontsMissing(f"no fonts in {_folder()}: run `python -m local.fonts`")
    return parse_drawn(table.read_text("utf-8"))


@cache
def _compiler(template: Path) -> typst.Compiler:
    """Keeps the template as it was parsed, and what stays the same from one page to the next."""
    return typst.Compiler(template, font_paths=_fonts(), ignore_system_fonts=True)


@cache
def _families() -> list[str]:
    return [family for family in _FAMILIES if family in _fonts().families()]


@cache
def _fonts() -> typst.Fonts:
    """The fonts of the folder, and no other: the same certificate on every machine."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[_folder()]
    )


def _folder() -> Path:
    fetched = _IN_LAYER if _IN_LAYER.exists() else _REPOSITORY / ".cache/fonts"
    return Path(os.environ.get("XUEFEN_FONTS", fetched))
