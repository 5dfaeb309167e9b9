"""Draws a transcript (R51) by typst, in the look and with the fonts of the certificate.

As costly to import as `renderer`: import it where a transcript is drawn.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from chalicelib.certificates.gateways import renderer
from chalicelib.certificates.gateways.qr_code import qr_code
from chalicelib.platform.rules.china_time import day_text

_TEMPLATE = Path(__file__).with_name("transcript.typ")


@dataclass(frozen=True, slots=True)
class PrintedYear:
    """One year, in the words that the transcript shows; what is "" is not shown.

    `certificate` is its number, or in a word why there is none; `issued_on` the line below it.
    """

    year: str
    state: str
    public: str
    professional: str
    general_knowledge: str
    certificate: str
    issued_on: str


@dataclass(frozen=True, slots=True)
class PrintedTranscript:
    """What a transcript shows, all of it, in the words that it shows.

    Args:
        document_number: masked already (R7).
        span: its years in words.
        verify_url: the whole address; the QR code says the same, and the `statement` in decimal
            digits behind `#`.
        issued_on: in Shanghai; also the day of the PDF's creation.
    """

    name: str
    document_number: str
    span: str
    years: tuple[PrintedYear, ...]
    number: str
    issued_on: date
    authority: str
    verify_url: str
    statement: str = ""


def undrawable(printed: PrintedTranscript) -> frozenset[str]:
    """The characters of a transcript that no font has; empty when it can be drawn.

    Raises:
        FontsMissing: the folder of fonts has not been filled.
    """
    return renderer.undrawable_in(_shown(printed), printed.name)


def render(printed: PrintedTranscript) -> bytes:
    """The transcript as PDF/A-2a and PDF/UA-1, the same bytes for the same input.

    Raises:
        Undrawable: a character that no font has.
        FontsMissing: the folder of fonts has not been filled.
    """
    if missing := undrawable(printed):
        raise renderer.Undrawable(missing)
    code = qr_code(printed.verify_url, printed.statement)
    return renderer.typeset(_TEMPLATE, {**_shown(printed), "qr": code}, printed.issued_on)


def _shown(printed: PrintedTranscript) -> dict[str, object]:
    return {
        **renderer.composed_fields(printed),
        "years": [renderer.composed_fields(each) for each in printed.years],
        "issued_on": day_text(printed.issued_on),
    }
