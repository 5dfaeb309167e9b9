"""Draw a version of a certificate and sign it twice: its statement for the QR code, then the PDF (R47)."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from hashlib import sha256

import msgspec

from chalicelib.certificates.gateways import kms_keys, renderer
from chalicelib.certificates.gateways.pdf_signature import sign_pdf
from chalicelib.certificates.rules.certificate import Snapshot
from chalicelib.certificates.rules.published_keys import PublishedKey
from chalicelib.certificates.rules.signed_statement import digits_of, raw_signature, signed_bytes
from chalicelib.certificates.rules.statement import statement_of

TIME_STAMPS = "TIME_STAMP_URL"
"""The variable that names a service which proves when a file was signed; empty for none."""


def signed_certificate(
    snapshot: Snapshot, printed: renderer.Printed, key: PublishedKey, *, at: datetime
) -> bytes:
    """The signed PDF of a version, another signature each time.

    Args:
        snapshot: what the version says.
        printed: the same in the words that are shown.
        key: what signs.
        at: when, as the signature claims it.

    Raises:
        Undrawable: a character that no font has.
    """
    return signed_paper(
        snapshot.number,
        snapshot.version,
        statement_of(snapshot, key.number),
        lambda digits: renderer.render(replace(printed, statement=digits)),
        key,
        at=at,
    )


def signed_paper(
    number: str,
    version: int,
    statement: bytes,
    draw: Callable[[str], bytes],
    key: PublishedKey,
    *,
    at: datetime,
) -> bytes:
    """A drawn and signed PDF of whatever is issued: two calls of KMS.

    Args:
        number: by which it is verified.
        version: of that number.
        statement: what its QR code says.
        draw: the PDF with the signed statement in decimal digits.
        key: what signs.
        at: when, as the signature claims it.
    """
    sign = partial(kms_keys.sign, key.arn)
    signature = raw_signature(sign(signed_bytes(number, version, statement)))
    drawn = draw(digits_of(statement, signature))
    return sign_pdf(drawn, key.chain, sign, at=at, time_stamps=os.environ.get(TIME_STAMPS, ""))


def digest_of(snapshot: Snapshot) -> str:
    """What a version says, in brief: of two files of a version, whether they say the same."""
    return sha256(msgspec.json.encode(snapshot)).hexdigest()
