"""The sheet of a workbook (XLSX) that has the headings, read row by row (R28).

Sheets of other content, as notes, are passed over; but one more with such headings, or with rows as
wide as the table, is no note: its rows must not be lost in silence.

Text stays as it is, dates are written as dates, numbers as a spreadsheet shows them. What it would
show and we could only guess is a fault of its cell: a formula, an error, a document number that was
typed as a number, of which a spreadsheet keeps fifteen digits.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZipFile

from chalicelib.rules.csv_file import MOST_ABOVE, Fault, IsHeadings, Line
from chalicelib.rules.refusal import Refusal

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FIRST_BYTES = b"PK\x03\x04"
MOST_UNPACKED_BYTES = 1024**3
MOST_SHARED_BYTES = 128 * 1024**2
"""Of the table of texts, which alone is held in memory."""
_SHARED = "sharedStrings.xml"
_LOSSLESS_DIGITS = 15
_TEXT = ("s", "str", "inlineStr")
_NARROW = 4
"""Of so few columns notes may be as well."""
_DAMAGED = "工作簿已损坏、加了密码或格式特殊，请用Excel或WPS另存为XLSX"


def read_workbook(file: IO[bytes], is_headings: IsHeadings) -> Iterator[Line]:
    """Read the rows of the sheet that has the headings, from them on.

    Where no sheet has them, the first row of the first that holds anything is given, nothing else.

    Raises:
        Refusal: `file_unreadable`, also after the first rows.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - one function alone needs it

    try:
        with ZipFile(file) as packed:
            _require_small(packed)
        book = load_workbook(file, read_only=True)
        yield from _table(book.worksheets, is_headings)
    except Refusal:
        raise
    except Exception as fault:  # openpyxl raises whatever it stumbles over in a damaged one
        raise Refusal("file_unreadable", why=_DAMAGED) from fault


def _require_small(packed: ZipFile) -> None:
    """Refuse what would fill the machine once it is unpacked."""
    parts = packed.infolist()
    shared = sum(part.file_size for part in parts if part.filename.endswith(_SHARED))
    if sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES or shared > MOST_SHARED_BYTES:
        raise Refusal("file_unreadable", why="解压后过大，请分成几个文件")


def _table(sheets: "Sequence[Worksheet]", is_headings: IsHeadings) -> Iterator[Line]:
    """The lines of the one table, from its headings on."""
    for sheet in sheets:
        sheet.reset_dimensions()  # some programs write a wrong size
    tops = [(sheet, top) for sheet in sheets if (top := list(islice(_lines(sheet), MOST_ABOVE)))]
    if not tops:
        raise Refusal("file_unreadable", why="工作簿中没有内容")
    found = {sheet: line for sheet, top in tops if (line := _headings_among(top, is_headings))}
    if not found:
        yield tops[0][1][0]
        return
    chosen, headings = next(iter(found.items()))
    width = len(headings.cells)
    filled = [
        sheet.title
        for sheet, top in tops
        if sheet in found or any(_is_wide(line, width) for line in top)
    ]
    if len(filled) > 1:
        names = "、".join(filled)
        raise Refusal("file_unreadable", why=f"有几个工作表都有数据（{names}），请合并为一个")
    for number, cells, faults, texts in _lines(chosen, headings.number):
        within = tuple(fault for fault in faults if fault.place in range(width))
        yield Line(number, cells[:width], within, texts.intersection(range(width)))


def _headings_among(top: Sequence[Line], is_headings: IsHeadings) -> Line | None:
    return next((line for line in top if is_headings(line.cells)), None)


def _is_wide(line: Line, width: int) -> bool:
    """Whether a line may be a row of the table, though it stands on a sheet without headings."""
    return 2 * sum(bool(cell.strip()) for cell in line.cells) > width > _NARROW


def _lines(sheet: "Worksheet", first: int = 1) -> Iterator[Line]:
    """The rows from a number on that are not blank."""
    for number, row in enumerate(sheet.iter_rows(min_row=first), first):
        cells = tuple(_text(cell) for cell in row)
        if any(cell.strip() for cell in cells):
            yield Line(number, cells, tuple(_faults(row)), _texts(row))


def _text(cell: Any) -> str:  # noqa: ANN401 - openpyxl's cells have no common type
    match cell.value:
        case date() as day:  # of a datetime, its day
            return day.isoformat()[: len("2019-03-09")]
        case float() as number if not number.is_integer():
            # Of a double fifteen digits are what was typed; a spreadsheet shows no more either.
            return f"{number:.15g}"
        case bool() as value:
            return str(value).upper()
        case int() | float() as number:
            return _padded(int(number), cell)
        case value:
            return "" if value is None else str(value)


def _texts(row: tuple[Any, ...]) -> frozenset[int]:
    """The places of the cells that hold text."""
    places = (place for place, cell in enumerate(row) if cell.value and cell.data_type in _TEXT)
    return frozenset(places)


def _padded(number: int, cell: Any) -> str:  # noqa: ANN401 - as above
    """An integer with the zeros before it that its format, such as 00000000, shows."""
    shown = str(cell.number_format or "")
    return str(number).zfill(len(shown)) if shown.strip("0") == "" else str(number)


def _faults(row: tuple[Any, ...]) -> Iterator[Fault]:
    for place, cell in enumerate(row):
        if cell.value is None:
            continue
        if cell.data_type == "f":
            yield Fault(place, "单元格是公式，请改为数值后重新保存")
        elif cell.data_type == "e":
            yield Fault(place, "单元格是错误值，请改正后重新保存")
        elif cell.data_type == "n" and _is_inexact(cell.value):
            yield Fault(place, "长号码存为数字会丢失末尾数字，请改为文本后重新录入")


def _is_inexact(value: object) -> bool:
    return isinstance(value, int | float) and abs(value) >= 10**_LOSSLESS_DIGITS
