"""R32: what is refused where it is typed is what the renderer's fonts really cannot draw."""

import os
from pathlib import Path

import pytest

from chalicelib.platform.rules.drawn import FILE, parse_drawn
from local.drawn_table import NAME, table_of

FOLDER = Path(os.environ.get("XUEFEN_FONTS", ".cache/fonts"))
WHOLE_SET = (FOLDER / "BabelStoneHan.ttf").exists()


def test_r32_given_the_fonts_when_asked_then_the_table_beside_them_is_theirs() -> None:
    assert (FOLDER / NAME).read_text("utf-8") == table_of(FOLDER)


@pytest.mark.skipif(not WHOLE_SET, reason="without apt the fonts draw less than the whole set")
def test_r32_given_the_whole_set_of_fonts_when_asked_then_the_product_s_table_is_theirs() -> None:
    assert FILE.read_text("utf-8") == table_of(FOLDER), "run `make drawn`"


def test_r32_given_fewer_fonts_when_asked_then_they_draw_nothing_that_the_whole_set_does_not() -> (
    None
):
    whole = parse_drawn(FILE.read_text("utf-8"))
    fetched = parse_drawn((FOLDER / NAME).read_text("utf-8"))
    every = [chr(point) for point in range(0x110000)]
    assert [one for one in every if one in fetched.characters and one not in whole.characters] == []
