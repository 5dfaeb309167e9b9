"""R28: no cell of a table written out is taken for a formula."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.imports.rules.formula import harmless

UNSEEN = [
    "",
    "\x00",
    "\ufeff",
    "\t",
    "\r",
    "\n",
    " ",
    "\u3000",
    "\u00a0",
    "\u200b",
    "\u2028",
    "\x00\ufeff \t",
]


def test_r28_given_a_formula_behind_whatever_nobody_sees_then_it_is_made_a_text() -> None:
    cells = [f"{before}{sign}1+1" for before in UNSEEN for sign in "=+-@＝＋－＠﹦﹢﹣﹫−"]
    assert {cell: harmless(cell) for cell in cells} == {cell: f"'{cell}" for cell in cells}


@pytest.mark.parametrize(
    "cell", ["", " ", "\t", "1+1", "a=b", "新收入准则", "'=1", "(=1)", "A@b", "1-2", "２０２０"]
)
def test_r28_given_no_formula_then_the_cell_stays(cell: str) -> None:
    assert harmless(cell) == cell


@given(st.text())
def test_r28_what_is_harmless_stays_so_and_nothing_is_lost(cell: str) -> None:
    written = harmless(cell)

    assert written in {cell, f"'{cell}"}
    assert harmless(written) == written
