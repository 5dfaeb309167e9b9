"""No real person's number may slip into the repository: valid ones stand in few, known places."""

import re
from datetime import date

import pytest
from stdnum.iso7064 import mod_11_2

from chalicelib.identity.rules.identity import DocumentType, parse_document
from chalicelib.platform.rules.refusal import Refusal
from tests.project.sources import ROOT, name_of, text_files

NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])")
LONG_AFTER = date(2100, 1, 1)
ALLOWED = {
    "tests/": "the tests' people are invented",
    "local/demo.py": "the demonstration's person is invented",
    "local/county.py": "the county's people are invented",
    "README.md": "the walk through enrolment needs a number that passes, an invented one",
}
"""Where a valid number may stand, and why."""


def _is_valid(number: str) -> bool:
    if not mod_11_2.is_valid(number.upper()):
        return False
    try:
        parse_document(DocumentType.RESIDENT_ID, number, today=LONG_AFTER)
    except Refusal:
        return False
    return True


def test_valid_numbers_stand_only_where_they_may() -> None:
    found = {
        name_of(file)
        for file in text_files()
        if any(_is_valid(number) for number in NUMBER.findall(file.read_text("utf-8")))
    }

    assert {name for name in found if not name.startswith(tuple(ALLOWED))} == set()


@pytest.mark.parametrize("place", ALLOWED)
def test_a_place_that_is_allowed_exists(place: str) -> None:
    assert (ROOT / place).exists()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("号码44070319950709107X。", True),
        ("44070319950709107x", True),
        ("440703199507091071", False),
        ("144070319950709107X", False),
        ("44070319951309107X", False),
    ],
)
def test_the_search_finds_a_valid_number_and_nothing_else(text: str, *, found: bool) -> None:
    assert any(_is_valid(number) for number in NUMBER.findall(text)) is found
