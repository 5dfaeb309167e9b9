"""Identify a document as somebody states it: read by its rules, and found by its digest (R2, R7)."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.identity.gateways import keys
from chalicelib.identity.rules.identity import Document, parse_document
from chalicelib.platform.rules.china_time import shanghai_date

Stated = tuple[str, str]
"""A document's type and number as somebody states them."""


class Identified(NamedTuple):
    """A document, and the digest under which it is kept in both systems."""

    digest: str
    document: Document


def identify_document(stated: Stated, *, at: datetime) -> Identified:
    """Read a document; `at` is the instant of the request.

    Raises:
        Refusal: `document_invalid`, `document_type_unknown`.
    """
    document = parse_document(*stated, today=shanghai_date(at))
    return Identified(keys.document_digest(document.type, document.number), document)
