"""The keys that sign for the authority (R47): which one signs now, and every one that ever did.

The private half of each lies in KMS. A key is never taken out again, so that what it signed verifies
for ever; one that is revoked stays as well, and says since when nothing of it is to be believed.
"""

import base64
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

import msgspec

MOST_NUMBERS = 255
"""A statement names its key by one byte."""


class KeyUse(StrEnum):
    """What a key signs; each use has keys of its own, which nothing else may use."""

    CERTIFICATES = "certificates"
    CREDENTIALS = "credentials"


class NoSigningKey(LookupError):  # noqa: N818 - read as a sentence: no signing key
    """No key is published that may sign for a use: `make signing-key` (docs/operations.md)."""


class NoNumberLeft(ValueError):  # noqa: N818 - as above
    """A further key would need a number that a statement cannot hold."""


class PublishedKey(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A key on the curve P-256, as it is published.

    `number` names it in a statement (1 to 255, never given twice); `arn` is the KMS key; `x` and `y`
    its public point in base64url, as a JWK has them. It signs from `since` on until `retired_at`, when
    another one took its place. `chain` is its certificate and those above it, each DER in base64, as
    `x5c` has them; empty where what it signs names no certificate.
    """

    number: int
    use: KeyUse
    arn: str
    x: str
    y: str
    since: datetime
    retired_at: datetime | None = None
    revoked_at: datetime | None = None
    chain: tuple[str, ...] = ()

    @property
    def kid(self) -> str:
        """Its id: the thumbprint of the public key (RFC 7638)."""
        jwk = f'{{"crv":"P-256","kty":"EC","x":"{self.x}","y":"{self.y}"}}'
        return base64.urlsafe_b64encode(sha256(jwk.encode()).digest()).decode().rstrip("=")

    @property
    def may_sign(self) -> bool:
        """Whether nothing has ended its use."""
        return self.retired_at is None and self.revoked_at is None


class PublishedKeys(msgspec.Struct, frozen=True):
    """All keys, in the order in which they were published."""

    keys: tuple[PublishedKey, ...] = ()


def signing_key(published: PublishedKeys, use: KeyUse) -> PublishedKey:
    """The key that signs now for a use.

    Raises:
        NoSigningKey: there is none.
    """
    able = [key for key in published.keys if key.use is use and key.may_sign]
    if not able:
        raise NoSigningKey(use)
    return able[-1]


def find_key(published: PublishedKeys, kid: str) -> PublishedKey | None:
    """The key that an id names."""
    return next((key for key in published.keys if key.kid == kid), None)


def find_by_number(published: PublishedKeys, number: int) -> PublishedKey | None:
    """The key that a statement names."""
    return next((key for key in published.keys if key.number == number), None)


def with_key(published: PublishedKeys, key: PublishedKey) -> PublishedKeys:
    """Publish a key, with the next number: it signs from its `since` on, and what signed for its use no more.

    Published twice it is published once.

    Raises:
        NoNumberLeft: there were 255 before it.
    """
    if find_key(published, key.kid):
        return published
    number = max((each.number for each in published.keys), default=0) + 1
    if number > MOST_NUMBERS:
        raise NoNumberLeft(number)

    def retired(before: PublishedKey) -> PublishedKey:
        ends = before.use is key.use and before.may_sign
        return msgspec.structs.replace(before, retired_at=key.since) if ends else before

    added = msgspec.structs.replace(key, number=number)
    return PublishedKeys((*map(retired, published.keys), added))


def with_revoked(published: PublishedKeys, kid: str, at: datetime) -> PublishedKeys:
    """Revoke a key: nothing that it signed is believed any more. The first time counts.

    Raises:
        LookupError: no such key is published.
    """
    if find_key(published, kid) is None:
        raise LookupError(kid)
    return _changed(
        published,
        lambda key: (
            msgspec.structs.replace(key, revoked_at=key.revoked_at or at) if key.kid == kid else key
        ),
    )


def _changed(
    published: PublishedKeys, change: Callable[[PublishedKey], PublishedKey]
) -> PublishedKeys:
    return PublishedKeys(tuple(map(change, published.keys)))


def public_point(x: int, y: int) -> tuple[str, str]:
    """The coordinates of a point on P-256 as a JWK writes them."""
    texts = (base64.urlsafe_b64encode(each.to_bytes(32, "big")) for each in (x, y))
    first, second = (text.decode().rstrip("=") for text in texts)
    return first, second


def decentralised_id(host: str) -> str:
    """The authority's did:web, of the host (and port) under which it publishes its keys."""
    return f"did:web:{host.replace(':', '%3A')}"
