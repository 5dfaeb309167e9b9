"""R47: which key signs, and every one that ever did; the numbers that statements name them by."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.certificates.rules.published_keys import (
    KeyUse,
    NoNumberLeft,
    NoSigningKey,
    PublishedKey,
    PublishedKeys,
    decentralised_id,
    find_by_number,
    find_key,
    public_point,
    signing_key,
    with_key,
    with_revoked,
)

AT = datetime(2026, 11, 30, 8, tzinfo=UTC)
LATER = AT + timedelta(days=365)


def key(name: int, use: KeyUse = KeyUse.CERTIFICATES, since: datetime = AT) -> PublishedKey:
    x, y = public_point(name, name + 1)
    return PublishedKey(number=0, use=use, arn=f"arn:{name}", x=x, y=y, since=since)


def published(*keys: PublishedKey) -> PublishedKeys:
    all_of_them = PublishedKeys()
    for each in keys:
        all_of_them = with_key(all_of_them, each)
    return all_of_them


def test_r47_given_a_key_then_its_id_is_the_thumbprint() -> None:
    # Of RFC 7515, A.3; npm's `jose` 5.10.0 computes this of it.
    known = PublishedKey(
        number=1,
        use=KeyUse.CERTIFICATES,
        arn="",
        x="f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        y="x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        since=AT,
    )
    assert known.kid == "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U"


def test_r47_given_a_second_key_then_it_signs_and_the_first_one_stays_known() -> None:
    both = published(key(1), key(2, since=LATER))
    assert signing_key(both, KeyUse.CERTIFICATES).arn == "arn:2"
    first, second = both.keys
    assert (first.number, first.retired_at, first.may_sign) == (1, LATER, False)
    assert (second.number, second.retired_at, second.may_sign) == (2, None, True)
    assert find_by_number(both, 1) == find_key(both, first.kid) == first


def test_r47_given_keys_of_two_uses_then_neither_takes_the_other_s_place() -> None:
    both = published(key(1), key(2, KeyUse.CREDENTIALS, LATER))
    assert signing_key(both, KeyUse.CERTIFICATES).number == 1
    assert signing_key(both, KeyUse.CREDENTIALS).number == 2
    assert all(each.may_sign for each in both.keys)


def test_r47_given_a_key_published_twice_then_it_is_there_once_also_when_it_was_retired() -> None:
    both = published(key(1), key(2, since=LATER))
    assert with_key(both, key(1, since=LATER)) == both


def test_r47_given_no_key_then_nothing_is_signed() -> None:
    with pytest.raises(NoSigningKey):
        signing_key(published(key(1, KeyUse.CREDENTIALS)), KeyUse.CERTIFICATES)


def test_r47_given_the_key_that_signs_is_revoked_then_none_signs_until_another_is_published() -> (
    None
):
    gone = with_revoked(published(key(1), key(2)), key(2).kid, LATER)
    with pytest.raises(NoSigningKey):
        signing_key(gone, KeyUse.CERTIFICATES)
    assert gone.keys[1].revoked_at == LATER
    assert gone.keys[0].revoked_at is None
    assert signing_key(with_key(gone, key(3)), KeyUse.CERTIFICATES).number == 3


def test_r47_given_a_key_revoked_twice_then_the_first_time_counts() -> None:
    once = with_revoked(published(key(1)), key(1).kid, AT)
    assert with_revoked(once, key(1).kid, LATER) == once


def test_r47_given_an_unknown_id_then_nothing_is_revoked() -> None:
    with pytest.raises(LookupError):
        with_revoked(published(key(1)), key(2).kid, AT)
    assert find_key(published(key(1)), key(2).kid) is None
    assert find_by_number(published(key(1)), 2) is None


def test_r47_given_255_keys_then_no_statement_could_name_a_further_one() -> None:
    full = published(*map(key, range(255)))
    assert [each.number for each in full.keys] == [*range(1, 256)]
    with pytest.raises(NoNumberLeft):
        with_key(full, key(255))


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(KeyUse)), max_size=12))
def test_r47_given_any_order_of_publishing_then_no_key_is_lost_and_one_at_most_signs(
    order: list[tuple[int, KeyUse]],
) -> None:
    after = published(*(key(name, use) for name, use in order))
    assert {each.kid for each in after.keys} == {key(name).kid for name, _ in order}
    assert [each.number for each in after.keys] == [*range(1, len(after.keys) + 1)]
    for use in KeyUse:
        assert sum(each.use is use and each.may_sign for each in after.keys) <= 1


@pytest.mark.parametrize(
    ("host", "did"),
    [
        ("xuefen.example", "did:web:xuefen.example"),
        ("127.0.0.1:8000", "did:web:127.0.0.1%3A8000"),
    ],
)
def test_r47_given_a_host_then_its_did_web_names_it(host: str, did: str) -> None:
    assert decentralised_id(host) == did
