"""Names as typed, compared, printed and masked (R3, R4, R7)."""

import re
import tomllib
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.bureaus.rules.contact import detail_of
from chalicelib.identity.rules.name import agree, masked_name, normal_form, parse_name, printed
from chalicelib.identity.rules.radical import CHARACTER_OF
from chalicelib.identity.rules.radical import STANDARD as STANDARD_RADICALS
from chalicelib.platform.rules.refusal import Refusal

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/name.toml").read_text("utf-8"))
STANDARD = {chr(int(old, 16)): chr(int(new, 16)) for old, new in CASES["standard"].items()}

# Both ends of each range of Han characters that a name may have.
HAN_RANGES = [
    (0x3005, 0x3005),
    (0x3007, 0x3007),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xE815, 0xE864),
    (0xF900, 0xFA6D),
    (0xFA70, 0xFAD9),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B739),
    (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1),
    (0x2CEB0, 0x2EBE0),
    (0x2EBF0, 0x2EE5D),
    (0x2F800, 0x2FA1D),
    (0x30000, 0x3134A),
    (0x31350, 0x323AF),
]
LATIN_RANGES = [
    (0x41, 0x5A),
    (0x61, 0x7A),
    (0xC0, 0xD6),
    (0xD8, 0xF6),
    (0xF8, 0x1BA),
    (0x1BC, 0x1BF),
    (0x1C4, 0x293),
    (0x295, 0x2AF),
    (0x1E00, 0x1EFF),
    (0xFF21, 0xFF3A),
    (0xFF41, 0xFF5A),
]

han = st.sampled_from(HAN_RANGES).flatmap(lambda ends: st.integers(*ends)).map(chr)
latin = st.sampled_from(LATIN_RANGES).flatmap(lambda ends: st.integers(*ends)).map(chr)
joint = st.sampled_from("·•・‧．.∙⋅﹒･ \u3000'‘’＇-－")
names = st.builds(
    lambda first, rest: first + "".join(rest),
    han | latin,
    st.lists(han | latin | joint | st.sampled_from("\u0301\u0302"), max_size=8),
).filter(lambda text: not re.search("(?<![A-Za-zÀ-ÿ])[\u0301\u0302]", text))
"""Names with accents on plain letters alone."""


def titled(case: dict[str, Any]) -> str:
    return f"{case['rule']} {case['name']}"


@pytest.mark.parametrize("case", CASES["name"], ids=titled)
def test_r3_a_name_as_typed_is_stored_or_refused_by_naming_the_fault(case: dict[str, Any]) -> None:
    text, then = case["given"]["name"], case["then"]
    if "stored" in then:
        assert parse_name(text) == then["stored"]
        return
    with pytest.raises(Refusal) as refused:
        parse_name(text)
    assert refused.value.code == "name_invalid"
    assert refused.value.facts == {"field": "name", **then}
    assert then["why"] in refused.value.detail


@pytest.mark.parametrize(("first", "last"), HAN_RANGES + LATIN_RANGES)
def test_r3_letters_are_accepted_at_both_ends_of_each_range(first: int, last: int) -> None:
    for code in (first, last):
        assert parse_name(chr(code)) == chr(code)


# Where two ranges touch, the character between them is a letter of the next one.
@pytest.mark.parametrize(
    "code",
    sorted(
        code
        for first, last in HAN_RANGES + LATIN_RANGES
        for code in (first - 1, last + 1)
        if not any(a <= code <= b for a, b in HAN_RANGES + LATIN_RANGES)
    ),
)
def test_r3_what_stands_just_outside_a_range_is_refused(code: int) -> None:
    with pytest.raises(Refusal) as refused:
        parse_name("王" + chr(code) + "王")
    assert f"第2个字符{'“' if chr(code).isprintable() else 'U+'}" in str(refused.value.facts["why"])
    assert f"U+{code:04X}" in str(refused.value.facts["why"])


@pytest.mark.parametrize("code", [0x300, 0x331])
def test_r3_accents_are_accepted_on_a_latin_letter_at_both_ends(code: int) -> None:
    assert parse_name("a" + chr(code) * 2) == "a" + chr(code) * 2


@pytest.mark.parametrize("code", [0x2FF, 0x332])
def test_r3_other_marks_are_refused_on_a_latin_letter(code: int) -> None:
    with pytest.raises(Refusal):
        parse_name("a" + chr(code))


def test_r3_a_lone_surrogate_is_refused_in_a_message_that_can_be_sent() -> None:
    with pytest.raises(Refusal) as refused:
        parse_name("李\ud87e")
    assert refused.value.detail.encode() == (
        "姓名填写有误：第2个字符U+D87E不能用于姓名。请按身份证件上的姓名填写。".encode()
    )


@given(names)
def test_r3_what_is_made_of_permitted_characters_is_stored_as_typed(text: str) -> None:
    assert parse_name(f" {text}\u3000") == text.strip(" \u3000")


@given(st.text(max_size=60))
def test_r3_any_text_is_stored_unchanged_but_for_spaces_around_or_refused(text: str) -> None:
    with suppress(Refusal):
        stored = parse_name(text)
        assert stored == text.strip(" \u3000")
        assert parse_name(stored) == stored


