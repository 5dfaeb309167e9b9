"""What a sheet says of its rows and columns besides what is in them: hidden, merged.

It says of merged cells only after its rows, so a sheet is gone through once before it is read.
"""

import re
import zlib
from collections.abc import Mapping
from contextlib import suppress
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from chalicelib.imports.gateways.merged_cells import Area
from chalicelib.imports.gateways.package import DAMAGED, TOO_LARGE, Package
from chalicelib.imports.gateways.workbook_parts import Sheet, is_true
from chalicelib.imports.gateways.xml_part import read_xml
from chalicelib.platform.rules.file_bounds import Bounds
from chalicelib.platform.rules.refusal import Refusal

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_FILLED = {"v", "t", "f"}
_LETTERS = 26


class SheetSurvey:
    """The rows that are hidden and not empty, the columns that are hidden, the cells that are merged."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.merged: list[Area] = []
        self._in_data = self._are_rows_hidden = self._is_hidden = False
        self._number = self._cells = 0

    def element_begins(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._in_data:
            if name == "c":
                self._cells += 1
            elif name == "row":
                self._start_row(attributes)
            elif self._is_hidden and name in _FILLED:
                self.hidden_rows.append(self._number)
                self._is_hidden = False
        elif name == "sheetData":
            self._in_data = True
        elif name == "col":
            self._add_column(attributes)
        elif name == "mergeCell":
            self._add_merged(attributes)
        elif name == "sheetFormatPr":
            self._are_rows_hidden = is_true(attributes.get("zeroHeight"))

    def element_ends(self, name: str) -> None:
        """An element ends."""
        if name == "sheetData":
            self._in_data = False

    def text_comes(self, said: str) -> None:
        """What is in the cells is not looked at."""

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        self._number = int(attributes.get("r", self._number + 1))
        if self._number > self._bounds.rows or self._cells > self._bounds.cells:
            raise Refusal("file_unreadable", why=TOO_LARGE)
        told = attributes.get("hidden")
        is_hidden = self._are_rows_hidden if told is None else is_true(told)
        self._is_hidden = is_hidden or attributes.get("ht") == "0"

    def _add_column(self, attributes: Mapping[str, str]) -> None:
        if not is_true(attributes.get("hidden")) and attributes.get("width") != "0":
            return
        self.hidden_columns.append((int(attributes["min"]) - 1, int(attributes["max"]) - 1))
        if len(self.hidden_columns) > self._bounds.columns:
            raise Refusal("file_unreadable", why=DAMAGED)

    def _add_merged(self, attributes: Mapping[str, str]) -> None:
        first, _, last = attributes["ref"].partition(":")
        (top, left), (bottom, right) = _corner(first), _corner(last or first)
        self.merged.append(Area(top, bottom, left, right))
        if len(self.merged) > self._bounds.merged:
            raise Refusal("file_unreadable", why=TOO_LARGE)


def survey(package: Package, sheet: Sheet, bounds: Bounds) -> SheetSurvey:
    """Go through a sheet, as far as it can be read: its rows up to there are still to be accounted for.

    Raises:
        Refusal: `file_unreadable` for what is beyond the bounds.
    """
    found = SheetSurvey(bounds)
    with suppress(BadZipFile, ExpatError, zlib.error, EOFError):
        read_xml(package.pieces(sheet.part, bounds.unpacked_bytes), found, bounds)
    return found


def _corner(reference: str) -> tuple[int, int]:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError(reference)
    return int(found[2]), place_of(found[1])


def place_of(letters: str) -> int:
    """The place of a column by its letters: 0 for A.

    Raises:
        ValueError: they are none.
    """
    place = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        place = place * _LETTERS + ord(letter) - ord("A") + 1
    return place - 1
