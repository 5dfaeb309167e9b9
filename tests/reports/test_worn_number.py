"""R28: what a spreadsheet made of a number is known by its look, and never taken for what was typed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.reports.rules.worn_number import is_rounded, is_scientific, may_be_one

long_numbers = st.integers(10**15, 10**25 - 1).map(str)


def kept_of(number: str) -> str:
    """The number as Excel keeps it: fifteen digits, then zeros."""
    return number[:15] + "0" * len(number[15:])


def shown_of(number: str, decimals: int) -> str:
    """The number in a narrow column, `4.40784E+17`."""
    mantissa, exponent = f"{Decimal(number):.{decimals}E}".split("E")
    return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"


@pytest.mark.parametrize(
    "text",
    ["2.65459E+11", "4.40784e+17", "4E+17", "4.40784198211044E17", "1.2E+46", "1.00E-05"],
)
def test_r28_given_an_exponent_then_it_is_known(text: str) -> None:
    assert is_scientific(text)


@pytest.mark.parametrize(
    "text", ["12E45678", "E12345678", "1E5", "HR2.6E+11", "265459", "1.5", "", "E+17", "٢E+11"]
)
def test_r2_given_a_number_with_an_e_in_it_then_it_is_no_exponent(text: str) -> None:
    assert not is_scientific(text)


@pytest.mark.parametrize(
    ("text", "rounded"),
    [
        ("440784198211044000", True),
        ("000440784198211044000", True),
        ("2654591234567890", True),
        ("2654591234567891", False),
        ("440784198211044100", False),
        ("265459123456000", False),  # fifteen digits are kept whole
        ("HR440784198211044000", False),
        ("44078419821104400X", False),
        ("", False),
    ],
)
def test_r28_given_zeros_beyond_fifteen_digits_then_a_number_looks_rounded(
    text: str, *, rounded: bool
) -> None:
    assert is_rounded(text) is rounded


@given(long_numbers)
def test_r28_given_a_long_number_in_a_spreadsheet_then_it_looks_rounded_and_may_be_the_same(
    number: str,
) -> None:
    assert is_rounded(kept_of(number))
    assert may_be_one(kept_of(number), number)
    assert may_be_one(number, kept_of(number))


@given(long_numbers, st.integers(2, 6))
def test_r28_given_a_number_shown_by_an_exponent_then_it_may_be_the_same(
    number: str, decimals: int
) -> None:
    shown = shown_of(number, decimals)
    assert is_scientific(shown)
    assert may_be_one(shown, number)


@given(st.text("0123456789", min_size=1, max_size=12), st.integers(0, 5))
def test_r28_given_zeros_before_a_number_then_it_may_be_the_same(number: str, zeros: int) -> None:
    assert may_be_one(number, "0" * zeros + number)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HR1", "HR2"),
        ("HR01", "HR1"),
        ("12345", "12346"),
        ("440784198211044000", "440784198211045120"),
        ("4.40784E+17", "440794198211044120"),
        ("4.40784E+17", "HR1"),
        ("1234567890123456", "1234567890123457"),
    ],
)
def test_r28_given_two_numbers_that_no_spreadsheet_confuses_then_they_are_two(
    one: str, other: str
) -> None:
    assert not may_be_one(one, other)
    assert not may_be_one(other, one)
