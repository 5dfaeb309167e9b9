"""A CSV file read as a stream: line by line, each told apart from its neighbours (R28).

Files come in UTF-8, with or without a byte order mark, or in GB18030; the headings' line decides
which, since it cannot be read as the other. Nothing is kept but a line, so memory does not grow
with the file. What is wrong with a line stays in it: bytes that cannot be decoded, a quotation mark
that is never closed, a cell without end.
"""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LONGEST_LINE = 65_536
"""In bytes; of what is longer only this much is kept."""
MOST_JOINED = 20
"""How many further lines one cell may go over."""
_LINE_END = re.compile(rb"\r\n|\n|\r")
_UNCLOSED = "引号不成对，请检查该行的英文双引号"
_TOO_LONG = "该行过长，请删除多余内容"
_TOO_MANY = "该行的列数多于表头，含英文逗号的内容应放在英文双引号内"


class Fault(NamedTuple):
    """What is wrong with a line before its cells are read; `place` is the cell's, None: the whole."""

    place: int | None
    why: str


class Line(NamedTuple):
    """A line of a table: the number of its first line in the file, and its cells as far as read."""

    number: int
    cells: tuple[str, ...]
    fault: Fault | None = None


def read_csv(chunks: Iterable[bytes]) -> Iterator[Line]:
    """Read the lines of a file; the first that is not blank has the headings.

    A cell that goes over several lines is read as one; but where one of those lines is a whole row
    by itself, the quotation mark above was astray, and only the line that has it is at fault.

    Args:
        chunks: the file's bytes, in pieces of any size.

    Returns:
        The lines that are not blank; bytes that could not be decoded are lone surrogates.
    """
    numbered = enumerate(_physical(chunks), 1)
    first = next(((number, raw) for number, raw in numbered if raw.strip()), None)
    if first is None:
        return
    number, raw = first
    encoding = _encoding_of(raw)
    headings = raw.removeprefix(BYTE_ORDER_MARK).decode(encoding, "surrogateescape")
    cells = tuple(_split(headings) or headings.split(","))
    yield Line(number, cells)
    yield from _Reader(numbered, encoding, len(cells)).lines()


def _encoding_of(headings: bytes) -> str:
    try:
        headings.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _physical(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of the file, without their ends; a byte of either encoding's characters is no end."""
    left = b""
    for chunk in chunks:
        data, held = left + chunk, b""
        if data.endswith(b"\r"):  # half of an end, perhaps
            data, held = data[:-1], b"\r"
        *whole, left = _LINE_END.split(data)
        left = left[: LONGEST_LINE + 1] + held
        yield from whole
    yield left.removesuffix(b"\r")


def _split(text: str) -> list[str] | None:
    """The cells of a line; None where its quotation marks do not fit."""
    try:
        return next(csv.reader([text], strict=True), [])
    except csv.Error:
        return None


def _is_open(text: str) -> bool:
    """Whether a line ends within quotation marks."""
    return _split(text) is None and _split(text + '"') is not None


class _Reader:
    """Reads what follows the headings; lines that were looked at in vain are read again."""

    def __init__(self, numbered: Iterator[tuple[int, bytes]], encoding: str, width: int) -> None:
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

    def _decoded(self, raw: bytes) -> str:
        return raw.decode(self._encoding, "surrogateescape")

    def _line(self, number: int, raw: bytes) -> Line:
        text = self._decoded(raw[:LONGEST_LINE])
        if len(raw) > LONGEST_LINE:
            return Line(number, tuple(text.split(",")), Fault(None, _TOO_LONG))
        cells = _split(text)
        if cells is None and _is_open(text):
            cells = self._joined(text)
        if cells is None:
            return Line(number, tuple(text.split(",")), Fault(None, _UNCLOSED))
        beyond = "".join(chain(cells[self._width :])).strip()
        return Line(number, tuple(cells), Fault(None, _TOO_MANY) if beyond else None)

    def _joined(self, text: str) -> list[str] | None:
        """The cells of a row that goes over several lines, if it is one."""
        taken: list[tuple[int, bytes]] = []
        while len(taken) < MOST_JOINED and (following := self._take()) is not None:
            taken.append(following)
            more = self._decoded(following[1])
            text = f"{text}\n{more}"
            cells = _split(text)
            if self._is_row(cells):
                return cells
            if self._is_row(_split(more)) or not _is_open(text) or len(text) > LONGEST_LINE:
                break
        self._again.extendleft(reversed(taken))
        return None

    def _is_row(self, cells: list[str] | None) -> bool:
        return cells is not None and len(cells) == self._width
