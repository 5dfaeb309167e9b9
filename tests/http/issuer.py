"""An OIDC issuer of the tests: its keys and the tokens that it signs."""

import json
import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

ISSUER = "https://issuer.example"
AUDIENCE = "xuefen"
NOW = int(time.time())  # noqa: TID251 - tokens live by real time
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ED_KEY = ed25519.Ed25519PrivateKey.generate()
EC_KEY = ec.generate_private_key(ec.SECP256R1())
EC_KEYS = {
    "ES256": EC_KEY,
    "ES384": ec.generate_private_key(ec.SECP384R1()),
    "ES512": ec.generate_private_key(ec.SECP521R1()),
}
"""A key for each curve, by the algorithm that it is for (RFC 7518 §3.4)."""


def rsa_jwk(kid: str, key: rsa.RSAPrivateKey = KEY, **members: str) -> dict[str, Any]:
    jwk: dict[str, Any] = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {**jwk, "kid": kid, **members}


def ec_jwk(kid: str, key: ec.EllipticCurvePrivateKey = EC_KEY) -> dict[str, Any]:
    jwk: dict[str, Any] = jwt.algorithms.ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {**jwk, "kid": kid}


def ed_jwk(kid: str, **members: str) -> dict[str, Any]:
    jwk: dict[str, Any] = jwt.algorithms.OKPAlgorithm.to_jwk(ED_KEY.public_key(), as_dict=True)
    return {**jwk, "kid": kid, **members}


JWKS = json.dumps(
    {
        "keys": [
            rsa_jwk("rsa", use="sig"),
            rsa_jwk("rs256-only", alg="RS256"),
            rsa_jwk("encryption", use="enc"),
            ec_jwk("ec"),
            *(ec_jwk(algorithm, key) for algorithm, key in EC_KEYS.items()),
            ed_jwk("ed"),
            ed_jwk("ed-named", alg="Ed25519"),
            ed_jwk("ed-named-before", alg="EdDSA"),
            {"kty": "oct", "kid": "secret", "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA"},
        ]
    }
)


def claims(**changes: object) -> dict[str, Any]:
    """Return good claims with changes; None takes one away."""
    good = {"iss": ISSUER, "aud": AUDIENCE, "sub": "li", "iat": NOW, "exp": NOW + 7200}
    return {name: value for name, value in {**good, **changes}.items() if value is not None}


def signed(
    payload: dict[str, Any],
    *,
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey = KEY,
    algorithm: str = "RS256",
    kid: str | None = "rsa",
    **header: object,
) -> str:
    named = {} if kid is None else {"kid": kid}
    signer = jwt.PyJWS()
    signer.register_algorithm("Ed25519", jwt.algorithms.OKPAlgorithm())  # PyJWT has the older name
    headers = {"typ": "at+jwt", **named, **header}
    return signer.encode(json.dumps(payload).encode(), key, algorithm, headers=headers)


def bearer(subject: str = "li") -> dict[str, str]:
    """Return the header of a login."""
    return {"Authorization": f"Bearer {signed(claims(sub=subject))}"}
