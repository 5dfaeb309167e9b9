"""Whether somebody is known by a document and a name: then a number that looks rounded is theirs (R28)."""

from chalicelib.identity.gateways import keys
from chalicelib.identity.rules import name
from chalicelib.identity.rules.identity import Document
from chalicelib.people.store import accounts, professionals


def is_enrolled(document: Document, stated: str) -> bool:
    """Whether this document has enrolled under this name (R4)."""
    digest = keys.document_digest(document.type, document.number)
    person = professionals.find_person_by_identity(digest)
    kept = professionals.find_professional(person) if person else None
    return kept is not None and name.agree(stated, kept.name)


def has_account(document: Document, stated: str) -> bool:
    """Whether this document has an account under this name on either side."""
    digest = keys.document_digest(document.type, document.number)
    account = accounts.find_account(digest)
    is_agreed = account is not None and name.agree(stated, account.name)
    return is_agreed or is_enrolled(document, stated)
