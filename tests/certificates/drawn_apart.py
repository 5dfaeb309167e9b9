"""Names drawn by another program than the renderer's: FreeType and HarfBuzz, by Pillow.

Which font draws what is decided here anew, from the fonts' own tables: the first that has the
whole letter with its marks, and Noto Serif for a Latin run in which it alone has one of them.
"""

import os
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import groupby, pairwise
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

FOLDER = Path(os.environ.get("XUEFEN_FONTS", ".cache/fonts"))
LATIN = "NotoSerif-Light-Latin.ttf"
PREFERRED = (
    "NotoSerifSC-Regular.ttf",
    LATIN,
    "NotoSerifCJKsc-Regular.otf",
    "HanaMinB.ttf",
    "HanaMinA.ttf",
    "BabelStoneHan.ttf",
)
FINER = 2
"""Pillow sets glyphs on whole pixels: it draws this many times larger, and is scaled down."""
OVERLAPS = 0x40
"""Of the first flag of a glyph (OpenType, glyf: OVERLAP_SIMPLE)."""
_LATIN_RUN = re.compile("[A-Za-z\u00c0-\u02af\u0300-\u036f\u1e00-\u1eff '‘’,.-]+")
_CLUSTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]*")


def drawn_apart(text: str, pixels: int) -> Image.Image:
    """The composed text, black on white, with an em of so many pixels."""
    size = pixels * FINER
    runs = [(_font(file, size), run) for file, run in _runs(unicodedata.normalize("NFC", text))]
    width = sum(font.getlength(run) for font, run in runs)
    picture = Image.new("L", (int(width) + size, 2 * size), 255)
    at, pen = size / 2, ImageDraw.Draw(picture)
    for font, run in runs:
        pen.text((at, 1.4 * size), run, fill=0, font=font, anchor="ls")
        at += font.getlength(run)
    return picture.reduce(FINER)


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """The files that draw parts of a text, with these parts."""
    files: list[tuple[str, str]] = []
    for part in _parts(text):
        clusters = _CLUSTER.findall(part)
        chosen = [_first_with(cluster) for cluster in clusters]
        if LATIN in chosen:
            chosen = [
                LATIN if _has(LATIN, cluster) else file
                for file, cluster in zip(chosen, clusters, strict=True)
            ]
        files += zip(chosen, clusters, strict=True)
    for file, run in groupby(files, key=lambda pair: pair[0]):
        yield file, "".join(cluster for _, cluster in run)


def _parts(text: str) -> Iterator[str]:
    """Runs of Latin text, and what stands between them."""
    end = 0
    for found in _LATIN_RUN.finditer(text):
        yield text[end : found.start()]
        yield found[0]
        end = found.end()
    yield text[end:]


def _first_with(cluster: str) -> str:
    return next(file for file in PREFERRED if _has(file, cluster))


def _has(file: str, cluster: str) -> bool:
    return all(ord(character) in _mapped(file) for character in cluster)


@cache
def _mapped(file: str) -> frozenset[int]:
    with TTFont(FOLDER / file, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _font(file: str, size: int) -> ImageFont.FreeTypeFont:
    drawn = BytesIO(_without_overlaps(file))
    return ImageFont.truetype(drawn, size, layout_engine=ImageFont.Layout.RAQM)


@cache
def _without_overlaps(file: str) -> bytes:
    """The font, none of whose glyphs says that its strokes may overlap.

    FreeType draws one that does sixteen times as large: most of the time went there.
    """
    data = bytearray((FOLDER / file).read_bytes())
    with TTFont(FOLDER / file, lazy=True) as font:
        if "glyf" not in font:
            return bytes(data)
        table, places = font.reader.tables["glyf"].offset, font["loca"].locations
    for begin, end in pairwise(places):
        glyph = table + begin
        contours = int.from_bytes(data[glyph : glyph + 2], "big", signed=True)
        if begin != end and contours >= 0:
            instructions = glyph + 10 + 2 * contours
            size = int.from_bytes(data[instructions : instructions + 2], "big")
            data[instructions + 2 + size] &= ~OVERLAPS
    return bytes(data)
