"""R31: the number cannot be guessed, has a check character, and a slip of the pen is noticed."""

import re
from string import ascii_uppercase, digits

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from chalicelib.certificates.rules.certificate_number import number_of, parse_number
from chalicelib.platform.rules.refusal import Refusal

DIGESTS = st.binary(min_size=32, max_size=32)
POSITIONS = st.sampled_from([at for at in range(17) if at not in {5, 11}])

# Its first 70 bits give PTDV7OPQATLBW7 and the check character 7, where MOD 37-36 does not notice
# the P and Q exchanged.
BLIND = bytes.fromhex("7cc75fb9f004d61b7c")


def is_refused(text: str) -> bool:
    with pytest.raises(Refusal) as refused:
        parse_number(text)
    return refused.value.code == "certificate_number_invalid"


def test_r31_given_a_digest_when_numbered_then_its_first_seventy_bits_and_a_check_show() -> None:
    assert number_of(bytes(9)) == "AAAAA-AAAAA-AAAAF"
    assert number_of(b"\xff" * 32)[:16] == "77777-77777-7777"


def test_r31_given_the_same_digest_when_numbered_again_then_the_number_is_the_same() -> None:
    assert number_of(BLIND) == number_of(BLIND)


@given(DIGESTS, DIGESTS)
def test_r31_given_two_digests_when_numbered_then_the_numbers_differ(
    one: bytes, other: bytes
) -> None:
    assume(one != other)
    assert number_of(one) != number_of(other)


@pytest.mark.parametrize("size", [0, 8])
def test_r31_given_a_digest_easy_to_guess_when_numbered_then_it_is_an_error(size: int) -> None:
    with pytest.raises(ValueError, match="too short"):
        number_of(bytes(size))


@given(DIGESTS)
def test_r31_given_any_digest_when_numbered_then_the_form_holds_and_it_parses_to_itself(
    digest: bytes,
) -> None:
    number = number_of(digest)
    assert re.fullmatch(r"[A-Z2-7]{5}-[A-Z2-7]{5}-[A-Z2-7]{4}[0-9A-Z]", number)
    assert parse_number(number) == number


@given(DIGESTS, POSITIONS, st.sampled_from(ascii_uppercase + digits))
def test_r31_given_one_wrong_character_when_parsed_then_it_is_refused(
    digest: bytes, at: int, wrong: str
) -> None:
    number = number_of(digest)
    assume(number[at] != wrong)
    assert is_refused(number[:at] + wrong + number[at + 1 :])


@given(DIGESTS, st.integers(0, 13))
@example(BLIND, 6)
def test_r31_given_two_neighbours_exchanged_when_parsed_then_it_is_refused(
    digest: bytes, at: int
) -> None:
    compact = number_of(digest).replace("-", "")
    assume(compact[at] != compact[at + 1])
    assert is_refused(compact[:at] + compact[at + 1] + compact[at] + compact[at + 2 :])


def test_r31_given_a_number_blind_to_an_exchange_when_numbered_then_it_is_passed_over() -> None:
    assert parse_number("PTDV7-OPQAT-LBW77")
    assert parse_number("PTDV7-OQPAT-LBW77")
    assert not number_of(BLIND).startswith("PTDV7")


@given(DIGESTS)
def test_r31_given_a_number_typed_otherwise_when_parsed_then_it_is_the_same(digest: bytes) -> None:
    number = number_of(digest)
    wide = "".join(chr(ord(character) + 0xFEE0) for character in number)
    for typed in (number.lower(), f" {number}\u3000", number.replace("-", ""), wide):
        assert parse_number(typed) == number
    for dash in ("\u2013", "\u2014", "\u2010", " ", "\u00a0"):
        assert parse_number(number.replace("-", dash)) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "AAAAA-AAAAA-AAAA",  # the check character is missing
        "AAAAA-AAAAA-AAAAFF",  # one too many
        "AAAAA-AAAAA-AAAAÄ",
        "AAAAA/AAAAA/AAAAF",
        "0AAAA-AAAAA-AAAA6",  # 0 and 1 are no characters of base 32
        "甲AAAA-AAAAA-AAAAF",
    ],
)
def test_r31_given_another_form_when_parsed_then_it_is_refused(text: str) -> None:
    assert is_refused(text)
    assert is_refused(text.lower())


def test_r31_given_a_right_check_over_a_character_outside_base_32_when_parsed_then_refused() -> (
    None
):
    valid_by_check_alone = [f"0AAAAAAAAAAAAA{check}" for check in ascii_uppercase + digits]
    assert all(map(is_refused, valid_by_check_alone))


@given(st.text(max_size=30))
def test_r31_given_any_text_when_parsed_then_it_is_a_number_or_refused(text: str) -> None:
    try:
        number = parse_number(text)
    except Refusal:
        assert is_refused(text)
    else:
        assert parse_number(number) == number
