"""A line of an imported table, reduced to the columns that count, and how a refusal of it is told."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from chalicelib.bureaus.rules.contact import detail_of
from chalicelib.imports.rules.csv_file import Line
from chalicelib.imports.rules.formula import harmless
from chalicelib.imports.rules.heading_line import parse_headings
from chalicelib.imports.rules.legacy_row import is_blank
from chalicelib.imports.rules.table_cell import CellFault, Cells
from chalicelib.platform.rules.field_labels import label
from chalicelib.platform.rules.refusal import Refusal

WHOLE = "整行"
LONGEST_CELL = 1_000
_BROKEN = re.compile("[\ud800-\udfff]")
"""What could not be decoded: readers leave a lone surrogate in its place."""


class RawRow(msgspec.Struct, frozen=True, array_like=True):
    """The cells of a line in the order of its kind's headings.

    `faults` are those that were found before any cell was read; the whole line has but one. `texts`
    are the places of the cells that a workbook keeps as text. `field` and `why` are the one fault of
    rows that were stored before several could be told.
    """

    line: int
    cells: tuple[str, ...]
    field: str = ""
    why: str = ""
    faults: tuple[CellFault, ...] = ()
    texts: tuple[int, ...] = ()


def raw_rows(lines: Iterable[Line], wanted: Sequence[str]) -> Iterator[RawRow]:
    """Find the columns by the first line and reduce all others to them; blank ones are left out.

    Raises:
        Refusal: `headings_invalid`.
    """
    waiting = iter(lines)
    first = next(waiting, Line(1, ()))
    headings = parse_headings(first.cells, wanted)
    for line in waiting:
        if line.faults or not is_blank(line.cells):
            yield _raw(line, headings)


def _raw(line: Line, headings: Mapping[str, int]) -> RawRow:
    cells = [line.cells[place] if place < len(line.cells) else "" for place in headings.values()]
    kept = (_BROKEN.sub("\ufffd", cell[:LONGEST_CELL]) for cell in cells)
    return RawRow(
        line=line.number,
        cells=tuple(kept),
        faults=tuple(_faults(line, headings, cells)),
        texts=tuple(n for n, place in enumerate(headings.values()) if line.is_text(place)),
    )


def _faults(line: Line, headings: Mapping[str, int], cells: Sequence[str]) -> Iterator[CellFault]:
    """What is wrong before a cell is read; a fault in a column that does not count is none.

    Where the whole line is at fault, nobody knows which cell is which.
    """
    why_of = {fault.place: fault.why for fault in reversed(line.faults)}
    if None in why_of:
        yield CellFault(WHOLE, why_of[None])
        return
    for (heading, place), cell in zip(headings.items(), cells, strict=True):
        if place in why_of:
            yield CellFault(heading, why_of[place])
        elif _BROKEN.search(cell):
            yield CellFault(heading, "有无法识别的字符，请用同一种编码重新保存文件")
        elif len(cell) > LONGEST_CELL:
            yield CellFault(heading, f"超过{LONGEST_CELL}个字符")


def cells_of(row: RawRow, headings: Sequence[str]) -> Cells:
    """The cells of a row, to be read by their headings.

    Raises:
        Refusal: `row_invalid` where the line could not even be taken apart.
    """
    faults = row.faults or ((CellFault(row.field, row.why),) if row.field else ())
    if faults and faults[0].field == WHOLE:
        field, why = faults[0]
        raise Refusal("row_invalid", field=field, why=why, faults=faults)
    places = {heading: place for place, heading in enumerate(headings)}
    return Cells(places, row.cells, row.texts, faults)


def faults_of(refusal: Refusal) -> tuple[CellFault, ...]:
    """All that a refusal of a row says is wrong, each with its column as people call it (R35)."""
    told = refusal.facts.get("faults")
    if isinstance(told, tuple):
        return told
    field = label(str(refusal.facts.get("field", WHOLE)))
    return (CellFault(field, str(refusal.facts.get("why") or detail_of(refusal))),)


def table_line(cells: Iterable[str]) -> str:
    """A line of a table that a spreadsheet opens; no cell of it can be taken for a formula."""
    written = io.StringIO()
    csv.writer(written).writerow(map(harmless, cells))
    return written.getvalue()
