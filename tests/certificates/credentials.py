"""Credentials to be looked at, and how anybody verifies one: with a library that is not ours."""

import base64
import json
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePublicNumbers,
)
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from openbadgeslib.ob3 import OB3Verifier
from openbadgeslib.ob3.credential import OpenBadgeCredential

from app import app
from chalicelib.certificates.rules.published_keys import KeyUse, PublishedKey, public_point
from chalicelib.certificates.rules.verifiable import Issuer
from tests.certificates.statements import KEY
from tests.http.events import event
from tests.journey.world import Professional, World

ISSUER = Issuer("广东省财政厅", "https://example.org")
POINT = KEY.public_key().public_numbers()
PUBLISHED = PublishedKey(
    number=2,
    use=KeyUse.CREDENTIALS,
    arn="arn",
    x=public_point(POINT.x, POINT.y)[0],
    y=public_point(POINT.x, POINT.y)[1],
    since=datetime(2020, 1, 1, tzinfo=UTC),
)
STATUS = "/v1/credentials/status/"
CREDENTIAL = "/v1/me/years/2020/credential"


def asked_for(world: World, holder: Professional) -> str:
    """The credential of 2020: who asks first is told to wait, and asks again."""
    if holder.get(CREDENTIAL).status == 409:
        world.settle()
    return str(holder.must("GET", CREDENTIAL)["credential"])


def read_part(part: str) -> dict[str, Any]:
    """The header or the payload of a JWT."""
    read: dict[str, Any] = json.loads(_bytes(part))
    return read


def claims_of(token: str) -> dict[str, Any]:
    """What a JWT says, whoever signed it."""
    return read_part(token.split(".")[1])


def require_signed(token: str) -> None:
    """Check the ES256 of a JWT by the key that it names, with neither product nor KMS."""
    content, _, signature = token.rpartition(".")
    jwk = read_part(content.split(".")[0])["jwk"]
    r, s = (int.from_bytes(_bytes(signature)[at : at + 32], "big") for at in (0, 32))
    x, y = (int.from_bytes(_bytes(jwk[name]), "big") for name in ("x", "y"))
    key = EllipticCurvePublicNumbers(x, y, SECP256R1()).public_key()
    key.verify(encode_dss_signature(r, s), content.encode("ascii"), ECDSA(SHA256()))


def asked_at(address: str, **headers: str) -> dict[str, Any]:
    """What anybody is answered at an address of ours."""
    path = "/" + address.split("/", 3)[3]
    name = path.removeprefix(STATUS)
    asked = (
        event("GET", path)
        if name == path
        else event("GET", f"{STATUS}{{list}}", path={"list": name}, headers=headers)
    )
    answer: dict[str, Any] = app(asked, None)
    return answer


def fetched(address: str) -> bytes:
    """What stands at an address of ours, as the library fetches it."""
    answer = asked_at(address)
    assert answer["statusCode"] == 200
    return str(answer["body"]).encode()


def verified(token: str) -> OpenBadgeCredential:
    """A credential that the library finds good: its signature, its issuer's did:web, its status.

    Raises:
        OB3VerificationError: it finds it bad, and says why.
    """
    verifier = OB3Verifier.for_issuer_did(claims_of(token)["iss"], download=fetched)
    return verifier.verify(token, check_status=True, download=fetched)


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
