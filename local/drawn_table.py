"""Writes down what a folder of fonts can draw, in the form that `chalicelib/platform/rules/drawn.py` reads.

The renderer reads the table that lies beside its fonts. `make drawn` copies that of the whole set
into the product, for those who refuse where a text is typed what could never be printed.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import fill
from typing import Any

from fontTools.ttLib import TTFont

from local import typefaces

NAME = "drawn.toml"
HEAD = """\
# What the certificate's fonts can draw, in hexadecimal code points.
# A group says which marks its letters can carry, each put where the letter's own font has a place
# for it; of marks of one group a letter carries several only where all of them are stacked.
"""
_MARK_TO_LETTER, _MARK_TO_MARK, _EXTENSION = 4, 6, 9  # kinds of lookups in a font's GPOS table
_SPANNING = frozenset(range(0x35C, 0x363))
"""Marks over two letters."""
_JOINER = 0x34F  # combines nothing and shows nothing
# A voiced mark of half width has a place of its own beside its letter, in the same font.
_KANA, _VOICED = range(0xFF66, 0xFF9E), range(0xFF9E, 0xFFA0)


def table_of(folder: Path) -> str:
    """The table, as TOML, of the fonts in a folder."""
    characters: set[int] = set()
    for file in sorted(folder.glob("*.[ot]tf")):
        if file.name != typefaces.BOLD_LABELS:
            characters |= typefaces.drawable(typefaces.Typeface(file, file.name), characters)
    groups = [*_groups(folder / typefaces.LATIN, characters), (set(_KANA), set(_VOICED), set())]
    return HEAD + "\n".join([_line("characters", characters), *map(_group, groups)])


def _groups(file: Path, characters: set[int]) -> Iterator[tuple[set[int], set[int], set[int]]]:
    """Letters with a place for marks, the marks that have it, those of them that are stacked."""
    with TTFont(file) as font:
        points = {glyph: point for point, glyph in font.getBestCmap().items()}
        lookups = [_subtables(lookup) for lookup in font["GPOS"].table.LookupList.Lookup]
        stacked = set().union(*(_stacked(lookup, points) for lookup in lookups))
        for subtable in (subtable for lookup in lookups for subtable in lookup):
            if subtable.LookupType == _MARK_TO_LETTER:
                marks = _points(subtable.MarkCoverage.glyphs, points)
                letters = _points(subtable.BaseCoverage.glyphs, points) & characters
                yield letters, marks, marks & stacked


def _stacked(lookup: list[Any], points: dict[str, int]) -> set[int]:
    found: set[int] = set()
    for subtable in lookup:
        if subtable.LookupType == _MARK_TO_MARK:
            above = _points(subtable.Mark1Coverage.glyphs, points)
            found |= above & _points(subtable.Mark2Coverage.glyphs, points)
    return found


def _subtables(lookup: Any) -> list[Any]:  # noqa: ANN401 - fontTools makes its classes at run time
    found = [
        subtable.ExtSubTable if subtable.LookupType == _EXTENSION else subtable
        for subtable in lookup.SubTable
    ]
    # A lookup of several classes or parts would put some marks on some letters only.
    if any(getattr(subtable, "ClassCount", 1) > 1 for subtable in found):
        raise ValueError("a lookup of several classes")
    return found


def _points(glyphs: Iterable[str], points: dict[str, int]) -> set[int]:
    found = {points[glyph] for glyph in glyphs if glyph in points}
    return {
        point
        for point in found - _SPANNING - {_JOINER}
        if unicodedata.is_normalized("NFC", chr(point))
    }


def _group(group: tuple[set[int], set[int], set[int]]) -> str:
    letters, marks, stacked = group
    lines = (_line("letters", letters), _line("marks", marks), _line("stacked", stacked))
    return "\n".join(["[[groups]]", *lines])


def _line(name: str, points: set[int]) -> str:
    return f'{name} = """\n{fill(" ".join(_ranges(points)), 98)}"""\n'


def _ranges(points: set[int]) -> Iterator[str]:
    for first in sorted(point for point in points if point - 1 not in points):
        last = first
        while last + 1 in points:
            last += 1
        yield f"{first:x}-{last:x}" if last > first else f"{first:x}"
