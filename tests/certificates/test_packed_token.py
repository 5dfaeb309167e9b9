"""R49: a credential is kept packed, and is letter for letter what was signed when it is asked for."""

from hypothesis import given

from chalicelib.certificates.rules.certificate import Snapshot
from chalicelib.certificates.rules.credential import credential_of
from chalicelib.certificates.rules.packed_token import SIGNATURE_BYTES, packed, unpacked
from chalicelib.certificates.rules.verifiable import signed, to_be_signed
from chalicelib.certificates.store.credentials import Credential, find_credential
from chalicelib.platform.store.tables import HrItem
from tests.certificates.credentials import ISSUER, PUBLISHED
from tests.certificates.statements import SNAPSHOT, SNAPSHOTS
from tests.certificates.test_credential import PLACE, required

MOST_KEPT = 900
"""Bytes of what is packed: with its keys such an item is one kilobyte, two write units in a transaction."""


def token_of(snapshot: Snapshot, signature: bytes = bytes(range(SIGNATURE_BYTES))) -> str:
    content = to_be_signed(credential_of(snapshot, PLACE, required(), ISSUER), PUBLISHED, ISSUER)
    return signed(content, signature)


@given(SNAPSHOTS)
def test_r49_given_any_version_then_its_credential_is_unpacked_as_it_was_signed(
    snapshot: Snapshot,
) -> None:
    token = token_of(snapshot)
    small = packed(token)
    assert small is not None
    assert unpacked(small) == token


def test_r49_given_a_usual_version_then_its_credential_fits_into_a_unit() -> None:
    small = packed(token_of(SNAPSHOT))
    assert small is not None
    assert len(small) < MOST_KEPT


def test_r49_given_a_signature_of_another_length_then_nothing_is_packed() -> None:
    assert packed(token_of(SNAPSHOT, b"short")) is None


def test_r49_given_another_way_to_write_the_same_then_nothing_is_packed() -> None:
    assert packed(f"{token_of(SNAPSHOT)}==") is None


def test_r49_given_a_credential_that_was_kept_before_then_it_is_read_as_it_was(
    cloud: object,  # noqa: ARG001 - has the tables
) -> None:
    token = token_of(SNAPSHOT)
    HrItem(pk="P#a", sk="CREDENTIAL#2020#V#1", body={"token": token, "key": 2}).save()
    assert find_credential("a", 2020, 1) == Credential(token, 2)
