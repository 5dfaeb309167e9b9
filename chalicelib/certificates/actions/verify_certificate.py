"""Verify a certificate by its number (R34, R48): anybody may, and learns the truth of now."""

from typing import NamedTuple

from chalicelib.certificates.rules.certificate import Certificate, Snapshot
from chalicelib.certificates.rules.certificate_number import parse_number
from chalicelib.certificates.store.verified import find_issued
from chalicelib.platform.rules.refusal import Refusal


class Verified(NamedTuple):
    """A certificate as it is now, and what the asked version of it says."""

    certificate: Certificate
    says: Snapshot


def verify_certificate(number: str, version: int | None) -> Verified:
    """Find the certificate that a number, and the version on its QR code, name.

    Raises:
        Refusal: `certificate_number_invalid` for a wrong check character; `certificate_unknown`
            for a number, or a version of it, that was never issued.
    """
    canonical = parse_number(number)
    issued = find_issued(canonical)
    if issued is None or not issued.certificate.is_published:
        raise Refusal("certificate_unknown", number=canonical)
    says = issued.versions.get(version or issued.certificate.version)
    if says is None:
        raise Refusal("certificate_unknown", number=canonical)
    return Verified(issued.certificate, says)
