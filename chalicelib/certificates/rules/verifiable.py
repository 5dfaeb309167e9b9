"""What every verifiable credential of ours has, and how it becomes a JWT.

Sources: W3C Verifiable Credentials Data Model 2.0; 1EdTech Open Badges 3.0, 8.2 (JWT proof format),
which allows no other members in the header than those here and the payload is the credential itself;
RFC 7515 (JWS), RFC 7518, 3.4 (ES256).
"""

import base64
import json
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from chalicelib.certificates.rules.published_keys import PublishedKey, decentralised_id

CONTEXT = "https://www.w3.org/ns/credentials/v2"
Claims = dict[str, Any]
"""A JSON object whose members others' standards name."""


class Issuer(NamedTuple):
    """Who issues; at `url` its keys are published and what it issues is verified."""

    name: str
    url: str

    @property
    def did(self) -> str:
        """Its did:web, by which wallets find its keys."""
        return decentralised_id(urlsplit(self.url).netloc)


def to_be_signed(credential: Claims, key: PublishedKey, issuer: Issuer) -> bytes:
    """The header and the payload of a credential's JWT, without the signature.

    The header names the key by its DID URL and has it as well: Open Badges asks verifiers to look up
    an HTTP address only. The payload repeats members of the credential as claims (8.2.4).
    """
    header = {
        "alg": "ES256",
        "typ": "JWT",
        "kid": f"{issuer.did}#{key.kid}",
        "jwk": {"kty": "EC", "crv": "P-256", "x": key.x, "y": key.y},
    }
    claims = {
        "iss": issuer.did,
        "jti": credential["id"],
        "nbf": int(datetime.fromisoformat(credential["validFrom"]).timestamp()),
        "sub": credential["credentialSubject"]["id"],
    }
    parts = (
        json.dumps(each, ensure_ascii=False, separators=(",", ":"))
        for each in (header, {**credential, **claims})
    )
    return ".".join(base64url(part.encode()) for part in parts).encode("ascii")


def signed(content: bytes, signature: bytes) -> str:
    """The JWT, of what was signed and the signature's 64 bytes (`raw_signature`)."""
    return f"{content.decode('ascii')}.{base64url(signature)}"


def base64url(content: bytes) -> str:
    """Bytes as a JWS writes them, without padding (RFC 7515, 2)."""
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")
