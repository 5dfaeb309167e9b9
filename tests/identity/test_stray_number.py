"""R7: no identity number stands in a free text, and no table shows one."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chalicelib.identity.rules.identity import masked_number
from chalicelib.identity.rules.stray_number import find_number, masked_text, require_no_number
from chalicelib.platform.rules.refusal import Refusal

TODAY = date(2026, 11, 29)
NUMBER = "44070319950709107X"
FOREIGNER = "911124198108030024"
OLD = "440703950709107"


def check_character(first: str) -> str:
    """The character that makes 17 digits a number."""
    weighted = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(first))
    return "10X98765432"[weighted % 11]


numbers = st.builds(
    lambda place, born, turn: f"{place}{born:%Y%m%d}{turn:03}",
    st.sampled_from(["440703", "110101", "650102", "710000", "810000", "911124"]),
    st.dates(date(1900, 1, 1), TODAY),
    st.integers(0, 999),
).map(lambda first: first + check_character(first))
gaps = st.text(st.sampled_from(" -_.·/\u3000\u00a0\u200b—－，\t\n"), max_size=5)


@given(st.text(), numbers, st.text())
@example("12", NUMBER, "34")
@example("证", NUMBER.lower(), "号")
@example("", FOREIGNER, "")
def test_r7_a_valid_number_is_found_whatever_stands_around_it(
    before: str, number: str, after: str
) -> None:
    place = find_number(before + number + after, TODAY)

    assert place is not None
    assert place <= len(before) + 1


@given(numbers, st.lists(gaps, min_size=18, max_size=18), st.text("号证ab（）", max_size=3))
def test_r7_a_valid_number_is_found_however_it_is_divided(
    number: str, between: list[str], around: str
) -> None:
    divided = "".join(digit + gap for digit, gap in zip(number, between, strict=True))

    assert find_number(around + divided + around, TODAY) == len(around) + 1
    assert masked_number(number) in masked_text(around + divided + around)


@pytest.mark.parametrize(
    "text",
    [
        "440703 19950709 107X",
        "440703-19950709-107x",
        "４４０７０３１９９５０７０９１０７Ｘ",
        "４４０７０３　１９９５０７０９　１０７ｘ",
        "44070319950709107Ⅹ",
        "44070319950709107Х",
        "440703\n19950709\n107X",
        "440703\u200b19950709\u200b107X",
        "٤٤٠٧٠٣١٩٩٥٠٧٠٩١٠٧X",
        OLD,
        "440703 950709 107",
        "440703-950709-107",
        f"{OLD}.pdf",
    ],
)
def test_r7_a_valid_number_is_found_in_every_writing(text: str) -> None:
    assert find_number(f"张三{text}的证书", TODAY) == 3
    assert "950709" not in masked_text(f"张三{text}的证书")
    assert "19950709" not in masked_text(f"张三{text}的证书")


@pytest.mark.parametrize(
    "text",
    [
        "978-7-5218-1234-5",
        "ISBN 9787521812345 第3版 2024年6月",
        "CN 11-1234/F",
        "粤财会函〔2020〕4号",
        "440703199507091071",  # the check character is another
        "44070319951309107X",  # month 13
        "99070319950709107X",
        "010703199507091070",
        "2019-01-01至2019-12-31",
        "2021-12-12 2021-12-13 2021-12-14",
        "440720260601001",  # a place, a year, a day and a turn
        "440703951309107",
        "1440703950709107",
        "4407039507091071",
        "91440703MA4UQ2RD5X",
        "6217003456789012345",
        "13800138000",
        "2021100044440000001234",
        "1.2.156.3005.2.11440000006939748",
        "",
    ],
)
def test_r7_what_only_looks_like_a_number_is_no_number(text: str) -> None:
    assert find_number(text, TODAY) is None
    require_no_number(text, "reference", today=TODAY)


def test_r7_who_is_born_after_today_has_no_number() -> None:
    first = "44070320261130001"

    assert find_number(first + check_character(first), TODAY) is None
    assert find_number(first + check_character(first), date(2026, 11, 30)) == 1


def test_r7_the_refusal_tells_the_place_and_never_the_number() -> None:
    with pytest.raises(Refusal) as refused:
        require_no_number(f"张三（{NUMBER}）", "title", today=TODAY)

    assert refused.value.code == "identity_number_in_text"
    assert refused.value.facts == {"field": "title", "place": 4}
    assert "第4个字符" in refused.value.detail
    assert "19950709" not in str(refused.value.facts) + refused.value.detail


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"张三{NUMBER}，{FOREIGNER}", "张三440703********107X，911124********0024"),
        ("440703 19950709 107x", "440703********107X"),
        ("440703199507091071", "440703********1071"),
        ("44070319951309107X", "440703********107X"),
        ("440703199507090000", "440703********0000"),
        ("44070319950709107", "4**************07"),
        ("4407031995070910712", "4****************12"),
        ("440703-19950709-1071", "440703********1071"),
        (OLD, "4************07"),
        ("4.40703E+17", "4********17"),
        ("4.40703199507091E+17", "4*****************17"),
        ("ISBN 9787521812345", "ISBN 9787521812345"),
        ("2.65459E+11", "2.65459E+11"),
        ("2019-01-01 2019-12-31", "2019-01-01 2019-12-31"),
        ("HR-2019-0000123", "HR-2019-0000123"),
        ("", ""),
    ],
)
def test_r7_a_table_shows_no_number_and_none_that_was_mistyped(text: str, masked: str) -> None:
    assert masked_text(text) == masked


@given(st.text())
def test_r7_a_text_without_digits_enough_is_shown_as_it_is(text: str) -> None:
    digits = sum(char.isdecimal() for char in text)

    assert digits >= 6 or masked_text(text) == text


@given(st.text(st.sampled_from("0123456789 -xX号"), max_size=60))
def test_r7_what_was_masked_has_no_number_left(text: str) -> None:
    assert find_number(masked_text(text), TODAY) is None
