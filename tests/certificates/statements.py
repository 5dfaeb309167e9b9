"""Statements to be signed, and a key that signs them as KMS does, in DER."""

import base64
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import strategies as st

from chalicelib.certificates.rules.certificate import Snapshot
from chalicelib.certificates.rules.signed_statement import (
    digits_of,
    raw_signature,
    signed_bytes,
)
from chalicelib.certificates.rules.statement import statement_of
from chalicelib.identity.rules.identity import masked_number

KEY = derive_private_key(47, SECP256R1())
NUMBER = "M3UBV-UACAF-UK62B"
SNAPSHOT = Snapshot(
    person="p",
    year=2020,
    version=1,
    number=NUMBER,
    name="李䶮",
    masked_number="440703********1234",
    public=Decimal(30),
    professional=Decimal("62.5"),
    records=(),
    issued_on=date(2020, 6, 1),
)
LONGEST_NAMES = ("䶮" * 50, "\U00020087" * 50, "W" * 50, "é" * 50, "阿卜杜热合曼·" * 7)
CREDITS = st.integers(0, 99999).map(lambda hundredths: Decimal(hundredths) / 100)
NUMBERS = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=18)
NAMES = st.text(
    st.sampled_from("李䶮阿卜杜·Aa é-'\u0301\U00020087\ue815"), min_size=1, max_size=50
) | st.sampled_from(LONGEST_NAMES)
SNAPSHOTS = st.builds(
    Snapshot,
    person=st.just("p"),
    year=st.integers(2018, 2170),
    version=st.integers(1, 9999),
    number=st.just(NUMBER),
    name=NAMES,
    masked_number=NUMBERS.map(masked_number),
    public=CREDITS,
    public_waived=st.booleans(),
    professional=CREDITS,
    general_knowledge=CREDITS,
    records=st.just(()),
    issued_on=st.integers(0, 58000).map(lambda days: date(2018, 1, 1) + timedelta(days)),
)


def signature_of(snapshot: Snapshot, content: bytes, key: EllipticCurvePrivateKey = KEY) -> bytes:
    """The raw signature of a statement, the same each time (RFC 6979)."""
    message = signed_bytes(snapshot.number, snapshot.version, content)
    return raw_signature(key.sign(message, ECDSA(SHA256(), deterministic_signing=True)))


def digits(snapshot: Snapshot = SNAPSHOT, number: int = 1) -> str:
    """What stands behind `#` on a version's paper."""
    content = statement_of(snapshot, number)
    return digits_of(content, signature_of(snapshot, content))


def address(snapshot: Snapshot = SNAPSHOT, host: str = "example.org") -> str:
    """All that its QR code says."""
    printed = f"https://{host}/verify/{snapshot.number}?v={snapshot.version}"
    return f"{printed}#{digits(snapshot)}"


def published(key: EllipticCurvePrivateKey = KEY, **other: object) -> dict[str, Any]:
    """A key as `/.well-known/jwks.json` has it."""
    point = key.public_key().public_numbers()
    x, y = (
        base64.urlsafe_b64encode(each.to_bytes(32, "big")).decode().rstrip("=")
        for each in (point.x, point.y)
    )
    return {"number": 1, "purpose": "certificates", "x": x, "y": y, "revoked_at": None, **other}
