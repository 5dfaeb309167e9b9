"""R32: characters are printed in the form of the mainland, whatever code points a font maps.

The Simplified face of Noto Serif CJK 2.001 maps 博 and 允 as well, to their Japanese form.
"""

import os
from pathlib import Path

import pytest

from chalicelib.platform.rules.drawn import can_be_drawn
from local.typefaces import BOLD_LABELS, labels
from tests.certificates.shapes import Shapes, standard_shapes

FOLDER = Path(os.environ.get("XUEFEN_FONTS", ".cache/fonts"))
REGULAR = "NotoSerifSC-Regular.ttf"
OTHER_FACE = "NotoSerifCJKsc-Regular.otf"


def test_r32_given_the_table_of_standard_characters_when_printed_then_each_has_its_shape() -> None:
    shapes = Shapes(FOLDER / REGULAR)
    wanted = standard_shapes()
    assert len(wanted) == 8105
    assert {one for one in wanted if not can_be_drawn(one)} == set()
    assert {one for one in wanted if not shapes.has(one)} == set()
    assert {one for one, digest in wanted.items() if shapes.digest(one) != digest} == set()


@pytest.mark.skipif(not (FOLDER / OTHER_FACE).exists(), reason="Debian's fonts are not here")
def test_r32_given_another_face_of_the_family_when_asked_then_it_shares_none_of_them() -> None:
    other = Shapes(FOLDER / OTHER_FACE)
    assert {one for one in standard_shapes() if other.has(one)} == set()


def test_r32_given_the_bold_labels_when_compared_then_they_are_the_same_shapes_only_bolder() -> (
    None
):
    bold, regular = Shapes(FOLDER / BOLD_LABELS), Shapes(FOLDER / REGULAR)
    strokes = {
        one: [[step for step, _ in shapes.outline(one)] for shapes in (bold, regular)]
        for one in labels() & standard_shapes().keys()
    }
    assert {one for one, (heavy, light) in strokes.items() if heavy != light} == set()
    assert all(bold.outline(one) != regular.outline(one) for one in "会计证书电子")
