"""Document and mobile numbers as shown, and the one form of a mobile number (R7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.identity.rules.identity import masked_mobile, masked_number
from chalicelib.identity.rules.mobile import parse_mobile
from chalicelib.platform.rules.refusal import Refusal


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("440703199507091234", "440703********1234"),
        ("44070319950709107X", "440703********107X"),
        ("911124198108030024", "911124********0024"),
        ("CAN110078071501", "C************01"),
        ("A2345678901234", "A***********34"),
        ("H12345678", "H******78"),
        ("H1234567801", "H********01"),
        ("0123456789B", "0********9B"),
        ("12345678", "1*****78"),
        ("12345", "1**45"),
        ("1234567890123456", "1*************56"),
        ("12345678901234567", "1**************67"),
        ("1234567890123456789", "1****************89"),
        ("1234", "1*34"),
        ("123", "***"),
        ("12", "**"),
        ("", ""),
    ],
)
def test_r7_a_number_shows_six_and_four_of_eighteen_or_else_one_and_two(
    number: str, masked: str
) -> None:
    assert masked_number(number) == masked


@given(st.from_regex(r"[0-9]{17}[0-9X]", fullmatch=True))
def test_r7_a_masked_number_tells_no_birth_date(number: str) -> None:
    masked = masked_number(number)
    assert (masked[:6], masked[6:14], masked[14:]) == (number[:6], "*" * 8, number[14:])


@pytest.mark.parametrize(
    ("typed", "mobile"),
    [
        ("13800138000", "13800138000"),
        ("19912345678", "19912345678"),
        (" １３８００１３８０００　", "13800138000"),
        ("138 0013 8000", "13800138000"),
        ("138-0013-8000", "13800138000"),
        ("+8613800138000", "13800138000"),
        ("+86 138 0013 8000", "13800138000"),
        ("+852 9123 4567", "+85291234567"),
        ("+853-6612-3456", "+85366123456"),
        ("＋１ 415 555 2671", "+14155552671"),
        ("+1234567", "+1234567"),
        ("+123456789012345", "+123456789012345"),
    ],
)
def test_r7_a_mobile_number_is_kept_in_one_form(typed: str, mobile: str) -> None:
    assert parse_mobile(typed) == mobile
    assert parse_mobile(mobile) == mobile


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "1380013800",
        "138001380001",
        "12800138000",
        "23800138000",
        "91234567",
        "85291234567",
        "+861380013800",
        "+8612800138000",
        "+86+85291234567",
        "+08529123456",
        "+123456",
        "+1234567890123456",
        "+8529123456a",
        "1380013800٣",
        "13800138000\n",
        "138_0013_8000",
        "8613800138000",
    ],
)
def test_r7_what_is_no_mobile_number_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_mobile(typed)
    assert refused.value.code == "field_invalid"
    assert refused.value.facts == {
        "field": "mobile",
        "why": "应为11位的内地手机号码，或以“+”加国家（地区）代码开头的号码",
    }
    assert refused.value.detail.startswith("「手机号码」填写有误：应为11位")


@pytest.mark.parametrize(
    ("mobile", "masked"),
    [
        ("13812345678", "138****5678"),
        ("+85291234567", "+85*****4567"),
        ("+1234567", "+12*4567"),
        ("1234567", "*******"),
        ("", ""),
    ],
)
def test_r7_a_mobile_number_shows_three_and_four(mobile: str, masked: str) -> None:
    assert masked_mobile(mobile) == masked
