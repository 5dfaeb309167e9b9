"""Publish a signing key, or revoke one (R47): each once, however many do so at once."""

from collections.abc import Callable
from datetime import datetime

from chalicelib.certificates.gateways import key_bucket, kms_keys
from chalicelib.certificates.rules.key_chain import ChainWrong, parse_chain, point_of
from chalicelib.certificates.rules.published_keys import (
    KeyUse,
    PublishedKey,
    PublishedKeys,
    find_key,
    with_key,
    with_revoked,
)

ATTEMPTS = 5


def publish_key(use: KeyUse, arn: str, chain: bytes | None, *, at: datetime) -> PublishedKey:
    """Publish a KMS key: from now on it signs for its use, and what signed before it no more.

    Args:
        use: what it signs.
        arn: the key.
        chain: its certificate and those above it in PEM; None where what it signs names none.
        at: the instant.

    Raises:
        ChainWrong: the key is not on P-256, the chain is not this key's, or a PDF's key has none.
    """
    if chain is None and use is KeyUse.CERTIFICATES:
        raise ChainWrong("a PDF is signed with the certificates of who signs: name their file")
    public_key = kms_keys.read_public_key(arn)
    x, y = point_of(public_key)
    x5c = parse_chain(chain, public_key, at) if chain is not None else ()
    key = PublishedKey(number=0, use=use, arn=arn, x=x, y=y, since=at, chain=x5c)
    return _get(_put(lambda published: with_key(published, key)), key.kid)


def revoke_key(kid: str, *, at: datetime) -> PublishedKey:
    """Say that nothing which a key signed is to be believed any more.

    Raises:
        LookupError: no such key is published.
    """
    return _get(_put(lambda published: with_revoked(published, kid, at)), kid)


def _put(change: Callable[[PublishedKeys], PublishedKeys]) -> PublishedKeys:
    """Change what is published; of two that do so at once the second looks again."""
    for _ in range(ATTEMPTS):
        before = key_bucket.read_keys()
        after = change(before.published)
        if after == before.published:
            return after
        try:
            key_bucket.put_keys(after, before)
        except key_bucket.KeysChanged:
            continue
        return after
    raise key_bucket.KeysChanged


def _get(published: PublishedKeys, kid: str) -> PublishedKey:
    key = find_key(published, kid)
    if key is None:
        raise LookupError(kid)
    return key
