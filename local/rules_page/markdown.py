"""What a page is built of: sections, tables, runs of numbers."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from chalicelib.law.rules.figure import Value
from chalicelib.platform.rules.decimals import decimal_text

T = TypeVar("T")
_SLUG_DROPS = re.compile(r"[^\w\- ]")
_NUMBERS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: its title, the rules (R-numbers) it states, its paragraphs and tables."""

    title: str
    rules: tuple[int, ...]
    blocks: tuple[str, ...]

    def heading(self, position: int) -> str:
        """The title with its number and rules, `二、人员（R1–R7）`."""
        rules = f"（{rules_text(self.rules)}）" if self.rules else ""
        return f"{_chinese(position)}、{self.title}{rules}"


def _chinese(number: int) -> str:
    """A number of 1 to 19 in Chinese."""
    tens, units = divmod(number, 10)
    return ("十" if tens else "") + (_NUMBERS[units - 1] if units else "")


def slug(heading: str) -> str:
    """The anchor that a heading gets where Markdown is shown."""
    return _SLUG_DROPS.sub("", heading.lower()).replace(" ", "-")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a vertical bar or a line's end in a cell would break it."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>")


def bullets(*points: str) -> str:
    """A list of points."""
    return "\n".join(f"- {point}" for point in points)


def value_text(value: Value) -> str:
    """A figure's value in writing."""
    match value:
        case bool():
            return "是" if value else "否"
        case Decimal():
            return decimal_text(value)
        case date():
            return value.isoformat()
        case tuple():
            return "；".join(str(each) for each in value)
        case _:
            return str(value)


def years_text(years: Sequence[int]) -> str:
    """Years that follow each other: `2018–2022年度`."""
    first, last = years[0], years[-1]
    return f"{first}年度" if first == last else f"{first}–{last}年度"


def rules_text(rules: Iterable[int]) -> str:
    """Numbers of rules, those that follow each other joined: `R8–R11、R17`."""
    return "、".join(
        f"R{run[0]}" if len(run) == 1 else f"R{run[0]}–R{run[-1]}"
        for run, _ in runs(dict.fromkeys(rules))
    )


def runs(values: Mapping[int, T]) -> list[tuple[list[int], T]]:
    """Join numbers that follow each other and have the same value, the lowest first."""
    found: list[tuple[list[int], T]] = []
    for number in sorted(values):
        value = values[number]
        if found and found[-1][1] == value and found[-1][0][-1] == number - 1:
            found[-1][0].append(number)
        else:
            found.append(([number], value))
    return found
