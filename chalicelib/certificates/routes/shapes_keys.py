"""Public keys as others' standards have them: JWK Set (RFC 7517), DID 1.0 with `JsonWebKey`."""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from chalicelib.certificates.rules.published_keys import KeyUse
from chalicelib.http.shapes import Answered
from chalicelib.http.told import Base64Text, Instant, Jwk64, Kid, Url

Did = Annotated[
    str,
    Meta(
        pattern=r"^did:web:[^ ]+$",
        examples=["did:web:example.org"],
        extra_json_schema={"format": "uri"},
    ),
]


class PublicKey(Answered, frozen=True, kw_only=True):
    """A key on P-256 as a JWK."""

    kid: Kid
    x: Jwk64
    y: Jwk64
    kty: Literal["EC"] = "EC"
    crv: Literal["P-256"] = "P-256"
    alg: Literal["ES256"] = "ES256"
    use: Literal["sig"] = "sig"


class NumberedKey(PublicKey, frozen=True, kw_only=True):
    """A key, and what verification must know besides.

    `number` is its name in a statement; `purpose` what it signs. It signed from `since` until
    `retired_at`; what it signed is believed unless there is a `revoked_at`. `x5c` is its certificate
    and those above it.
    """

    number: int
    purpose: KeyUse
    since: Instant
    retired_at: Instant | None
    revoked_at: Instant | None
    x5c: list[Base64Text]


class PublicKeys(Answered, frozen=True, kw_only=True):
    """All keys, in the order in which they were published."""

    keys: list[NumberedKey]


class VerificationMethod(Answered, frozen=True, kw_only=True):
    """A key of a did:web."""

    id: Did
    controller: Did
    key: PublicKey = msgspec.field(name="publicKeyJwk")
    type: Literal["JsonWebKey"] = "JsonWebKey"
    revoked: Instant | UnsetType = UNSET


class DidDocument(Answered, frozen=True, kw_only=True):
    """Who signs: a did:web and its keys."""

    context: tuple[Url, ...] = msgspec.field(
        name="@context",
        default=("https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"),
    )
    id: Did
    methods: list[VerificationMethod] = msgspec.field(name="verificationMethod")
    assertions: list[Did] = msgspec.field(name="assertionMethod")
