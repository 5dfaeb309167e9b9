"""Merged cells, by the rows and columns that they concern: only the first of them has what they show."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chalicelib.imports.gateways.package import DAMAGED
from chalicelib.imports.rules.csv_file import LineFault
from chalicelib.platform.rules.refusal import Refusal

_LETTERS = 26


class Area(NamedTuple):
    """A range of cells: rows count from 1 as people count them, places of columns from 0."""

    first_row: int
    last_row: int
    first_place: int
    last_place: int

    @property
    def why(self) -> str:
        """What is wrong with its cells."""
        if self.first_row < self.last_row:
            where = f"第{self.first_row}–{self.last_row}行"
        else:
            first, last = letters_of(self.first_place), letters_of(self.last_place)
            where = f"第{self.first_row}行{first}–{last}列"
        return f"{where}合并单元格，请取消合并并逐行填写"


def letters_of(place: int) -> str:
    """A column as a sheet names it: A for 0."""
    letters, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


class MergedCells:
    """Tells row after row, from above, which of its cells are merged."""

    def __init__(self, areas: Sequence[Area], width: int) -> None:
        """`width` is how many columns count."""
        within = (area for area in areas if area.first_place < width)
        self._below = sorted(within, reverse=True)
        self._here: list[Area] = []
        self._width = width

    def faults_in(self, row: int) -> Iterator[LineFault]:
        """The cells of a row that are merged.

        Raises:
            Refusal: `file_unreadable` where ranges overlap, which no program writes.
        """
        while self._below and self._below[-1].first_row <= row:
            self._here.append(self._below.pop())
        if not self._here:
            return
        self._here = [area for area in self._here if area.last_row >= row]
        if len(self._here) > self._width:
            raise Refusal("file_unreadable", why=DAMAGED)
        for area in self._here:
            for place in range(area.first_place, min(area.last_place + 1, self._width)):
                yield LineFault(place, area.why)
