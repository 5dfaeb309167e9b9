"""R32: nothing in a text may be invisible or without meaning, and what is printed has a font."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.platform.rules.drawn import can_be_drawn
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.text import TextKind, parse_text


@pytest.mark.parametrize(
    "character",
    [
        *("\x00", "\n", "\t", "\u200b", "\u202e", "\ue000", "\ud800", "\u2028", "\u2029", "\x85"),
        *("\ufe00", "\ufe0f", "\U000e0100", "\U000e01ef", "\ufdd0", "\ufdef", "\U000f0000"),
        *("\ufffe", "\uffff", "\U0002fffe", "\U0010ffff", "\u3164", "\u2800", "\ufeff", "\u00ad"),
    ],
)
@pytest.mark.parametrize("kind", [TextKind.LINE, TextKind.PRINTED])
def test_r32_given_what_no_font_shows_then_refused_at_its_place(
    character: str, kind: TextKind
) -> None:
    with pytest.raises(Refusal) as refused:
        parse_text(f"甲{character}乙", "title", kind)
    assert (refused.value.code, refused.value.facts["field"]) == ("field_invalid", "title")
    assert f"第2个字符U+{ord(character):04X}" in refused.value.detail


@pytest.mark.parametrize(
    "text", ["䶮", "\U00020000", "财会〔2020〕10号", "a b", "é", "\ufdf0\ufe10", "①Ⅳ℃㎡★→"]
)
@pytest.mark.parametrize("kind", TextKind)
def test_r32_given_what_can_be_read_then_kept_and_trimmed(text: str, kind: TextKind) -> None:
    if kind is TextKind.PRINTED and not can_be_drawn(text):
        text = "可以打印"

    assert parse_text(f" {text}\u2028", "title", kind) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("学习😀", "第3个字符“😀”（U+1F600）"),
        ("学❤\ufe0f习", "第3个字符U+FE0F"),
        ("📚学习", "第1个字符“📚”（U+1F4DA）是表情符号"),
        ("अ学", "第1个字符“अ”（U+0905）"),
        ("a\u0489b", "第2个字符组合符号（U+0489）"),
    ],
)
def test_r32_given_what_no_font_of_a_certificate_has_then_refused_where_it_will_be_printed(
    text: str, told: str
) -> None:
    with pytest.raises(Refusal) as refused:
        parse_text(text, "title", TextKind.PRINTED)
    assert (refused.value.code, refused.value.facts["field"]) == ("field_invalid", "title")
    assert told in refused.value.detail


@pytest.mark.parametrize("text", ["学习😀", "अ"])
def test_r32_given_what_is_never_printed_then_any_character_that_can_be_read(text: str) -> None:
    assert parse_text(text, "reason", TextKind.LINES) == text
    assert parse_text(text, "reason") == text


@pytest.mark.parametrize("text", ["Français à Besanc\u0327on", "Андреи\u0306", "e\u0301"])
def test_r32_given_a_letter_and_its_mark_apart_then_taken_as_the_one_that_is_printed(
    text: str,
) -> None:
    assert parse_text(text, "title", TextKind.PRINTED) == text


def test_given_lines_then_only_where_they_are_taken() -> None:
    assert parse_text("甲\n乙", "reason", TextKind.LINES) == "甲\n乙"
    for separator in ("\u2028", "\r", "\x0b"):
        with pytest.raises(Refusal, match="field_invalid"):
            parse_text(f"甲{separator}乙", "reason", TextKind.LINES)


@pytest.mark.parametrize(
    ("text", "advice"),
    [("甲\n乙", "换行"), ("甲\t乙", "制表符"), ("甲\ue000乙", "自造字"), ("甲\u200b乙", "请删除")],
)
def test_given_what_is_refused_then_what_to_do(text: str, advice: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_text(text, "title")
    assert advice in refused.value.detail


@given(st.text(), st.sampled_from(TextKind))
def test_r32_given_any_text_then_taken_as_it_is_or_refused(text: str, kind: TextKind) -> None:
    parsed = ""
    with suppress(Refusal):
        parsed = parse_text(text, "title", kind)

    assert parsed in text
    assert kind is not TextKind.PRINTED or can_be_drawn(parsed)
