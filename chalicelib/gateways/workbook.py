"""The first sheet of a workbook (XLSX) that holds anything, read row by row (R28).

Sheets of other content, as notes, are passed over; but one more of the same headings is no note, and
its rows must not be lost in silence.

Text stays as it is, dates are written as dates, numbers without superfluous zeros. What a
spreadsheet would show and we could only guess is a fault of its cell: a formula, a document number
that was typed as a number, of which a spreadsheet keeps fifteen digits.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - zlib's name for its exception

from chalicelib.rules.csv_file import Fault, Line
from chalicelib.rules.refusal import Refusal

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FIRST_BYTES = b"PK\x03\x04"
MOST_UNPACKED_BYTES = 1024**3
MOST_SHARED_BYTES = 128 * 1024**2
"""Of the table of texts, which alone is held in memory."""
_SHARED = "sharedStrings.xml"
_LOSSLESS_DIGITS = 15
_UNREADABLE = (
    BadZipFile,
    ZlibError,
    ParseError,
    KeyError,
    ValueError,
    IndexError,
    TypeError,
    EOFError,
)
"""What a damaged workbook makes openpyxl raise."""


def read_workbook(file: IO[bytes]) -> Iterator[Line]:
    """Read the rows of the first sheet; the first that is not blank has the headings.

    Raises:
        Refusal: `file_unreadable`, also after the first rows.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - one function alone needs it

    try:
        with ZipFile(file) as packed:
            _require_small(packed)
        book = load_workbook(file, read_only=True)
        yield from _lines(_sheet_of(book.worksheets))
    except _UNREADABLE as fault:
        raise Refusal("file_unreadable", why="工作簿已损坏") from fault


def _require_small(packed: ZipFile) -> None:
    """Refuse what would fill the machine once it is unpacked."""
    parts = packed.infolist()
    shared = sum(part.file_size for part in parts if part.filename.endswith(_SHARED))
    if sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES or shared > MOST_SHARED_BYTES:
        raise Refusal("file_unreadable", why="解压后过大，请分成几个文件")


def _sheet_of(sheets: "Sequence[Worksheet]") -> "Worksheet":
    """The sheet to read."""
    for sheet in sheets:
        sheet.reset_dimensions()  # some programs write a wrong size
    filled = [(sheet, first) for sheet in sheets if (first := _first_row(sheet))]
    if not filled:
        return sheets[0]
    (chosen, headings), *others = filled
    if twins := [sheet.title for sheet, first in others if first == headings]:
        names = "、".join([chosen.title, *twins])
        raise Refusal("file_unreadable", why=f"有几个表头相同的工作表（{names}），请合并为一个")
    return chosen


def _first_row(sheet: "Worksheet") -> tuple[str, ...]:
    """The first row that is not blank; nothing, where all are."""
    return next((line.cells for line in _lines(sheet)), ())


def _lines(sheet: "Worksheet") -> Iterator[Line]:
    width = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = tuple(_text(cell.value) for cell in row)
        if any(cell.strip() for cell in cells):
            width = width or len(cells)
            yield Line(number, cells[:width], _fault(row[:width]))


def _text(value: Any) -> str:  # noqa: ANN401 - whatever a cell can hold
    match value:
        case None:
            return ""
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def _fault(row: tuple[Any, ...]) -> Fault | None:
    for place, cell in enumerate(row):
        if cell.value is None:
            continue
        if cell.data_type == "f":
            return Fault(place, "单元格是公式，请改为数值后重新保存")
        if cell.data_type == "n" and _is_inexact(cell.value):
            return Fault(place, "长号码存为数字会丢失末尾数字，请改为文本后重新录入")
    return None


def _is_inexact(value: object) -> bool:
    return isinstance(value, int | float) and abs(value) >= 10**_LOSSLESS_DIGITS
