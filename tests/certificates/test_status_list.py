"""R49: the lists by which wallets see what is revoked (W3C Bitstring Status List 1.0)."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openbadgeslib.ob3.status import decode_encoded_list, set_indices

from chalicelib.certificates.rules.status_list import (
    FRESH_SECONDS,
    PLACES,
    SHARDS,
    StatusPlace,
    begun,
    credential_of_list,
    entry_of,
    index_of,
    is_name,
    list_of,
)
from tests.certificates.credentials import ISSUER
from tests.project.sources import ROOT

AT = datetime(2020, 6, 1, 9, tzinfo=UTC)
SECRET = b"0123456789abcdef"
EMPTY = begun("3-0", SECRET, AT)


@given(st.sets(st.integers(0, PLACES - 1), max_size=20), st.sets(st.integers(0, PLACES - 1)))
def test_r49_given_places_revoked_in_any_order_then_those_are_set_and_no_others(
    first: set[int], second: set[int]
) -> None:
    kept = EMPTY.revoked(first, AT).revoked(second, AT)
    assert set_indices(decode_encoded_list(kept.encoded)) == first | second
    assert kept == EMPTY.revoked(first | second, AT)
    assert all(kept.says(index) for index in first | second)


@pytest.mark.parametrize("index", [0, 7, 8, PLACES - 1])
def test_r49_given_a_place_then_it_is_counted_from_the_highest_bit_of_the_first_byte(
    index: int,
) -> None:
    bits = decode_encoded_list(EMPTY.revoked([index], AT).encoded)
    assert len(bits) * 8 == PLACES >= 131_072
    assert int.from_bytes(bits, "big") == 1 << (PLACES - 1 - index)


def test_r49_given_what_is_revoked_already_then_the_list_stays_as_it_is() -> None:
    kept = EMPTY.revoked([5], AT)
    assert kept.revoked([5], AT + timedelta(days=1)) is kept
    assert EMPTY.revoked([], AT) is EMPTY


def test_r49_given_events_out_of_order_then_a_list_never_becomes_older() -> None:
    kept = EMPTY.revoked([5], AT + timedelta(days=1)).revoked([6], AT)
    assert kept.changed_at == AT + timedelta(days=1)


def test_r49_given_numbers_of_a_list_then_each_has_a_place_of_its_own() -> None:
    numbers = range(0, PLACES, 61)
    assert len({index_of(number, SECRET) for number in numbers}) == len(numbers)


@given(st.integers(0, 10 * PLACES), st.binary(min_size=16, max_size=16))
def test_r49_given_another_list_then_its_places_are_dealt_out_in_another_order(
    number: int, secret: bytes
) -> None:
    ordered = [index_of(number + each, secret) for each in range(8)]
    assert all(0 <= index < PLACES for index in ordered)
    steps = {after - before for before, after in pairwise(ordered)}
    assert len(steps) > 1, "who knows two places knows no third"
    if secret != SECRET:
        assert ordered != [index_of(number + each, SECRET) for each in range(8)]


@given(st.integers(0, SHARDS - 1), st.integers(0, 10_000 * PLACES - 1))
def test_r49_given_a_shard_s_number_then_its_list_has_a_name(shard: int, number: int) -> None:
    assert is_name(list_of(shard, number))
    assert list_of(shard, number) != list_of(shard, number + PLACES)


@pytest.mark.parametrize("text", ["", "8-0", "3-01", "3-10000", "3", "3-0/", "３-0", "3-0\n"])
def test_r49_given_anything_else_then_it_names_no_list(text: str) -> None:
    assert not is_name(text)


def test_r49_given_a_list_then_its_credential_has_what_the_standard_requires() -> None:
    said = credential_of_list(EMPTY.revoked([5], AT), ISSUER)
    address = "https://example.org/v1/credentials/status/3-0"
    assert said["@context"] == ["https://www.w3.org/ns/credentials/v2"]
    assert set(said["type"]) == {"VerifiableCredential", "BitstringStatusListCredential"}
    assert (said["id"], said["issuer"]) == (address, "did:web:example.org")
    assert said["validFrom"] == "2020-06-01T17:00:00+08:00"
    subject = said["credentialSubject"]
    assert subject["id"].startswith(address)
    assert (subject["type"], subject["statusPurpose"]) == ("BitstringStatusList", "revocation")
    assert subject["encodedList"].startswith("u")
    assert subject["ttl"] == FRESH_SECONDS * 1000


def test_r49_given_a_place_then_the_entry_has_what_the_standard_requires() -> None:
    assert entry_of(StatusPlace("3-0", 94567), ISSUER) == {
        "id": "https://example.org/v1/credentials/status/3-0#94567",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "94567",
        "statusListCredential": "https://example.org/v1/credentials/status/3-0",
    }


@given(st.integers(0, 20 * PLACES), st.integers(0, PLACES))
def test_r49_given_a_restored_table_then_the_way_told_leads_behind_every_list_of_since(
    taken: int, since: int
) -> None:
    told = (ROOT / "docs" / "operations.md").read_text("utf-8")
    assert f"(taken / {PLACES} + 2) * {PLACES}" in told
    assert f"for shard in {' '.join(map(str, range(SHARDS)))};" in told
    goes_on_at = (taken // PLACES + 2) * PLACES
    before = {list_of(0, number) for number in (taken, taken + since - 1)}
    assert list_of(0, goes_on_at) not in before
    assert goes_on_at > taken + since - 1
