"""Draws what a print file adds to its certificates (R38a): the cover list, and a line for each of their pages.

As costly to import as `renderer`: import it where a print file is made.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from chalicelib.certificates.gateways import renderer
from chalicelib.platform.rules.china_time import day_text
from chalicelib.platform.rules.drawn import composed

_TEMPLATE = Path(__file__).with_name("print.typ")


@dataclass(frozen=True, slots=True)
class PrintedList:
    """What the cover of a print file shows, in the words that it shows.

    `headings` are those of its table, `rows` have a text for each; `note` stands on every page.
    """

    title: str
    note: str
    employer: str
    code: str
    summary: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    ordered_on: date
    authority: str


def draw_list(printed: PrintedList) -> bytes:
    """The cover as a PDF, whose last page is the line for each certificate's.

    Raises:
        Undrawable: a character that no font has; names of issued certificates have none.
        FontsMissing: the folder of fonts has not been filled.
    """
    shown = {
        **renderer.composed_fields(printed),
        "headings": list(printed.headings),
        "rows": [[composed(text) for text in row] for row in printed.rows],
        "ordered_on": day_text(printed.ordered_on),
    }
    if missing := renderer.undrawable_in(shown, printed.employer):
        raise renderer.Undrawable(missing)
    return renderer.typeset(_TEMPLATE, shown, printed.ordered_on)
