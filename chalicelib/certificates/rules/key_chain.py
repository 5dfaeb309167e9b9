"""The certificates that stand behind a signing key (X.509): its own, and those of who vouches for it."""

import base64
from datetime import datetime
from itertools import pairwise

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
)

from chalicelib.certificates.rules.published_keys import public_point


class ChainWrong(ValueError):  # noqa: N818 - read as a sentence: chain wrong
    """The chain does not stand behind the key, or the key is none that we can sign with."""


def point_of(public_key: bytes) -> tuple[str, str]:
    """The coordinates of a public key (DER), as a JWK writes them.

    Raises:
        ChainWrong: it is no key on P-256.
    """
    key = load_der_public_key(public_key)
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ChainWrong("the key is not on the curve P-256 (ECC_NIST_P256)")
    numbers = key.public_numbers()
    return public_point(numbers.x, numbers.y)


def parse_chain(pem: bytes, public_key: bytes, at: datetime) -> tuple[str, ...]:
    """Read the chain of a key, its own certificate first, as `x5c` has it.

    Args:
        pem: the certificates as the authority gave them.
        public_key: the key, DER.
        at: when it is to sign.

    Raises:
        ChainWrong: the first certificate is another key's, one does not certify the one before it, or
            one is not valid then.
    """
    try:
        chain = x509.load_pem_x509_certificates(pem)
    except ValueError as error:
        raise ChainWrong("the file has no certificates in PEM") from error
    own, *_ = chain
    if _public(own) != public_key:
        raise ChainWrong("the first certificate is not this key's")
    for each in chain:
        if not each.not_valid_before_utc <= at < each.not_valid_after_utc:
            raise ChainWrong(f"not valid now: {each.subject.rfc4514_string()}")
    for below, above in pairwise(chain):
        _require_certified(below, above)
    return tuple(map(x5c_text, chain))


def x5c_text(certificate: x509.Certificate) -> str:
    """A certificate as a member of `x5c`."""
    return base64.b64encode(certificate.public_bytes(Encoding.DER)).decode()


def _public(certificate: x509.Certificate) -> bytes:
    return certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _require_certified(below: x509.Certificate, above: x509.Certificate) -> None:
    try:
        below.verify_directly_issued_by(above)
    except (ValueError, TypeError, InvalidSignature) as error:
        above_name, name = (each.subject.rfc4514_string() for each in (above, below))
        raise ChainWrong(f"{above_name} does not certify {name}") from error
