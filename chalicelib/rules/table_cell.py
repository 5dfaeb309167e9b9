"""The cells of an imported table: each is read under its heading, and named by it where it is wrong."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from chalicelib.rules import territory
from chalicelib.rules.identity import DOCUMENT_LABELS, Document, half_width, parse_document
from chalicelib.rules.name import parse_name
from chalicelib.rules.refusal import Refusal
from chalicelib.rules.table_day import parse_day

T = TypeVar("T")
OTHER_SEPARATORS = {"\t", ";"}
NAME, TYPE, NUMBER, PLACE = "姓名", "证件类型", "证件号码", "行政区划代码"
TYPES = {label: kind for kind, label in DOCUMENT_LABELS.items()}
_IN_SHORT = {"身份证": TYPES["居民身份证"]}
_AS_TEXT = re.compile(r'="([^"]*)"|\'([^\']*)')
"""How people keep a spreadsheet from taking digits for a number."""
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"


class Cells(NamedTuple):
    """The cells of one line, by the places of their headings; those left out at its end are empty."""

    headings: Mapping[str, int]
    cells: Sequence[str]

    def cell(self, heading: str, parse: Callable[[str], T]) -> T:
        """Read the cell under a heading.

        Raises:
            Refusal: `row_invalid`, with the heading as `field` and the reason as `why`.
        """
        place = self.headings[heading]
        text = _bare(self.cells[place]) if place < len(self.cells) else ""
        try:
            return parse(text)
        except Refusal as refusal:
            why = str(refusal.facts.get("why") or refusal.detail).rstrip("。")
        except ValueError as fault:
            why = str(fault)
        raise Refusal("row_invalid", field=heading, why=why if text else "未填写")

    def typed_name(self) -> str:
        """The name, as typed."""
        return self.cell(NAME, parse_name)

    def stated_document(self, today: date) -> Document:
        """The document of the type and number that the line states."""
        kind = self.cell(TYPE, one_of(TYPES, _IN_SHORT))
        return self.cell(NUMBER, lambda number: parse_document(kind, number, today=today))

    def past_day(self, heading: str, today: date) -> date:
        """A day that is not after today."""
        return self.cell(heading, lambda text: _past(parse_day(text), today))

    def territory_code(self) -> str:
        """The code of a territory of the province."""
        return self.cell(PLACE, lambda text: territory.parse_territory(text).code)


def parse_headings(cells: Sequence[str], wanted: Sequence[str]) -> dict[str, int]:
    """Find the place of each column that is wanted; others are passed over.

    Raises:
        Refusal: `headings_invalid`, with the headings that are missing or there twice;
            `file_unreadable` where something else than commas separates the columns.
    """
    found = _headings(cells)
    if len(cells) == 1 and OTHER_SEPARATORS & set(cells[0]):
        raise Refusal("file_unreadable", why="各列应以英文逗号分隔，请另存为CSV（逗号分隔）或XLSX")
    if wrong := [heading for heading in wanted if found.count(heading) != 1]:
        raise Refusal("headings_invalid", headings="、".join(wrong))
    return {heading: found.index(heading) for heading in wanted}


def are_headings(cells: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether a line has most of the headings that are wanted: no row has, nor a title above them."""
    found = set(_headings(cells))
    return 2 * sum(heading in found for heading in wanted) > len(wanted)


def _headings(cells: Sequence[str]) -> list[str]:
    return ["".join(half_width(cell.lstrip("\ufeff")).split()) for cell in cells]


def one_of(
    choices: Mapping[str, T], in_short: Mapping[str, T] = MappingProxyType({})
) -> Callable[[str], T]:
    """A reader of a cell that says one of some words, or what some people write for them."""

    def parse(text: str) -> T:
        said = half_width(text)
        found = choices.get(said, in_short.get(said))
        if found is None:
            raise ValueError(f"应为{'、'.join(choices)}之一")
        return found

    return parse


def _bare(text: str) -> str:
    """A cell without what nobody sees at its ends, and without what marks it as text."""
    seen = text.strip().strip(_UNSEEN).strip()
    marked = _AS_TEXT.fullmatch(seen)
    return (marked[1] or marked[2] or "").strip() if marked else seen


def _past(day: date, today: date) -> date:
    if day > today:
        raise ValueError("晚于今天")
    return day
