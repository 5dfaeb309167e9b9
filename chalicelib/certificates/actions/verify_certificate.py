"""Verify a certificate by its number (R34): anybody may, and learns the truth of now."""

from typing import NamedTuple

from chalicelib.certificates.rules.certificate import Certificate
from chalicelib.certificates.rules.certificate_number import parse_number
from chalicelib.certificates.store import certificates
from chalicelib.platform.rules.refusal import Refusal


class Verified(NamedTuple):
    """A certificate as it is now, and the name that the asked version of it shows."""

    certificate: Certificate
    printed_name: str


def verify_certificate(number: str, version: int | None) -> Verified:
    """Find the certificate that a number, and the version on its QR code, name.

    Raises:
        Refusal: `certificate_number_invalid` for a wrong check character; `certificate_unknown`
            for a number, or a version of it, that was never issued.
    """
    canonical = parse_number(number)
    certificate = certificates.find_by_number(canonical)
    if certificate is None or not certificate.is_published:
        raise Refusal("certificate_unknown", number=canonical)
    if version is None or version == certificate.version:
        return Verified(certificate, certificate.name)
    snapshot = certificates.find_snapshot(certificate.person, certificate.year, version)
    if snapshot is None:
        raise Refusal("certificate_unknown", number=canonical)
    return Verified(certificate, snapshot.name)
