"""Public keys as others' standards have them: JWK Set (RFC 7517), DID 1.0 with `JsonWebKey`."""

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.http.shapes import Answered


class PublicKey(Answered, frozen=True, kw_only=True):
    """A key on P-256 as a JWK."""

    kid: str
    x: str
    y: str
    kty: str = "EC"
    crv: str = "P-256"
    alg: str = "ES256"
    use: str = "sig"


class NumberedKey(PublicKey, frozen=True, kw_only=True):
    """A key, and what verification must know besides.

    `number` is its name in a statement; `purpose` what it signs. It signed from `since` until
    `retired_at`; what it signed is believed unless there is a `revoked_at`. `x5c` is its certificate
    and those above it.
    """

    number: int
    purpose: str
    since: str
    retired_at: str | None
    revoked_at: str | None
    x5c: list[str]


class PublicKeys(Answered, frozen=True, kw_only=True):
    """All keys, in the order in which they were published."""

    keys: list[NumberedKey]


class VerificationMethod(Answered, frozen=True, kw_only=True):
    """A key of a did:web."""

    id: str
    controller: str
    key: PublicKey = msgspec.field(name="publicKeyJwk")
    type: str = "JsonWebKey"
    revoked: str | UnsetType = UNSET


class DidDocument(Answered, frozen=True, kw_only=True):
    """Who signs: a did:web and its keys."""

    context: tuple[str, ...] = msgspec.field(
        name="@context",
        default=("https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"),
    )
    id: str
    methods: list[VerificationMethod] = msgspec.field(name="verificationMethod")
    assertions: list[str] = msgspec.field(name="assertionMethod")
