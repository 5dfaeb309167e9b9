"""What a workbook says of itself: its sheets, its shared texts, the formats of its cells.

Parts are found by what they are said to be, as Excel does, not by their names: programs name them as
they like. All that is kept of them is bounded (platform/rules/file_bounds.py).
"""

import posixpath
from collections.abc import Mapping
from typing import NamedTuple

from chalicelib.imports.gateways.package import DAMAGED, TOO_LARGE, Package
from chalicelib.imports.gateways.shared_texts import Texts, unescaped
from chalicelib.imports.gateways.xml_part import read_xml
from chalicelib.imports.rules.format_code import BUILT_IN, GENERAL
from chalicelib.platform.rules.file_bounds import Bounds
from chalicelib.platform.rules.refusal import Refusal

TYPES = "[Content_Types].xml"
_OF_SHEETS = "spreadsheetml"
USUAL_BOOK = "xl/workbook.xml"
_TRUE = {"1", "true", "on"}


class Sheet(NamedTuple):
    """A sheet: its title, the part that has its cells, and whether people see it."""

    title: str
    part: str
    is_hidden: bool


class Book(NamedTuple):
    """A workbook without its cells. `formats` has the code of each style."""

    sheets: tuple[Sheet, ...]
    texts: Texts
    formats: tuple[str, ...]
    is_1904: bool

    def format_of(self, style: int) -> str:
        """The format of a cell of a style; of one that is not there, none."""
        return self.formats[style] if 0 <= style < len(self.formats) else GENERAL


def is_true(said: str | None) -> bool:
    """Whether an attribute says yes."""
    return said in _TRUE


def read_book(package: Package, bounds: Bounds) -> Book:
    """Read what a workbook says of itself.

    Raises:
        Refusal: `file_unreadable` where it is damaged or beyond the bounds.
    """
    types = _Types()
    read_xml(package.pieces(TYPES, bounds.held_bytes), types, bounds)
    if not types.has_sheets:
        raise Refusal("file_unreadable", why=DAMAGED)
    book = _related(package, "", bounds).of_kind("officeDocument", USUAL_BOOK)
    said = _SaidByBook(bounds)
    read_xml(package.pieces(book, bounds.held_bytes), said, bounds)
    related = _related(package, book, bounds)
    sheets = [
        Sheet(title, related.sheets[place], is_hidden)
        for title, place, is_hidden in said.sheets
        if place in related.sheets
    ]
    if len({sheet.part for sheet in sheets}) < len(sheets):
        raise Refusal("file_unreadable", why=DAMAGED)
    texts, styles = Texts(bounds), _Styles(bounds)
    if (part := related.of_kind("sharedStrings", "")) and package.has(part):
        read_xml(package.pieces(part, bounds.text_bytes), texts, bounds)
    if (part := related.of_kind("styles", "")) and package.has(part):
        read_xml(package.pieces(part, bounds.held_bytes), styles, bounds)
    return Book(tuple(sheets), texts, tuple(styles.codes()), said.is_1904)


class _Types:
    """What kinds of parts the package says that it has."""

    def __init__(self) -> None:
        self.has_sheets = False

    def element_begins(self, name: str, attributes: Mapping[str, str]) -> None:
        del name
        self.has_sheets |= _OF_SHEETS in attributes.get("ContentType", "").lower()

    def element_ends(self, name: str) -> None:
        pass

    def text_comes(self, said: str) -> None:
        pass


class _SaidByBook:
    """The list of sheets, and from when days are counted."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self.sheets: list[tuple[str, str, bool]] = []
        self.is_1904 = False

    def element_begins(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "workbookPr":
            self.is_1904 = is_true(attributes.get("date1904"))
        elif name == "sheet":
            place = next((said for key, said in attributes.items() if key.endswith(":id")), "")
            is_hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((unescaped(attributes.get("name", "")), place, is_hidden))
            if len(self.sheets) > self._bounds.sheets:
                raise Refusal("file_unreadable", why=TOO_LARGE)

    def element_ends(self, name: str) -> None:
        pass

    def text_comes(self, said: str) -> None:
        pass


class _Related:
    """The parts that a part relates to: each sheet by its id, others by their kind."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._kinds: dict[str, str] = {}
        self.sheets: dict[str, str] = {}

    def element_begins(self, name: str, attributes: Mapping[str, str]) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        target = attributes.get("Target", "").replace("\\", "/")
        part = posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/").lower()
        self._kinds.setdefault(kind, part)
        if kind == "worksheet":
            self.sheets[attributes.get("Id", "")] = part

    def element_ends(self, name: str) -> None:
        pass

    def text_comes(self, said: str) -> None:
        pass

    def of_kind(self, kind: str, otherwise: str) -> str:
        """The part of a kind."""
        return self._kinds.get(kind, otherwise)


def _related(package: Package, part: str, bounds: Bounds) -> _Related:
    """What a part relates to; what the package itself does, where none is named."""
    folder, name = posixpath.split(part)
    related = _Related(folder)
    said = posixpath.join(folder, "_rels", f"{name}.rels")
    if package.has(said):
        read_xml(package.pieces(said, bounds.held_bytes), related, bounds)
    return related


class _Styles:
    """The formats of numbers, as far as they can tell what a cell shows."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._own: dict[int, str] = {}
        self._styles: list[int] = []
        self._within = ""

    def element_begins(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in {"cellXfs", "numFmts"}:
            self._within = name
        elif name == "numFmt" and self._within == "numFmts":
            code = unescaped(attributes.get("formatCode", GENERAL))
            self._own[int(attributes["numFmtId"])] = code[: self._bounds.format_characters]
        elif name == "xf" and self._within == "cellXfs":
            self._styles.append(int(attributes.get("numFmtId", "0")))
        if max(len(self._styles), len(self._own)) > self._bounds.styles:
            raise Refusal("file_unreadable", why=TOO_LARGE)

    def element_ends(self, name: str) -> None:
        if name == self._within:
            self._within = ""

    def text_comes(self, said: str) -> None:
        pass

    def codes(self) -> list[str]:
        """The code of each style; one that is not known is named by its number."""
        return [
            self._own.get(each) or BUILT_IN.get(each, f"[{each}号格式]") for each in self._styles
        ]
