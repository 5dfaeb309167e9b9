"""What two systems say of one person beside each other (R7, R30)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.identity.rules import name as names
from chalicelib.people.rules.beside import HIDDEN, MarkedPart, marked_names, marked_numbers

NAMES = st.text(st.sampled_from("李䶮龙明钟锺丽欧阳·A"), min_size=1, max_size=6)


def text(parts: tuple[MarkedPart, ...]) -> str:
    return "".join(part.text for part in parts)


@pytest.mark.parametrize(
    ("own", "other", "marked", "shown"),
    [
        ("钟丽", "锺丽", "[钟]丽", "[锺]*"),
        ("李䶮", "李龙", "李[䶮]", "李[龙]"),
        ("欧阳明", "欧明", "欧[阳]明", "欧*"),
        ("李明", "李 明", "李明", "李**"),
        ("李\ue863", "李龙", "李[䶮]", "李[龙]"),
    ],
)
def test_r30_given_two_names_then_what_differs_is_marked(
    own: str, other: str, marked: str, shown: str
) -> None:
    def written(parts: tuple[MarkedPart, ...]) -> str:
        return "".join(f"[{each.text}]" if each.differs else each.text for each in parts)

    mine, theirs = marked_names(own, other)

    assert (written(mine), written(theirs)) == (marked, shown)


@given(own=NAMES, other=NAMES)
def test_r7_the_other_side_shows_the_first_character_and_what_differs_alone(
    own: str, other: str
) -> None:
    mine, theirs = marked_names(own, other)

    assert text(mine) == names.printed(own)
    for place, (char, hidden) in enumerate(zip(names.printed(other), text(theirs), strict=True)):
        assert hidden in {char, HIDDEN}
        if place and hidden == char != HIDDEN:
            assert any(part.differs and char in part.text for part in theirs)
    if names.agree(own, other):
        assert not any(part.differs for part in (*mine, *theirs))


def test_r7_given_two_masked_numbers_then_places_that_differ_are_marked() -> None:
    mine, theirs = marked_numbers("440703********107X", "440704********107X")

    assert [part.text for part in mine if part.differs] == ["3"]
    assert text(theirs) == "440704********107X"
    assert marked_numbers("E**78", "440704********107X")[0] == (MarkedPart("E**78", differs=True),)
