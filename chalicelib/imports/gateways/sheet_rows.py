"""The rows of a sheet, one after the other, each cell as the sheet shows it.

What a cell would show and we could only guess is a fault of the cell: a formula, an error, a number
of more digits than a spreadsheet keeps, a format that we cannot read.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from chalicelib.imports.gateways.package import DAMAGED, TOO_LARGE, Package
from chalicelib.imports.gateways.shared_texts import unescaped
from chalicelib.imports.gateways.sheet_survey import place_of
from chalicelib.imports.gateways.workbook_parts import Book, Sheet, is_true
from chalicelib.imports.gateways.xml_part import reading
from chalicelib.imports.rules.csv_file import LineFault
from chalicelib.imports.rules.number_format import (
    LOSSLESS_DIGITS,
    CellText,
    shown_number,
    shown_text,
)
from chalicelib.platform.rules.file_bounds import Bounds
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.text import spaced

FORMULA = "单元格是公式，请改为数值后重新保存"
ERROR = "单元格是错误值，请改正后重新保存"
INEXACT = "长号码存为数字会丢失末尾数字，请改为文本后重新录入"
UNREADABLE = "单元格内容无法读取，请重新录入"
_TEXTS = {"s", "str", "inlineStr"}
_place_of = lru_cache(maxsize=1_024)(place_of)


class Row(NamedTuple):
    """A row that is not empty: its number, its cells as shown, their faults, those kept as text."""

    number: int
    cells: list[str]
    faults: tuple[LineFault, ...]
    texts: frozenset[int]


class SheetReader:
    """Takes the cells of a sheet; of those beyond `width` columns only that they are there."""

    def __init__(self, book: Book, bounds: Bounds, width: int | None) -> None:
        self._book = book
        self._bounds = bounds
        self._width = bounds.columns if width is None else width
        self.done: list[Row] = []
        self._in_data = self._in_row = False
        self._number = self._count = 0
        self._cells: list[str] = []
        self._faults: list[LineFault] = []
        self._typed: list[int] = []
        self._place = -1
        self._cell: Mapping[str, str] | None = None
        self._said: list[str] = []
        self._length = 0
        self._is_reading = self._is_spoken = self._is_formula = False

    def element_begins(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._cell is not None:
            self._start_within(name)
        elif self._in_row and name == "c":
            self._start_cell(attributes)
        elif self._in_data and name == "row":
            self._start_row(attributes)
        elif name == "sheetData":
            self._in_data = True

    def element_ends(self, name: str) -> None:
        """An element ends."""
        if self._cell is not None:
            if name == "c":
                self._end_cell(self._cell)
            elif name in {"v", "t"}:
                self._is_reading = False
            elif name == "rPh":
                self._is_spoken = False
        elif name == "row" and self._in_row:
            self._end_row()
        elif name == "sheetData":
            self._in_data = False

    def text_comes(self, said: str) -> None:
        """Some text of an element; of one that no program writes, its beginning."""
        if self._is_reading and self._length < self._bounds.cell_characters:
            self._said.append(said[: self._bounds.cell_characters - self._length])
            self._length += len(said)

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        number = int(attributes.get("r", self._number + 1))
        if number <= self._number:
            raise Refusal("file_unreadable", why=DAMAGED)
        if number > self._bounds.rows:
            raise Refusal("file_unreadable", why=TOO_LARGE)
        self._in_row, self._number, self._place = True, number, -1
        self._cells, self._faults, self._typed = [], [], []

    def _end_row(self) -> None:
        self._in_row = False
        if self._faults or any(cell and not cell.isspace() for cell in self._cells):
            faults, texts = tuple(self._faults), frozenset(self._typed)
            self.done.append(Row(self._number, self._cells, faults, texts))

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self._count += 1
        told = attributes.get("r")
        place = _place_of(told.rstrip("0123456789")) if told else self._place + 1
        if place <= self._place:
            raise Refusal("file_unreadable", why=DAMAGED)
        if place >= self._bounds.columns or self._count > self._bounds.cells:
            raise Refusal("file_unreadable", why=TOO_LARGE)
        self._place, self._cell = place, attributes
        self._said, self._length = [], 0
        self._is_reading = self._is_spoken = self._is_formula = False

    def _start_within(self, name: str) -> None:
        if name == "v" or (name == "t" and not self._is_spoken):
            self._is_reading = True
        elif name == "rPh":
            self._is_spoken = True
        elif name == "f":
            self._is_formula = True

    def _end_cell(self, cell: Mapping[str, str]) -> None:
        self._cell = None
        if not (self._said or self._is_formula) or self._place >= self._width:
            return
        kind = cell.get("t", "n")
        text, why = self._shown(kind, "".join(self._said), int(cell.get("s", "0")))
        if self._is_formula:
            why = FORMULA
        if why:
            self._faults.append(LineFault(self._place, why))
        elif kind in _TEXTS and text:
            self._typed.append(self._place)
        if text:
            self._cells.extend([""] * (self._place - len(self._cells)))
            self._cells.append(text)

    def _shown(self, kind: str, said: str, style: int) -> CellText:
        """What a cell shows."""
        if kind in _TEXTS:
            text = self._book.texts[int(said)] if kind == "s" else unescaped(said)
            return CellText(shown_text(spaced(text), self._book.format_of(style)))
        if kind == "n":
            return _number_shown(said, self._book.format_of(style), is_1904=self._book.is_1904)
        if kind == "b":
            return CellText("TRUE" if is_true(said) else "FALSE")
        if kind == "d":  # of strict workbooks: 2019-03-09T00:00:00
            return CellText(said.partition("T")[0])
        return CellText(said, ERROR)


@lru_cache(maxsize=4_096)
def _number_shown(said: str, code: str, *, is_1904: bool) -> CellText:
    try:
        number = float(said)
    except ValueError:
        return CellText(said, UNREADABLE)
    if not abs(number) < 10**LOSSLESS_DIGITS:
        return CellText(said, INEXACT)
    return shown_number(number, code, is_1904=is_1904)


def sheet_rows(
    package: Package, book: Book, sheet: Sheet, bounds: Bounds, width: int | None = None
) -> Iterator[Row]:
    """Read the rows of a sheet that are not empty.

    Args:
        package: the workbook's.
        book: what it says of itself.
        sheet: which.
        bounds: how large it may be.
        width: how many columns count, where that is known.

    Raises:
        Refusal: `file_unreadable` for what is damaged or beyond the bounds.
    """
    reader = SheetReader(book, bounds, width)
    for _ in reading(package.pieces(sheet.part, bounds.unpacked_bytes), reader, bounds):
        yield from reader.done
        reader.done.clear()
