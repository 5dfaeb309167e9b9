"""The first sheet of a workbook (XLSX), read row by row (R28).

Text stays as it is, dates are written as dates, numbers without superfluous zeros. What a
spreadsheet would show and we could only guess is a fault of its cell: a formula, a document number
that was typed as a number, of which a spreadsheet keeps fifteen digits.
"""

from collections.abc import Iterator
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
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > MOST_UNPACKED_BYTES:
            raise Refusal("file_unreadable", why="解压后超过1 GiB")
        book = load_workbook(file, read_only=True)
        yield from _lines(book.worksheets[0])
    except _UNREADABLE as fault:
        raise Refusal("file_unreadable", why="工作簿已损坏") from fault


def _lines(sheet: "Worksheet") -> Iterator[Line]:
    sheet.reset_dimensions()  # some programs write a wrong size
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
