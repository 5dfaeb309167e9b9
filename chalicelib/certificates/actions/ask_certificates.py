"""What other subjects may ask of certificates: all that they may use of its store."""

from chalicelib.certificates.store.certificates import (
    WantedCertificates,
    find_certificate,
    find_certificates,
    find_certificates_of,
    find_held,
)

__all__ = [
    "WantedCertificates",
    "find_certificate",
    "find_certificates",
    "find_certificates_of",
    "find_held",
]
