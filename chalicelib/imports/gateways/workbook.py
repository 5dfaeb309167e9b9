"""The table of a workbook (XLSX): the sheet that has the headings, row by row (R28).

We read the package ourselves, as it comes and under bounds (docs/decisions/0020): a cell is what its
sheet shows, which needs its format; rows, columns and sheets that nobody sees are told before
anything is written; merged cells are named in every row that they concern.

Sheets of other content, as notes, are passed over; but one more with such headings, or with rows as
wide as the table, is no note: its rows must not be lost in silence.
"""

import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import IO, NamedTuple
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from chalicelib.imports.gateways.merged_cells import MergedCells, letters_of
from chalicelib.imports.gateways.package import DAMAGED, Package, StillTime, open_package
from chalicelib.imports.gateways.sheet_rows import Row, sheet_rows
from chalicelib.imports.gateways.sheet_survey import SheetSurvey, survey
from chalicelib.imports.gateways.workbook_parts import Book, Sheet, read_book
from chalicelib.imports.rules import import_note
from chalicelib.imports.rules.csv_file import MOST_ABOVE, IsHeadings, Line, Table
from chalicelib.imports.rules.import_note import Note
from chalicelib.platform.rules.file_bounds import USUAL, Bounds
from chalicelib.platform.rules.refusal import Refusal

FIRST_BYTES = b"PK\x03\x04"
Counts = Callable[[str], bool]
"""Whether the column under a heading counts."""
_NARROW = 4
"""Of so few columns notes may be as well."""
_DAMAGES = (BadZipFile, ExpatError, zlib.error, ArithmeticError, EOFError, LookupError, ValueError)
"""What a damaged workbook is noticed by."""


class _Opened(NamedTuple):
    package: Package
    book: Book
    bounds: Bounds

    def rows_of(self, sheet: Sheet, width: int | None = None) -> Iterator[Row]:
        return sheet_rows(self.package, self.book, sheet, self.bounds, width)


class _Chosen(NamedTuple):
    """The sheet of the table, its headings, and other sheets that are hidden and have rows like it."""

    sheet: Sheet
    headings: Line
    left: Sequence[Sheet]

    @property
    def width(self) -> int:
        return len(self.headings.cells)


def read_workbook(
    file: IO[bytes],
    is_headings: IsHeadings,
    counts: Counts = bool,
    *,
    bounds: Bounds = USUAL,
    still_time: StillTime = lambda: True,
) -> Table:
    """Find the table and what is hidden in it; its rows are read as they are taken, from the headings on.

    Where no sheet has the headings, the first row of the first that holds anything is given, nothing
    else.

    Args:
        file: the workbook.
        is_headings: which row has the headings.
        counts: which of them count; that others are hidden is not told.
        bounds: how large what is in it may be.
        still_time: whether there is time left.

    Raises:
        Refusal: `file_unreadable`, also after the first rows.
    """
    with _damages():
        package = open_package(file, bounds, still_time)
        opened = _Opened(package, read_book(package, bounds), bounds)
        tops = {sheet: top for sheet in opened.book.sheets if (top := _top(opened, sheet))}
        if not tops:
            raise Refusal("file_unreadable", why="工作簿中没有内容")
        chosen = _chosen(tops, is_headings)
        if chosen is None:
            return Table(iter((next(iter(tops.values()))[0],)))
        return _table(opened, chosen, counts)


@contextmanager
def _damages() -> Iterator[None]:
    """Refuse a workbook that breaks off, or says what cannot be."""
    try:
        yield
    except _DAMAGES as fault:
        raise Refusal("file_unreadable", why=DAMAGED) from fault


def _top(opened: _Opened, sheet: Sheet) -> list[Line]:
    """The first rows of a sheet that are not empty."""
    return [_line(row) for row in islice(opened.rows_of(sheet), MOST_ABOVE)]


def _line(row: Row) -> Line:
    return Line(row.number, tuple(row.cells), row.faults, row.texts)


def _chosen(tops: dict[Sheet, list[Line]], is_headings: IsHeadings) -> _Chosen | None:
    """Choose the sheet of the table: one that people see, if there is one.

    Raises:
        Refusal: `file_unreadable` where another one may be it as well.
    """
    found = {
        sheet: line
        for sheet, top in tops.items()
        if (line := next((line for line in top if is_headings(line.cells)), None))
    }
    if not found:
        return None
    sheet = min(found, key=lambda each: each.is_hidden)
    width = len(found[sheet].cells)
    like = [
        each
        for each, top in tops.items()
        if each is sheet or each in found or any(_is_wide(line, width) for line in top)
    ]
    seen = [each for each in like if each is sheet or sheet.is_hidden or not each.is_hidden]
    if len(seen) > 1:
        names = "、".join(each.title for each in seen)
        raise Refusal("file_unreadable", why=f"有几个工作表都有数据（{names}），请合并为一个")
    return _Chosen(sheet, found[sheet], [each for each in like if each is not sheet])


def _is_wide(line: Line, width: int) -> bool:
    """Whether a line may be a row of the table, though it stands on a sheet without headings."""
    return 2 * sum(bool(cell.strip()) for cell in line.cells) > width > _NARROW


def _table(opened: _Opened, chosen: _Chosen, counts: Counts) -> Table:
    """Go through the sheet once, since what is merged is told after its rows; then give them."""
    found = survey(opened.package, chosen.sheet, opened.bounds)
    merged = MergedCells(found.merged, chosen.width)
    return Table(_lines(opened, chosen, merged), tuple(_notes(chosen, found, counts)))


def _notes(chosen: _Chosen, found: SheetSurvey, counts: Counts) -> Iterator[Note]:
    title = chosen.sheet.title
    hidden = [number for number in found.hidden_rows if number > chosen.headings.number]
    if chosen.sheet.is_hidden:
        yield import_note.hidden_table(title)
    if hidden:
        yield import_note.hidden_rows(title, hidden)
    columns = [
        (letters_of(place), heading.strip())
        for place, heading in enumerate(chosen.headings.cells)
        if counts(heading) and any(low <= place <= high for low, high in found.hidden_columns)
    ]
    if columns:
        yield import_note.hidden_columns(title, columns)
    if chosen.left:
        yield import_note.hidden_sheets([sheet.title for sheet in chosen.left])


def _lines(opened: _Opened, chosen: _Chosen, merged: MergedCells) -> Iterator[Line]:
    """The rows of the table, from its headings on."""
    with _damages():
        yield chosen.headings
        for row in opened.rows_of(chosen.sheet, chosen.width):
            if row.number > chosen.headings.number:
                line = _line(row)
                yield line._replace(faults=(*merged.faults_in(row.number), *line.faults))
