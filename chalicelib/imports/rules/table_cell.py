"""The cells of an imported table: each is read under its heading, and named by it where it is wrong."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Generic, NamedTuple, TypeVar

from chalicelib.bureaus.rules import territory
from chalicelib.identity.rules.document_word import TYPES, TYPES_IN_SHORT
from chalicelib.identity.rules.identity import (
    Document,
    DocumentType,
    compact,
    parse_document,
)
from chalicelib.identity.rules.name import parse_name
from chalicelib.imports.rules.table_day import parse_day
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.reports.rules.worn_number import (
    ROUNDED_DOCUMENT,
    SCIENTIFIC,
    STRIPPED,
    is_rounded,
    is_scientific,
)

T = TypeVar("T")
NAME, TYPE, NUMBER, PLACE = "姓名", "证件类型", "证件号码", "行政区划代码"
OWNER = (NAME, TYPE, NUMBER)
"""The columns that say whose a row is."""
MISSING = "未填写"
_MARKS = "'\u2018\u2019`"
_AS_TEXT = re.compile(
    rf"=\"([^\"]*)\"|'([^']*)|[{_MARKS}]*([!-&(-_a-~ ]*[0-9][!-&(-_a-~ ]*)[{_MARKS}]*"
)
"""How people keep a spreadsheet from taking digits for a number."""
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_OFTEN_STRIPPED = {
    DocumentType.TAIWAN_PERMIT: re.compile("[0-9]{1,7}|[0-9]{9}"),
    DocumentType.PASSPORT: re.compile("[0-9]{1,8}"),
}
"""Numbers of digits alone that may have begun with zeros: such passports have nine digits."""

IsKnown = Callable[[Document, str], bool]
"""Whether somebody is known by this document and this name (R4)."""


def is_nobody(_document: Document, _name: str) -> bool:
    """Nobody is known."""
    return False


class CellFault(NamedTuple):
    """What is wrong with a cell: its heading, and the reason in words."""

    field: str
    why: str


class Cell(NamedTuple, Generic[T]):
    """A cell as it was read, or nothing where it is at fault: its line is refused before it is asked."""

    read: tuple[T, ...] = ()

    @property
    def value(self) -> T:
        """What it says."""
        return self.read[0]


class Cells:
    """The cells of one line, by the places of their headings; those left out at its end are empty.

    What is wrong is gathered, so that a line is mended once. A cell that is at fault already, as a
    formula is, has that fault alone.

    Args:
        headings: the place of each column.
        cells: the line's cells.
        texts: the places of the cells that a workbook keeps as text, which nothing has rounded.
        faults: what is known to be wrong with some of them.
    """

    def __init__(
        self,
        headings: Mapping[str, int],
        cells: Sequence[str],
        texts: Collection[int] = (),
        faults: Iterable[CellFault] = (),
    ) -> None:
        self._headings, self._cells, self._texts = headings, cells, texts
        self._faults = {fault.field: fault.why for fault in reversed(tuple(faults))}

    def cell(self, heading: str, parse: Callable[[str], T]) -> Cell[T]:
        """Read the cell under a heading."""
        text = self._text(heading)
        try:
            read = parse(text)
        except Refusal as refusal:
            why = str(refusal.facts.get("why") or refusal.detail).rstrip("。")
        except ValueError as fault:
            why = str(fault)
        else:
            return Cell((read,)) if heading not in self._faults else Cell()
        if is_scientific(compact(text)):
            why = SCIENTIFIC
        self.blame(heading, why if text else MISSING)
        return Cell()

    def _text(self, heading: str) -> str:
        place = self._headings[heading]
        return _bare(self._cells[place]) if place < len(self._cells) else ""

    def blame(self, heading: str, why: str) -> None:
        """Note that a cell is at fault; the first reason is the one that is told."""
        self._faults.setdefault(heading, why)

    def is_text(self, heading: str) -> bool:
        """Whether a cell says what was typed, since a workbook keeps it as text."""
        return self._headings[heading] in self._texts

    def require_sound(self) -> None:
        """Refuse a line any of whose cells is at fault.

        Raises:
            Refusal: `row_invalid`, with the first heading as `field`, its reason as `why`, and
                each `CellFault` among the `faults`, from left to right as the headings have them.
        """
        faults = [
            CellFault(heading, self._faults[heading])
            for heading in self._headings
            if heading in self._faults
        ]
        if faults:
            field, why = faults[0]
            raise Refusal("row_invalid", field=field, why=why, faults=tuple(faults))

    def whose(self, today: date, is_known: IsKnown = is_nobody) -> tuple[Cell[str], Cell[Document]]:
        """Whose the line is: the name as typed, and the document of the type and number it states.

        Outside a text cell a number that looks rounded is not believed, even where its check
        character fits, as it does for one in eleven: it would be another person's. Only where
        somebody is known by it and by this name it is theirs.
        """
        name = self.cell(NAME, parse_name)
        kind = self.cell(TYPE, one_of(TYPES, TYPES_IN_SHORT))
        if not kind.read:
            self._blame_number()
            return name, Cell()

        def parse(number: str) -> Document:
            return parse_document(kind.value, number, today=today)

        if why := self._doubt(kind.value):
            document = Cells(self._headings, self._cells).cell(NUMBER, parse)
            if not (document.read and name.read and is_known(document.value, name.value)):
                self.blame(NUMBER, why)
        return name, self.cell(NUMBER, parse)

    def _blame_number(self) -> None:
        """Without a type little can be asked of a number."""
        text = compact(self._text(NUMBER))
        if not text:
            self.blame(NUMBER, MISSING)
        elif is_scientific(text):
            self.blame(NUMBER, SCIENTIFIC)
        elif is_rounded(text) and not self.is_text(NUMBER):
            self.blame(NUMBER, ROUNDED_DOCUMENT)

    def _doubt(self, kind: DocumentType) -> str:
        """Why a number may not be what was typed, "" where nothing speaks against it."""
        number = compact(self._text(NUMBER))
        if self.is_text(NUMBER):
            return ""
        if is_rounded(number):
            return ROUNDED_DOCUMENT
        stripped = _OFTEN_STRIPPED.get(kind)
        return STRIPPED if stripped and stripped.fullmatch(number) else ""

    def past_day(self, heading: str, today: date) -> Cell[date]:
        """A day that is not after today."""
        return self.cell(heading, lambda text: _past(parse_day(text), today))

    def territory_code(self) -> Cell[str]:
        """The code of a territory of the province."""
        return self.cell(PLACE, lambda text: territory.parse_territory(compact(text)).code)


def one_of(
    choices: Mapping[str, T], in_short: Mapping[str, T] = MappingProxyType({})
) -> Callable[[str], T]:
    """A reader of a cell that says one of some words, or what some people write for them."""

    def parse(text: str) -> T:
        said = compact(text)
        found = choices.get(said, in_short.get(said))
        if found is None:
            raise ValueError(f"应为{'、'.join(choices)}之一")
        return found

    return parse


def _bare(text: str) -> str:
    """A cell without what nobody sees at its ends, and without what marks it as text."""
    seen = text.strip().strip(_UNSEEN).strip()
    marked = _AS_TEXT.fullmatch(seen)
    return next((said for said in marked.groups() if said), "").strip() if marked else seen


def _past(day: date, today: date) -> date:
    if day > today:
        raise ValueError("晚于今天")
    return day
