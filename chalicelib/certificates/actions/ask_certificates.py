"""What other subjects may ask of certificates: all that they may use of its store."""

from chalicelib.certificates.store.certificates import (
    certificate_of,
    certificate_place,
    find_certificate,
    find_certificates,
    find_held,
)

__all__ = [
    "certificate_of",
    "certificate_place",
    "find_certificate",
    "find_certificates",
    "find_held",
]
