"""The statement behind `#` in the address of a certificate's QR code, signed (R47).

    https://…/verify/{number}?v={version}#{digits}

The digits are one number in decimal: the statement's bytes and 64 bytes of signature, big-endian. A
QR code keeps ten bits for three digits, so that a byte costs eight bits and not the eleven of
base64url; what stands behind `#` a browser sends to nobody. The signature is ES256 (RFC 7518, 3.4: r
and s of 32 bytes each) over `signed_bytes`: number and version are signed, though they stand in the
address alone.
"""

import re
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.hashes import SHA256

from chalicelib.certificates.rules.certificate_number import parse_number
from chalicelib.certificates.rules.low_signature import is_low, lowered
from chalicelib.certificates.rules.statement import Unreadable
from chalicelib.platform.rules.refusal import Refusal

_DOMAIN = "xuefen certificate statement"
"""Nothing else that a key of ours signs begins so."""
_HALF = 32
_SIGNATURE = 2 * _HALF
_DIGITS = re.compile(r"[1-9][0-9]{170,599}")
_PATH = re.compile(r"/verify/([^/]+)/?$")
_VERSION = re.compile(r"[1-9][0-9]{0,3}")
_ADDED = re.compile(r"[?&]")
"""Where in a fragment begins what a messenger put at the end of the whole address."""


class SignedStatement(NamedTuple):
    """What a QR code carries; `number` and `version` are the address's, `content` the statement."""

    number: str
    version: int
    content: bytes
    signature: bytes


def signed_bytes(number: str, version: int, content: bytes) -> bytes:
    """What is signed: a word that says what it is, the number, the version, the statement.

    Args:
        number: the certificate's, in its printed form.
        version: the certificate's.
        content: the statement (`statement_of`).
    """
    return f"{_DOMAIN}\n{number}\n{version}\n".encode() + content


def raw_signature(der: bytes) -> bytes:
    """The 64 bytes, in their one form, of a signature that KMS and OpenSSL write as DER."""
    r, s = decode_dss_signature(lowered(der))
    return r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")


def digits_of(content: bytes, signature: bytes) -> str:
    """What stands behind `#`: the statement and its raw signature in decimal digits."""
    if len(signature) != _SIGNATURE:
        raise ValueError(f"a signature of {len(signature)} bytes")
    return str(int.from_bytes(content + signature, "big"))


def parse_digits(digits: str) -> tuple[bytes, bytes]:
    """The statement and its signature.

    Raises:
        Unreadable: it is none.
    """
    if not _DIGITS.fullmatch(digits):
        raise Unreadable
    number = int(digits)
    whole = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return whole[:-_SIGNATURE], whole[-_SIGNATURE:]


def parse_address(address: str) -> SignedStatement:
    """Read what a QR code says, whatever a messenger added to the query or behind the statement.

    Raises:
        Unreadable: it is not the address of a certificate with a statement.
    """
    try:
        parts = urlsplit(address.strip())
        path = _PATH.search(parts.path)
        (version,) = parse_qs(parts.query).get("v", ("",))
        if not path or not _VERSION.fullmatch(version):
            raise Unreadable
        number = parse_number(unquote(path[1]))
    except (Refusal, ValueError) as error:
        raise Unreadable from error
    digits = _ADDED.split(parts.fragment, maxsplit=1)[0]
    return SignedStatement(number, int(version), *parse_digits(digits))


def is_signed_by(signed: SignedStatement, key: EllipticCurvePublicKey) -> bool:
    """Whether this key signed exactly this, and the signature is in its one form."""
    r, s = (int.from_bytes(signed.signature[half : half + _HALF], "big") for half in (0, _HALF))
    message = signed_bytes(signed.number, signed.version, signed.content)
    if not is_low(s):
        return False
    try:
        key.verify(encode_dss_signature(r, s), message, ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True
