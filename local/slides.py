"""Slides of the demonstration's lessons, drawn by ourselves; each says that it is an example (示例)."""

import os
from functools import cache
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

SIZE = (960, 540)
FONTS = Path(os.environ.get("XUEFEN_FONTS", Path(__file__).resolve().parents[1] / ".cache/fonts"))
FACE = "NotoSerifSC-Regular.ttf"
PAPER, INK, ACCENT, FAINT = "#ffffff", "#1c2733", "#1f5a91", "#6b7785"
MARK = "示例"
MARGIN, LINE = 72, 50
_BAR = 18


class Slide(NamedTuple):
    """A slide: a heading, and lines below it."""

    heading: str
    lines: tuple[str, ...]


def drawn(slide: Slide, foot: str) -> Image.Image:
    """Draw a slide with few, plain colours: what stands still costs a film hardly a byte."""
    picture = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, _BAR, SIZE[1]), fill=ACCENT)
    pen.text((MARGIN, 96), slide.heading, fill=INK, font=_font(46))
    for number, line in enumerate(slide.lines):
        pen.text((MARGIN, 206 + number * LINE), line, fill=INK, font=_font(28))
    pen.text((MARGIN, SIZE[1] - 60), foot, fill=FAINT, font=_font(20))
    right = SIZE[0] - MARGIN
    pen.rounded_rectangle((right - 88, 34, right, 74), radius=8, outline=ACCENT, width=2)
    pen.text((right - 44, 54), MARK, fill=ACCENT, font=_font(24), anchor="mm")
    return picture


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / FACE), size)
