"""A line of an imported table, reduced to the columns that count, and how a refusal of it is told."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from chalicelib.rules.csv_file import Fault, Line
from chalicelib.rules.field_labels import label
from chalicelib.rules.identity import half_width, masked_number
from chalicelib.rules.legacy_row import SERIAL, is_blank
from chalicelib.rules.refusal import Refusal
from chalicelib.rules.table_cell import NUMBER, parse_headings

WHOLE = "整行"
LONGEST_CELL = 1_000
REFUSED_HEADINGS = ("行号", "流水号", "证件号码（部分隐藏）", "有误的列", "原因")
_SHOWN = 64
_BROKEN = re.compile("[\ud800-\udfff]")
"""What could not be decoded: readers leave a lone surrogate in its place."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class RawRow(msgspec.Struct, frozen=True, array_like=True):
    """The cells of a line in the order of its kind's headings; with `field` and `why` it cannot be read."""

    line: int
    cells: tuple[str, ...]
    field: str = ""
    why: str = ""


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


def _raw(line: Line, headings: dict[str, int]) -> RawRow:
    cells = {
        heading: line.cells[place] if place < len(line.cells) else ""
        for heading, place in headings.items()
    }
    field, why = _fault_of(line.faults, headings, cells)
    kept = (cells[heading][:LONGEST_CELL] for heading in headings)
    return RawRow(line.number, tuple(_BROKEN.sub("\ufffd", each) for each in kept), field, why)


def _fault_of(
    faults: Sequence[Fault], headings: dict[str, int], cells: dict[str, str]
) -> tuple[str, str]:
    """The column at fault and why; a fault in a column that does not count is none."""
    why_of = {fault.place: fault.why for fault in reversed(faults)}
    if None in why_of:
        return WHOLE, why_of[None]
    for heading, place in headings.items():
        if place in why_of:
            return heading, why_of[place]
        if _BROKEN.search(cells[heading]):
            return heading, "有无法识别的字符，请用同一种编码重新保存文件"
        if len(cells[heading]) > LONGEST_CELL:
            return heading, f"超过{LONGEST_CELL}个字符"
    return "", ""


def require_readable(row: RawRow) -> None:
    """Refuse a line that could not even be taken apart.

    Raises:
        Refusal: `row_invalid`.
    """
    if row.field:
        raise Refusal("row_invalid", field=row.field, why=row.why)


def refused_line(row: RawRow, refusal: Refusal, headings: Sequence[str]) -> str:
    """A line of the table of refused rows; the document number is masked (R7)."""
    said = dict(zip(headings, row.cells, strict=True))
    serial = said.get(SERIAL, "").strip()[:_SHOWN]
    number = half_width(said[NUMBER])[:_SHOWN]
    shown = masked_number(number) if number else ""
    field = str(refusal.facts.get("field", WHOLE))
    why = str(refusal.facts.get("why") or refusal.detail)
    return table_line((str(row.line), serial, shown, label(field), why))


def table_line(cells: Iterable[str]) -> str:
    """A line of a table that a spreadsheet opens; no cell of it can be taken for a formula."""
    written = io.StringIO()
    csv.writer(written).writerow(_harmless(cell) for cell in cells)
    return written.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
