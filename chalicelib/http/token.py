"""Access tokens of the OIDC issuer: a signed statement of who calls (RFC 9068).

The issuer and audience are the deployment's (`OIDC_ISSUER`, `OIDC_AUDIENCE`). Keys come from the
issuer, or from `OIDC_JWKS` (the JWKS document itself) where a deployment cannot reach it. Where the
issuer follows RFC 9068, `OIDC_TOKEN_TYPE` is `at+jwt`: then no ID token can pass for an access token.
A token is never logged, nor anything that was read from one.

Whoever is signed in sends the same token with every request: what it says is kept with the key that has
verified it, and holds while that key is the issuer's and the token has not expired.
"""

import json
import os
import time
from collections.abc import Mapping
from functools import cache, lru_cache, partial
from types import MappingProxyType
from typing import Any

import jwt

from chalicelib.http.keyset import Key, KeySet, fetch_keys
from chalicelib.http.refused_token import Because, reason_of, refused

ALGORITHMS = {
    "RS256": "RSA",
    "RS384": "RSA",
    "RS512": "RSA",
    "PS256": "RSA",
    "PS384": "RSA",
    "PS512": "RSA",
    "ES256": "EC",
    "ES384": "EC",
    "ES512": "EC",
    "EdDSA": "OKP",
    "Ed25519": "OKP",
}
"""The algorithms taken, with their kind of key: public keys only, so that no key of the JWKS can
serve as the secret of an HMAC."""
OLDER_NAMES = {"Ed25519": "EdDSA"}
"""RFC 9864 names the curve; issuers and keys may still say what it was called before."""
_FAULTS = (jwt.PyJWTError, KeyError, ValueError, TypeError, OverflowError, RecursionError)
"""What reading a token can end in."""
OF_ACCESS_TOKENS = frozenset({"at+jwt", "application/at+jwt"})
"""What a header calls an access token (RFC 9068); an ID token never bears it."""
TYPES = OF_ACCESS_TOKENS | {"jwt"}
"""What a header may call an access token, if anything, of an issuer that does not follow RFC 9068."""
REQUIRED = ["iss", "aud", "exp", "iat", "sub"]
OF_ID_TOKENS = frozenset({"at_hash", "c_hash", "nonce"})
"""Claims by which an ID token is known: it tells a client who signed in and is no access token."""
LEEWAY_SECONDS = 30
MOST_KEPT = 256
"""Tokens that a process knows again; an expired or forged one is none of them."""


def verified_claims(token: str) -> Mapping[str, Any]:
    """Return the claims of a valid access token; tokens live by real time.

    Raises:
        Refusal: `unauthenticated`, which says why; `sign_in_unavailable`.
    """
    issuer, audience = os.environ["OIDC_ISSUER"], os.environ["OIDC_AUDIENCE"]
    try:
        claims = _verified(token, issuer, audience)
    except _FAULTS as fault:
        raise refused(reason_of(fault)) from None
    if OF_ID_TOKENS & claims.keys() or claims.get("typ", "Bearer") != "Bearer":
        raise refused(Because.KIND)
    return claims


def _verified(token: str, issuer: str, audience: str) -> Mapping[str, Any]:
    header = _header(token)
    if str(header.get("typ", "JWT")).lower() not in _types():
        raise refused(Because.KIND)
    key = _key_set(issuer, os.environ.get("OIDC_JWKS")).find_key(header["kid"])
    claims = _decoded(token, _signing_key(key, header["alg"]), issuer, audience)
    if has_expired(claims, time.time()):  # noqa: TID251 - a token lives by real time
        raise refused(Because.EXPIRED)
    return claims


def has_expired(claims: Mapping[str, Any], now: float) -> bool:
    """Whether a token that was good once is none any more, at an instant of Unix time."""
    return int(claims["exp"]) <= now - LEEWAY_SECONDS


@lru_cache(MOST_KEPT)
def _header(token: str) -> Mapping[str, Any]:
    """What a token says of itself, believed by nobody yet."""
    return MappingProxyType(jwt.get_unverified_header(token))


@lru_cache(MOST_KEPT)
def _decoded(token: str, key: jwt.PyJWK, issuer: str, audience: str) -> Mapping[str, Any]:
    """What a token says, verified by a key: asked for again with another key, it is verified again."""
    return MappingProxyType(
        jwt.decode(
            token,
            key,
            algorithms=list(ALGORITHMS),
            issuer=issuer,
            audience=audience,
            leeway=LEEWAY_SECONDS,
            options={"require": REQUIRED, "enforce_minimum_key_length": True},
        )
    )


def _types() -> frozenset[str]:
    """The types taken: by `OIDC_TOKEN_TYPE` those of RFC 9068 alone, or `any`."""
    by_the_book = os.environ.get("OIDC_TOKEN_TYPE", "any") == "at+jwt"
    return OF_ACCESS_TOKENS if by_the_book else TYPES


def _signing_key(key: Key | None, algorithm: str) -> jwt.PyJWK:
    """Bind a key to the algorithm that the token names, if it is allowed and meant for that key."""
    if key is None or key.get("use", "sig") != "sig":
        raise refused(Because.KEY)
    if ALGORITHMS.get(algorithm, "none") != key.get("kty"):
        raise refused(Because.ALGORITHM)
    if _older(str(key.get("alg", algorithm))) != _older(algorithm):
        raise refused(Because.ALGORITHM)
    return _public_key(json.dumps(key, sort_keys=True), algorithm)


@lru_cache(MOST_KEPT)
def _public_key(written: str, algorithm: str) -> jwt.PyJWK:
    """The key that a JWK says, one and the same as long as it says the same."""
    key = jwt.PyJWK(json.loads(written), _older(algorithm))
    # PyJWT 2.15 knows the curve by the older name alone, and compares names with the token's.
    key.algorithm_name = algorithm
    return key


def _older(algorithm: str) -> str:
    return OLDER_NAMES.get(algorithm, algorithm)


@cache
def _key_set(issuer: str, inline: str | None) -> KeySet:
    return KeySet(partial(json.loads, inline) if inline else partial(fetch_keys, issuer))
