"""A CSV file read as a stream: line by line, each told apart from its neighbours (R28).

Files come in UTF-8, with or without a byte order mark, or in GB18030; the headings' line decides
which, since it cannot be read as the other; a title above it is passed over. Nothing is kept but a
line, so memory does not grow with the file. What is wrong with a line stays in it: bytes that cannot
be decoded, a quotation mark that is never closed, a cell without end.
"""

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import NamedTuple

from chalicelib.imports.rules.csv_lines import (
    BYTE_ORDER_MARK,
    LONGEST_LINE,
    decoded,
    encoding_of,
    numbered_lines,
)
from chalicelib.imports.rules.import_note import Note
from chalicelib.platform.rules.file_bounds import USUAL, Bounds
from chalicelib.platform.rules.refusal import Refusal

_BLANK = b" \t" + BYTE_ORDER_MARK
MOST_ABOVE = 10
"""Among how many lines that are not blank the headings are looked for."""
SEPARATORS = {"\t": "制表符", ";": "分号", "；": "分号", "，": "中文逗号", "|": "竖线"}
"""What may stand between columns instead of a comma, and what it is called."""
FOREIGN = {
    b"\xd0\xcf\x11\xe0": (
        "是旧版XLS或加了密码的工作簿，请用Excel或WPS打开，取消密码，"
        "以“另存为”选择“Excel工作簿（*.xlsx）”后上传"
    ),
    b"\xff\xfe": "是UTF-16编码，请另存为“CSV UTF-8”或XLSX",
    b"\xfe\xff": "是UTF-16编码，请另存为“CSV UTF-8”或XLSX",
    b"<": "是网页或XML文件，请另存为XLSX",
    b"%PDF": "是PDF文件，请上传CSV或XLSX表格",
}
"""What files begin with that are no table of ours, and what to do."""
_UNCLOSED = "引号不成对，请检查该行的英文双引号"
_TOO_LONG = "该行过长，请删除多余内容"
_TOO_MANY = "该行的列数多于表头，含英文逗号的内容应放在英文双引号内"


class LineFault(NamedTuple):
    """What is wrong with a line before its cells are read; `place` is the cell's, None: the whole."""

    place: int | None
    why: str


class Line(NamedTuple):
    """A line of a table: the number of its first line in the file, and its cells as far as read.

    `cells` say what a spreadsheet shows. `texts` are the places of those that a workbook keeps as
    text: what they show was typed so. Numbers may have been rounded, and a CSV tells nothing of it.
    """

    number: int
    cells: tuple[str, ...]
    faults: tuple[LineFault, ...] = ()
    texts: frozenset[int] = frozenset()

    def is_text(self, place: int) -> bool:
        """Whether a cell is a text cell of a workbook; never true of a CSV."""
        return place in self.texts


@dataclass(frozen=True)
class Table:
    """The lines of a table from its headings on, and what of it nobody sees who opens the file."""

    lines: Iterator[Line]
    notes: tuple[Note, ...] = ()

    def __iter__(self) -> Iterator[Line]:
        """The lines, once."""
        return self.lines


def with_headings(table: Table) -> tuple[tuple[str, ...], Table]:
    """The cells of a table's first line, and the table with that line and all others."""
    lines = iter(table)
    first = next(lines, Line(1, ()))
    return first.cells, Table(chain((first,), lines), table.notes)


IsHeadings = Callable[[Sequence[str]], bool]
"""Whether the cells of a line are the headings."""


def read_csv(
    chunks: Iterable[bytes], is_headings: IsHeadings, bounds: Bounds = USUAL
) -> Iterator[Line]:
    """Read the lines of a file from its headings on.

    A cell that goes over several lines is read as one. But where one of those lines is a whole row
    by itself, and the first would be one without its quotation mark, that mark was astray: only the
    line that has it is at fault, and none of its neighbours becomes a part of it.

    Args:
        chunks: the file's bytes, in pieces of any size.
        is_headings: which line has the headings; where none of the first has them, the very first is
            given and nothing after it.
        bounds: how many lines there may be, and how many further ones a cell may go over.

    Returns:
        The lines that are not blank; bytes that could not be decoded are lone surrogates.

    Raises:
        Refusal: `file_unreadable` for an empty file, what is known not to be a table, one whose
            columns something else than a comma separates, one of too many lines.
    """
    numbered = numbered_lines(chunks, bounds.lines)
    above: list[Line] = []
    filled = ((number, raw) for number, raw in numbered if raw.strip(_BLANK))
    for number, raw in islice(filled, MOST_ABOVE):
        if not above:
            _require_table(raw)
        encoding = encoding_of(raw)
        text = decoded(raw.removeprefix(BYTE_ORDER_MARK), encoding)
        line = Line(number, tuple(_split(text) or text.split(",")))
        if is_headings(line.cells):
            yield line
            yield from _LineReader(numbered, encoding, len(line.cells), bounds).lines()
            return
        _require_commas(text, is_headings)
        above.append(line)
    if not above:
        raise Refusal("file_unreadable", why="文件中没有内容")
    yield above[0]


