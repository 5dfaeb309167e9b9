"""What other subjects may ask of certificates: all that they may use of its store."""

from chalicelib.certificates.store.certificates import (
    find_certificate,
    find_certificates,
    find_held,
)

__all__ = [
    "find_certificate",
    "find_certificates",
    "find_held",
]
