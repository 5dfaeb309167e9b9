"""R50: the national identifier of an electronic certificate, computed and checked."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.certificates.actions.name_nationally import CODES, find_national_number
from chalicelib.certificates.actions.render_certificate import printed_of
from chalicelib.certificates.gateways.renderer import render
from chalicelib.certificates.rules.certificate_number import number_of
from chalicelib.certificates.rules.national_number import (
    NationalIssuer,
    is_national_number,
    national_number,
    parse_issuer,
)
from tests.certificates.printed import text
from tests.certificates.statements import NUMBER, SNAPSHOT

TYPE, ISSUER = "11100000000013338W011", "11430000006122244L"
GIVEN = NationalIssuer(TYPE, ISSUER)
NUMBERS = st.binary(min_size=9, max_size=32).map(number_of)
KNOWN = (
    "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
    "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9",
)
"""Two that others have published as examples of theirs."""


@pytest.mark.parametrize("known", KNOWN)
def test_r50_given_what_others_issued_then_its_check_character_is_right_and_no_other(
    known: str,
) -> None:
    right = {
        each
        for each in string.digits + string.ascii_uppercase
        if is_national_number(known[:-1] + each)
    }
    assert right == {known[-1]}


@given(NUMBERS, st.integers(1, 999))
def test_r50_given_a_version_then_its_identifier_names_it_and_is_valid(
    number: str, version: int
) -> None:
    made = national_number(GIVEN, number, version)
    assert is_national_number(made)
    *_, type_code, issuer, serial, written, _ = made.split(".")
    assert (type_code, issuer, int(written)) == (TYPE, ISSUER, version)
    assert serial == number.replace("-", "")


@given(NUMBERS, st.data())
def test_r50_given_one_wrong_character_then_it_is_noticed(number: str, data: st.DataObject) -> None:
    made = national_number(GIVEN, number, 1)
    place = data.draw(st.integers(len("1.2.156.3005.2."), len(made) - 1))
    wrong = data.draw(st.sampled_from(string.digits + string.ascii_uppercase + "."))
    altered = f"{made[:place]}{wrong}{made[place + 1 :]}"
    assert is_national_number(altered) == (altered == made)


@pytest.mark.parametrize(
    "codes",
    [
        TYPE,
        f"{TYPE}.",
        f"{TYPE[:-1]}.{ISSUER}",
        f"{TYPE}.{ISSUER[:-1]}M",
        f"11100000000013338X011.{ISSUER}",
        f"{TYPE}.{ISSUER.lower()}",
        f"{TYPE}.{ISSUER}.x",
    ],
)
def test_r50_given_codes_that_are_none_then_the_deployment_is_told(codes: str) -> None:
    with pytest.raises(ValueError, match="type code"):
        parse_issuer(codes)


def test_r50_given_no_codes_then_nothing_is_shown_and_given_them_the_pdf_shows_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(CODES, raising=False)
    assert find_national_number(NUMBER, 1) == ""
    assert "电子证照标识" not in text(printed_of(SNAPSHOT, "https://example.org"))
    monkeypatch.setenv(CODES, f"{TYPE}.{ISSUER}")
    printed = printed_of(SNAPSHOT, "https://example.org")
    assert is_national_number(printed.national_number)
    assert printed.national_number in text(printed)
    assert render(printed).startswith(b"%PDF-1.7")
    assert find_national_number(NUMBER, 1000) == "", "no room for it"
