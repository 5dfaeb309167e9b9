"""R32: what no font draws is known where it is typed, by its place and in its printed form."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.platform.rules import drawn
from chalicelib.platform.rules.drawn import Ranges, Undrawn, can_be_drawn, find_undrawn, parse_drawn

DRAWN = {
    "Han of all planes": "李䶮陈𫖯㛃𬱖𠅤𪚥𰻞龥〇博允鿿\U00031350",
    "minority names": "迪丽热巴·迪力木拉提",
    "composed": "José Kovač-Łukasiewicz Nguyễn Thị Ánh",
    "Azerbaijani": "Əliyev Çingiz Şəhriyar",
    "decomposed": unicodedata.normalize("NFD", "José Kovač Nguyễn Ọbásanjọ́ й ё ç"),
    "marks without a composed form": "g\u0303 ọ\u0300 ɛ\u0301 ɔ\u0300 ŋ\u0301 C\u0328\u0301",
    "marks on marks": "ɔ\u0303\u0301 ə\u0331\u0323",
    "commas and apostrophes": "CHAN, TAI MAN O'Neil O’Neil O‘Neil 佐々木",
    "Hangul": unicodedata.normalize("NFD", "한글") + "한글",
    "half-width kana": "ｶﾞｷﾞ",
    "a compatibility ideograph, as the one that it stands for": "\uf900\ufa0e",
    "nothing": "",
}
UNDRAWN = [
    ("李\U0002ebf0", 1, "\U0002ebf0"),
    ("会计\U0001fae8", 2, "\U0001fae8"),
    ("李\ue000明", 1, "\ue000"),
    ("a\tb", 1, "\t"),
    ("a\u200bb", 1, "\u200b"),
    ("a\u200db", 1, "\u200d"),
    ("\u3164", 0, "\u3164"),
    ("李\ufe00", 1, "\ufe00"),
    ("李\u0301", 1, "\u0301"),
    ("1\u0301", 1, "\u0301"),
    ("а\u0301", 1, "\u0301"),  # Cyrillic
    ("か\u309a", 1, "\u309a"),
    ("\u0301a", 0, "\u0301"),
    ("g\u0303\u034f", 2, "\u034f"),
    ("x\u0334\u0335y", 1, "\u0334"),
    ("o\u0334\u0335", 1, "\u0334"),
    ("李\U0001f3fb", 1, "\U0001f3fb"),
    ("李ﾞ", 1, "ﾞ"),
    ("\u1112\u119e\u11ab", 1, "\u119e"),
    ("กำ", 1, "ำ"),
    ("\ud800", 0, "\ud800"),
]


@pytest.mark.parametrize("text", DRAWN.values(), ids=list(DRAWN))
def test_r32_given_what_fonts_draw_when_asked_then_nothing_is_in_its_way(text: str) -> None:
    assert find_undrawn(text) is None
    assert can_be_drawn(text)


@pytest.mark.parametrize(("text", "place", "character"), UNDRAWN)
def test_r32_given_what_no_font_draws_when_asked_then_its_place_is_told(
    text: str, place: int, character: str
) -> None:
    assert find_undrawn(text) == Undrawn(place, character)
    assert not can_be_drawn(text)


PIECES = st.sampled_from(
    [*"aeginoɔɛŋ李1 かｶﾞ", *"\u0300\u0301\u0303\u0323\u0327\u030c\u031b\u0334\u3099", "ᄒ", "ᅡ", "ᆫ"]
)


@given(st.lists(PIECES).map("".join))
def test_r32_given_any_form_of_a_text_when_asked_then_the_answer_is_that_of_its_printed_form(
    text: str,
) -> None:
    for form in ("NFC", "NFD"):
        assert can_be_drawn(unicodedata.normalize(form, text)) == can_be_drawn(text)
    found = find_undrawn(text)
    assert found is None or found.place < len(text)


@given(st.lists(st.lists(PIECES | st.characters()).map("".join), max_size=4))
def test_r32_given_other_texts_before_when_asked_then_the_answer_is_that_of_the_first_time(
    texts: list[str],
) -> None:
    table = parse_drawn(drawn.FILE.read_text("utf-8"))
    for text in texts:
        fresh = replace(table, known=set())
        assert list(table.undrawn(text)) == list(fresh.undrawn(text))


@given(st.text(max_size=8), st.text(max_size=8))
def test_r32_given_two_texts_when_joined_after_a_han_then_neither_hides_the_other(
    one: str, other: str
) -> None:
    assert can_be_drawn(f"{one}李") == can_be_drawn(one)
    assert can_be_drawn(f"{one}李{other}") <= can_be_drawn(one)


@pytest.mark.parametrize("text", ["61-7a 41-5a", "41-5a 5a-61", "5a-41"])
def test_given_ranges_out_of_order_when_read_then_they_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="order"):
        Ranges(text)


def test_given_the_table_when_read_then_it_is_that_of_the_file() -> None:
    table = parse_drawn(drawn.FILE.read_text("utf-8"))
    assert list(table.undrawn("李\U0002ebf0a\u0301\u034f")) == [
        Undrawn(1, "\U0002ebf0"),
        Undrawn(4, "\u034f"),
    ]
