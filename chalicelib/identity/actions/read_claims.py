"""Read a login's real-name claims: as digests, which alone may be kept and compared (R1, R7)."""

from collections.abc import Iterator
from datetime import datetime

from chalicelib.identity.gateways import keys
from chalicelib.identity.rules import name
from chalicelib.identity.rules.identity import DOCUMENT_LABELS, Document, parse_document
from chalicelib.identity.rules.proof import Claims, Proof, sha256_of
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.refusal import Refusal


def documents_of(number: str | None, at: datetime) -> Iterator[Document]:
    """The documents that a claimed number can be of: a claim does not say of which type it is."""
    if number is None:
        return
    for kind in DOCUMENT_LABELS:
        try:
            yield parse_document(kind, number, today=shanghai_date(at))
        except Refusal:
            continue


def proof_of(claims: Claims, *, at: datetime) -> Proof:
    """What claims say of a person; empty where they say nothing.

    Args:
        claims: what the issuer gave; a number that no document has proves nobody.
        at: the instant of the request.
    """
    documents = tuple(documents_of(claims.number, at))
    given = claims.number_digest.lower() if claims.number_digest else ""
    hashed = sha256_of(documents[0].number) if documents else given
    return Proof(
        name=name.normal_form(claims.name) if claims.name else "",
        number=keys.number_digest(hashed) if hashed else "",
        documents=tuple(dict.fromkeys(_digest(document) for document in documents)),
    )


def proof_of_document(document: Document) -> Proof:
    """Whose a document is, to be compared with what claims proved."""
    number = keys.number_digest(sha256_of(document.number))
    return Proof(number=number, documents=(_digest(document),))


def _digest(document: Document) -> str:
    return keys.document_digest(document.type, document.number)
