"""R32: nothing in a text may be invisible or without meaning."""

import pytest

from chalicelib.rules.refusal import Refusal
from chalicelib.rules.text import parse_text


@pytest.mark.parametrize(
    "character",
    [
        *("\x00", "\n", "\u200b", "\u202e", "\ue000", "\ud800", "\u2028", "\u2029"),
        *("\ufe00", "\ufe0f", "\U000e0100", "\U000e01ef", "\ufdd0", "\ufdef"),
        *("\ufffe", "\uffff", "\U0002fffe", "\U0010ffff", "\u3164", "\u2800"),
    ],
)
def test_r32_given_what_no_font_shows_then_refused_at_its_place(character: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_text(f"甲{character}乙", "title")
    assert (refused.value.code, refused.value.facts["field"]) == ("field_invalid", "title")
    assert f"第2个字符U+{ord(character):04X}" in refused.value.detail


@pytest.mark.parametrize(
    "text", ["䶮", "\U00020000", "财会〔2020〕10号", "a b", "é", "\ufdf0\ufe10"]
)
def test_r32_given_what_can_be_read_then_kept_and_trimmed(text: str) -> None:
    assert parse_text(f" {text}\u2028", "title") == text


def test_given_lines_then_only_where_they_are_taken() -> None:
    assert parse_text("甲\n乙", "reason", lines=True) == "甲\n乙"
    with pytest.raises(Refusal, match="field_invalid"):
        parse_text("甲\u2028乙", "reason", lines=True)