def _require_table(first: bytes) -> None:
    if b"\0" in first:
        raise Refusal("file_unreadable", why=FOREIGN[b"\xff\xfe"])
    for beginning, why in FOREIGN.items():
        if first.lstrip().startswith(beginning):
            raise Refusal("file_unreadable", why=why)


def _require_commas(text: str, is_headings: IsHeadings) -> None:
    """Refuse headings between which something else than a comma stands."""
    for separator, called in SEPARATORS.items():
        if separator in text and is_headings(_split(text, separator) or text.split(separator)):
            why = f"各列以{called}分隔，应以英文逗号分隔，请另存为CSV（逗号分隔）或XLSX"
            raise Refusal("file_unreadable", why=why)


def _split(text: str, separator: str = ",") -> list[str] | None:
    """The cells of a line; None where its quotation marks do not fit."""
    try:
        return next(csv.reader([text], delimiter=separator, strict=True), [])
    except csv.Error:
        return None


def _is_open(text: str) -> bool:
    """Whether a line ends within quotation marks."""
    return _split(text) is None and _split(text + '"') is not None


def _without_last_mark(text: str) -> str:
    before, _, after = text.rpartition('"')
    return before + after


class _LineReader:
    """Reads what follows the headings; lines that were looked at in vain are read again."""

    def __init__(
        self, numbered: Iterator[tuple[int, bytes]], encoding: str, width: int, bounds: Bounds
    ) -> None:
        self._most_joined, self._vain_left = bounds.joined_lines, bounds.vain_joins
        self._numbered = numbered
        self._again: deque[tuple[int, bytes]] = deque()
        self._encoding = encoding
        self._width = width

    def lines(self) -> Iterator[Line]:
        """Every line that is not blank."""
        while (taken := self._take()) is not None:
            number, raw = taken
            if raw.strip():
                yield self._line(number, raw)

    def _take(self) -> tuple[int, bytes] | None:
        return self._again.popleft() if self._again else next(self._numbered, None)

    def _line(self, number: int, raw: bytes) -> Line:
        text = decoded(raw[:LONGEST_LINE], self._encoding)
        if len(raw) > LONGEST_LINE:
            return Line(number, tuple(text.split(",")), (LineFault(None, _TOO_LONG),))
        cells = _split(text)
        if cells is None and self._vain_left and _is_open(text):
            cells = self._joined(text)
        if cells is None:
            return Line(number, tuple(text.split(",")), (LineFault(None, _UNCLOSED),))
        return Line(
            number, tuple(cells), (LineFault(None, _TOO_MANY),) if self._beyond(cells) else ()
        )

    def _beyond(self, cells: list[str]) -> str:
        """What stands to the right of the headings."""
        return "".join(chain(cells[self._width :])).strip()

    def _joined(self, text: str) -> list[str] | None:
        """The cells of a row that goes over several lines, if it is one."""
        alone = self._is_row(_split(_without_last_mark(text)))
        taken: list[tuple[int, bytes]] = []
        while len(taken) < self._most_joined and (following := self._take()) is not None:
            taken.append(following)
            more = decoded(following[1], self._encoding)
            text = f"{text}\n{more}"
            cells, is_row = _split(text), self._is_row(_split(more))
            if self._is_row(cells) and not (is_row and alone):
                return cells
            if is_row or not _is_open(text) or len(text) > LONGEST_LINE:
                break
        self._again.extendleft(reversed(taken))
        self._vain_left -= 1
        return None

    def _is_row(self, cells: list[str] | None) -> bool:
        """Whether cells fill a row; the last may be left out, and empty ones may follow."""
        return cells is not None and len(cells) >= self._width - 1 and not self._beyond(cells)
