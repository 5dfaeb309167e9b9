"""The HR side's account of a person (R30): what is compared with the profile."""

from datetime import datetime

import msgspec

from chalicelib.identity.rules.identity import Document, masked_number
from chalicelib.platform.rules.cause import Cause


class Account(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The HR side's account of a person: the name as typed there and the masked document.

    `left_digest` is the document it had before the last correction.
    """

    digest: str
    login: str
    name: str
    document_type: str
    masked_number: str
    opened_at: datetime
    changed_at: datetime
    cause: Cause
    left_digest: str = ""
    version: int = 0


def with_document(account: Account, digest: str, document: Document) -> Account:
    """The account under a corrected document; it remembers the one that it leaves."""
    return msgspec.structs.replace(
        account,
        digest=digest,
        left_digest=account.left_digest if digest == account.digest else account.digest,
        document_type=document.type,
        masked_number=masked_number(document.number),
    )
