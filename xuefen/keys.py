"""The public keys, as `/.well-known/jwks.json` has them."""

import base64
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePublicKey,
    EllipticCurvePublicNumbers,
)

CERTIFICATES = "certificates"


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """A key that signs or signed certificates; members that nobody here needs are passed over.

    `number` is its name in a statement. `x5c` is its certificate and those above it, DER in base64.
    """

    kid: str
    x: str
    y: str
    number: int
    purpose: str
    since: str = ""
    retired_at: str | None = None
    revoked_at: str | None = None
    x5c: tuple[str, ...] = ()

    @property
    def public(self) -> EllipticCurvePublicKey:
        """The key itself.

        Raises:
            ValueError: it is no point on P-256.
        """
        x, y = (int.from_bytes(_unpadded(each), "big") for each in (self.x, self.y))
        return EllipticCurvePublicNumbers(x, y, SECP256R1()).public_key()

    @property
    def chain(self) -> tuple[bytes, ...]:
        """Its certificate and those above it, DER."""
        return tuple(base64.b64decode(each, validate=True) for each in self.x5c)


class _KeySet(msgspec.Struct, frozen=True):
    keys: tuple[Key, ...]


def read_keys(file: Path) -> tuple[Key, ...]:
    """Read the keys that sign certificates from a file.

    Raises:
        OSError: it cannot be read.
        msgspec.MsgspecError: it is no such file.
        ValueError: a key in it is none, or its certificates cannot be read.
    """
    every = msgspec.json.decode(file.read_bytes(), type=_KeySet).keys
    return tuple(_checked(key) for key in every if key.purpose == CERTIFICATES)


def _checked(key: Key) -> Key:
    """The key itself, once it was seen that its members can be read."""
    _ = key.public, key.chain
    return key


def _unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
