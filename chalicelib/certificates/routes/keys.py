"""Anybody reads the public keys, old ones included (R47): as a JWKS, and as the authority's did:web."""

import os
from urllib.parse import urlsplit

from msgspec import UNSET

from chalicelib.access.caller import Who
from chalicelib.certificates.gateways.key_bucket import published_keys
from chalicelib.certificates.routes import shapes_keys
from chalicelib.certificates.rules.published_keys import (
    KeyUse,
    PublishedKey,
    PublishedKeys,
    decentralised_id,
)
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.wire import time_text

public_keys = Calls(__name__, tag="public")

CACHING = "public, max-age=300"


@public_keys.call(
    "GET",
    "/.well-known/jwks.json",
    who=Who.ANYBODY,
    answers=shapes_keys.PublicKeys,
    caching=CACHING,
    summary="签名公钥（JWKS）",
)
def show_keys(call: Call[None]) -> shapes_keys.PublicKeys:  # noqa: ARG001 - every handler is given its call
    """Show every key that signs or ever signed."""
    return key_set(published_keys())


@public_keys.call(
    "GET",
    "/.well-known/did.json",
    who=Who.ANYBODY,
    answers=shapes_keys.DidDocument,
    caching=CACHING,
    summary="签发机构标识文档（did:web）",
)
def show_identity(call: Call[None]) -> shapes_keys.DidDocument:  # noqa: ARG001 - as above
    """Show who signs credentials, and with which keys."""
    return did_document(published_keys(), urlsplit(os.environ["PUBLIC_URL"]).netloc)


def key_set(published: PublishedKeys) -> shapes_keys.PublicKeys:
    """The keys as a JWKS (RFC 7517)."""
    return shapes_keys.PublicKeys(
        keys=[
            shapes_keys.NumberedKey(
                kid=key.kid,
                x=key.x,
                y=key.y,
                number=key.number,
                purpose=key.use,
                since=time_text(key.since),
                retired_at=time_text(key.retired_at) if key.retired_at else None,
                revoked_at=time_text(key.revoked_at) if key.revoked_at else None,
                x5c=list(key.chain),
            )
            for key in published.keys
        ]
    )


def did_document(published: PublishedKeys, host: str) -> shapes_keys.DidDocument:
    """The keys as the document of a did:web; only a key of credentials, never a revoked one, may assert.

    The one that signs credentials now stands first: that is where who looks for no particular key looks.
    """
    did = decentralised_id(host)
    methods = [
        shapes_keys.VerificationMethod(
            id=f"{did}#{key.kid}",
            controller=did,
            key=_point(key),
            revoked=time_text(key.revoked_at) if key.revoked_at else UNSET,
        )
        for key in sorted(published.keys, key=_asserts_latest, reverse=True)
    ]
    asserting = [f"{did}#{key.kid}" for key in published.keys if _may_assert(key)]
    return shapes_keys.DidDocument(id=did, methods=methods, assertions=asserting)


def _may_assert(key: PublishedKey) -> bool:
    return key.use is KeyUse.CREDENTIALS and key.revoked_at is None


def _asserts_latest(key: PublishedKey) -> tuple[bool, int]:
    return _may_assert(key), key.number


def _point(key: PublishedKey) -> shapes_keys.PublicKey:
    return shapes_keys.PublicKey(kid=key.kid, x=key.x, y=key.y)
