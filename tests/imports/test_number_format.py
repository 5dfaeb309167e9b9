"""A number is read as the format of its cell shows it, or its cell is refused (R28)."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.imports.rules.number_format import shown_number, shown_text

CASES: dict[str, Any] = tomllib.loads(Path("tests/cases/number_formats.toml").read_text("utf-8"))
SHOWN = [(case["code"], *shown) for case in CASES["case"] for shown in case["shows"]]


@pytest.mark.parametrize(("code", "number", "shown"), SHOWN)
def test_r28_given_a_format_then_a_number_is_what_it_shows(
    code: str, number: float, shown: str
) -> None:
    assert shown_number(number, code, is_1904=False) == (shown, "")


@pytest.mark.parametrize("code", [case["code"] for case in CASES["fault"]])
def test_r28_given_a_format_that_only_could_be_guessed_then_the_fault_names_it(code: str) -> None:
    assert f"“{code}”" in shown_number(43533, code, is_1904=False).why


@given(st.integers(0, 10**15 - 1), st.integers(1, 15))
def test_r28_given_zeros_then_any_number_keeps_all_its_digits(number: int, width: int) -> None:
    code = f'"HR"{"0" * width}'
    assert shown_number(number, code, is_1904=False).text == f"HR{number:0{width}d}"


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_r28_given_two_places_then_credits_are_what_was_typed(whole: int, cents: int) -> None:
    number = float(f"{whole}.{cents:02d}")
    assert shown_number(number, "#,##0.00", is_1904=False).text == f"{whole:,}.{cents:02d}"


@given(st.dates(date(1904, 1, 2), date(9999, 12, 31)))
def test_r28_given_a_day_then_it_is_the_same_from_1900_and_from_1904(day: date) -> None:
    since_1904 = (day - date(1904, 1, 1)) / timedelta(days=1)
    shown = shown_number(since_1904, "yyyy-mm-dd", is_1904=True)
    assert shown == shown_number(since_1904 + 1_462, "yyyy-mm-dd", is_1904=False)
    assert shown.text == day.isoformat()


@pytest.mark.parametrize("number", [-1, 3_000_000, 1e14])
def test_r28_given_no_day_then_a_date_is_at_fault(number: float) -> None:
    assert "日期" in shown_number(number, "yyyy-mm-dd", is_1904=False).why


@given(st.text(max_size=40), st.floats(-1e14, 1e14))
def test_r28_given_any_format_then_it_is_read_or_refused_in_words(code: str, number: float) -> None:
    shown = shown_number(number, code, is_1904=False)
    assert isinstance(shown.text, str)
    assert isinstance(shown_text("李䶮", code), str)


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", "A1"),
        ("0.00", "A1"),
        ("@", "A1"),
        ('"HR"@', "HRA1"),
        ('0;-0;0;"HR"@', "HRA1"),
        ("0;-0;0;", ""),
        ("0;-0", "A1"),
    ],
)
def test_r28_given_a_text_then_it_is_what_its_format_shows(code: str, shown: str) -> None:
    assert shown_text("A1", code) == shown
