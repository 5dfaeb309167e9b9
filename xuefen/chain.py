"""Whether the certificates behind a key lead to an authority that somebody trusts (X.509)."""

from collections.abc import Sequence
from itertools import pairwise

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from xuefen.keys import Key


class Untrusted(Exception):  # noqa: N818 - nothing of ours has failed
    """The key's certificates do not lead there; its text says where they end."""


def require_trusted(key: Key, trusted: Sequence[x509.Certificate]) -> None:
    """Let a key pass whose certificate is the key's own and leads to one of those that are trusted.

    Raises:
        Untrusted: it does not.
    """
    try:
        chain = [x509.load_der_x509_certificate(each) for each in key.chain]
    except ValueError as error:
        raise Untrusted("a certificate cannot be read") from error
    if not chain or _point(chain[0]) != key.public.public_numbers():
        raise Untrusted("the key has no certificate of its own")
    for below, above in pairwise(chain):
        if not _certifies(above, below):
            raise Untrusted(f"not certified: {below.subject.rfc4514_string()}")
    last = chain[-1]
    if last not in trusted and not any(_certifies(each, last) for each in trusted):
        raise Untrusted(f"not of the given authority: {last.subject.rfc4514_string()}")


def _point(certificate: x509.Certificate) -> object:
    public = certificate.public_key()
    return public.public_numbers() if isinstance(public, EllipticCurvePublicKey) else None


def _certifies(above: x509.Certificate, below: x509.Certificate) -> bool:
    """Whether one may certify, did certify the other, and could while that one's time began."""
    try:
        below.verify_directly_issued_by(above)
        constraints = above.extensions.get_extension_for_class(x509.BasicConstraints).value
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
        return False
    begins, ends = above.not_valid_before_utc, above.not_valid_after_utc
    return constraints.ca and begins <= below.not_valid_before_utc < ends