@pytest.mark.parametrize("case", CASES["pair"], ids=titled)
def test_r4_names_agree_by_their_normal_form_either_way_round(case: dict[str, Any]) -> None:
    a, b = case["given"]["a"], case["given"]["b"]
    assert agree(a, b) is case["then"]["agree"]
    assert agree(b, a) is case["then"]["agree"]


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("迪丽热巴 •　迪力木拉提", "迪丽热巴·迪力木拉提"),
        ("ＪＯＨＮ　 Smith", "john smith"),
        ("李 \ue863", "李䶮"),
        ("J．Smith", "j.smith"),
        ("JOSE\u0301", "jos\u00e9"),
    ],
)
def test_r4_the_normal_form(typed: str, normal: str) -> None:
    assert normal_form(typed) == normal


@given(names)
def test_r4_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)


@given(names)
def test_r4_a_name_agrees_with_itself_printed_widened_and_in_capitals(text: str) -> None:
    assert agree(text, printed(text))
    assert agree(text, f"  {text}\u3000")
    assert agree(text, text.replace(" ", "\u3000"))


@given(st.lists(han, min_size=2, max_size=6), st.sampled_from(" \u3000"))
def test_r4_spaces_between_han_characters_make_no_difference(chars: list[str], space: str) -> None:
    assert normal_form(space.join(chars)) == normal_form("".join(chars))


def test_r4_all_eighty_private_use_characters_are_known() -> None:
    assert list(STANDARD) == [chr(code) for code in range(0xE815, 0xE865)]
    assert len(set(STANDARD.values())) == 80


def test_r4_a_private_use_character_is_accepted_printed_and_compared_as_the_standard_one() -> None:
    found = {
        f"U+{ord(old):04X}": (printed(f"李{old}"), agree(old, new), parse_name(old + new))
        for old, new in STANDARD.items()
    }
    assert found == {
        f"U+{ord(old):04X}": (f"李{new}", True, old + new) for old, new in STANDARD.items()
    }


def test_r4_where_pythons_codec_has_a_standard_character_it_is_the_same() -> None:
    codes = [bytes([0xFE, low]) for low in (*range(0x50, 0x7F), *range(0x80, 0xA1))]
    decoded = [code.decode("gb18030") for code in codes]
    pairs = zip(STANDARD.items(), decoded, strict=True)
    differing = [old for (old, new), char in pairs if char != new]
    assert len(differing) == 14
    assert all(char == old for old, char in zip(STANDARD, decoded, strict=True) if old in differing)


@pytest.mark.parametrize("text", ["张伟", "吕𫖯", "\ue814", "\ue865", "ＪＯＨＮ　Ｓｍｉｔｈ", "‧•"])
def test_r4_all_other_characters_are_printed_as_typed(text: str) -> None:
    assert printed(text) == text


@given(names)
def test_r4_a_printed_name_has_no_private_use_characters_and_is_a_name(text: str) -> None:
    assert not re.search("[\ue000-\uf8ff]", printed(text))
    assert len(printed(text)) == len(text)
    assert parse_name(printed(text)) == printed(text).strip(" \u3000")


@pytest.mark.parametrize("case", CASES["masked"], ids=titled)
def test_r7_a_masked_name_shows_its_first_character(case: dict[str, Any]) -> None:
    assert masked_name(case["given"]["name"]) == case["then"]["masked"]


@given(
    st.lists(latin, min_size=1),
    st.sampled_from([",", "，", ", ", " ， "]),
    st.lists(latin, min_size=1),
)
def test_r3_the_comma_after_a_surname_in_latin_letters_is_accepted_and_makes_no_difference(
    surname: list[str], comma: str, given_name: list[str]
) -> None:
    first, last = "".join(surname)[:20], "".join(given_name)[:20]

    assert parse_name(f"{first}{comma}{last}") == f"{first}{comma}{last}"
    assert agree(f"{first}{comma}{last}", f"{first} {last}")


def is_offered(radical: str) -> bool:
    """Say whether a name with the radical is refused, and offered as a name that agrees with it."""
    try:
        parse_name(f"李{radical}")
    except Refusal as refused:
        offered = str(refused.facts["suggestion"])
        is_told = f"U+{ord(offered[1]):04X}" in refused.detail
        return is_told and parse_name(offered) == offered and agree(offered, f"李{radical}")
    return False


def test_r3_every_radical_is_offered_as_the_character_that_it_stands_for() -> None:
    assert [f"U+{ord(each):04X}" for each in CHARACTER_OF if not is_offered(each)] == []


def test_r3_every_radical_of_unicode_is_known() -> None:
    named = {
        chr(code) for code in range(0x2E81, 0x2FE0) if "RADICAL" in unicodedata.name(chr(code), "")
    }

    assert named == {*CHARACTER_OF, *STANDARD_RADICALS}


def test_r3_who_types_a_user_defined_character_is_told_whom_to_ask() -> None:
    with pytest.raises(Refusal) as refused:
        parse_name("李\ue001")

    assert "自造字" in refused.value.detail
    assert "咨询：省会计信息平台" in detail_of(refused.value)


@given(st.text(max_size=60))
def test_r3_what_is_offered_is_a_name(text: str) -> None:
    offered = "王"
    try:
        parse_name(text)
    except Refusal as refusal:
        offered = str(refusal.facts.get("suggestion", offered))

    assert parse_name(offered) == offered
