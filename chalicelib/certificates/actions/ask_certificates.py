"""What other subjects may ask of certificates: all that they may use of its store."""

from chalicelib.certificates.store.certificates import (
    certificate_of,
    certificate_of_image,
    certificate_place,
    find_by_number,
    find_certificate,
    find_certificates,
    find_certificates_of_years,
    find_held,
)
from chalicelib.certificates.store.credentials import owe_credential
from chalicelib.certificates.store.transcripts import find_transcripts

__all__ = [
    "certificate_of",
    "certificate_of_image",
    "certificate_place",
    "find_by_number",
    "find_certificate",
    "find_certificates",
    "find_certificates_of_years",
    "find_held",
    "find_transcripts",
    "owe_credential",
]
