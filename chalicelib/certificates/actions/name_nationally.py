"""Give a version of a certificate its national identifier, where this deployment has the codes (R50)."""

import os

from chalicelib.certificates.rules.national_number import national_number, parse_issuer

CODES = "NATIONAL_ISSUER"
"""The variable that holds the code of the kind of certificate and the issuer's, joined by a dot."""


def find_national_number(number: str, version: int) -> str:
    """The identifier of a version, "" where the deployment has no codes.

    Raises:
        ValueError: the configured codes are none.
    """
    issuer = parse_issuer(os.environ.get(CODES, ""))
    return national_number(issuer, number, version) if issuer else ""
