"""What the certificate's fonts can draw (R32): asked where a text is typed and where it is printed.

Fonts are chosen by clusters, a letter with its marks, not by characters: a mark that a letter's
own font has no place for would push the letter out of the font, or stand beside it. What is
printed is the composed form (Unicode NFC), in which hardly any name has a mark left.
"""

import tomllib
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("drawn.toml")
_VOICED = "\uff9e\uff9f"  # half-width marks of kana, which join the letter before them


class Undrawn(NamedTuple):
    """The first character of a text that cannot be drawn: its index, from 0, and itself.

    It is named in its composed form, which may not be the one that was typed.
    """

    place: int
    character: str


class Ranges:
    """A set of code points, written as `41-5a 61-7a aa`."""

    def __init__(self, text: str) -> None:
        pairs = (part.partition("-")[::2] for part in text.split())
        self._edges = [
            edge for first, last in pairs for edge in (int(first, 16), int(last or first, 16) + 1)
        ]
        if not all(edge < following for edge, following in pairwise(self._edges)):
            raise ValueError("ranges overlap or are out of order")

    def __contains__(self, character: str) -> bool:
        """Whether a character is in it."""
        return bisect_right(self._edges, ord(character)) % 2 == 1


@dataclass(frozen=True, slots=True)
class Group:
    """Letters of one font, the marks that they carry, and those of these that stand on another."""

    letters: Ranges
    marks: Ranges
    stacked: Ranges


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a set of fonts draws.

    Args:
        characters: what stands alone.
        groups: which letters carry which marks.
        known: characters that were looked up and stand alone; texts of these need no second look.
    """

    characters: Ranges
    groups: tuple[Group, ...]
    known: set[str] = field(default_factory=set, compare=False)

    def undrawn(self, text: str) -> Iterator[Undrawn]:
        """Each letter or mark of a text that cannot be drawn, in order."""
        if not self.known.issuperset(text):
            yield from self._looked_up(text)

    def _looked_up(self, text: str) -> Iterator[Undrawn]:
        for place, cluster in _clusters(text):
            letter, *marks = list(composed(cluster))
            if letter not in self.characters:
                yield Undrawn(place, letter)
            elif letter == cluster and not _joins(letter):
                self.known.add(letter)
            for mark in dict.fromkeys(marks):
                if not self._is_carried(mark, letter, marks):
                    yield Undrawn(place + max(cluster.find(mark), 0), mark)

    def _is_carried(self, mark: str, letter: str, marks: list[str]) -> bool:
        for group in self.groups:
            if letter in group.letters and mark in group.marks:
                beside = [other for other in marks if other in group.marks]
                return len(beside) == 1 or mark in group.stacked
        return False


def composed(text: str) -> str:
    """The form that is printed: every letter one character with its marks, where there is one."""
    return unicodedata.normalize("NFC", text)


def find_undrawn(text: str) -> Undrawn | None:
    """Find the first character of a text that no font of the whole set draws, as it is printed."""
    return next(_whole_set().undrawn(text), None)


def can_be_drawn(text: str) -> bool:
    """Whether the whole set of fonts draws every character of a text, as it is printed."""
    return find_undrawn(text) is None


def parse_drawn(text: str) -> Drawn:
    """Read a table that lies beside fonts.

    Raises:
        ValueError: it is no such table.
    """
    table = tomllib.loads(text)
    groups = (
        Group(*(Ranges(group[name]) for name in ("letters", "marks", "stacked")))
        for group in table["groups"]
    )
    return Drawn(Ranges(table["characters"]), tuple(groups))


@cache
def _whole_set() -> Drawn:
    return parse_drawn(FILE.read_text("utf-8"))


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Each character that begins something, with what joins it, and its place."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not _joins(text[place]):
            yield start, text[start:place]
            start = place


def _joins(character: str) -> bool:
    """Whether it is drawn with the character before: a mark, or a vowel or final of Hangul."""
    return (
        unicodedata.category(character).startswith("M")
        or character in _VOICED
        or "\u1160" <= character <= "\u11ff"
        or "\ud7b0" <= character <= "\ud7ff"
    )
