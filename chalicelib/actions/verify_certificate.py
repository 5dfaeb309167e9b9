"""Verify a certificate by its number (R34): anybody may, and learns the truth of now."""

from chalicelib.rules.certificate import Certificate
from chalicelib.rules.certificate_number import parse_number
from chalicelib.rules.refusal import Refusal
from chalicelib.store import certificates


def verify_certificate(number: str, version: int | None) -> Certificate:
    """Find the certificate that a number, and the version on its QR code, name.

    Raises:
        Refusal: `certificate_number_invalid` for a wrong check character; `certificate_unknown`
            for a number, or a version of it, that was never issued.
    """
    canonical = parse_number(number)
    certificate = certificates.find_by_number(canonical)
    issued = 0 if certificate is None else certificate.version
    if certificate is None or not issued or (version is not None and not 0 < version <= issued):
        raise Refusal("certificate_unknown", number=canonical)
    return certificate
