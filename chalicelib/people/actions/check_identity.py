"""Check a name and a document against who has enrolled: for who reports somebody else's study (R38, R40).

The answer is agrees or not, the same no for another name and for nobody: it tells not who is enrolled. Whoever
asks may so many times a day.
"""

from datetime import datetime
from typing import NamedTuple

from chalicelib.identity.actions.identify_document import Stated, identify_document
from chalicelib.identity.rules.name import agree, parse_name
from chalicelib.people.rules.identity_check import MOST_CHECKS
from chalicelib.people.store import professionals
from chalicelib.people.store.checks import count_check
from chalicelib.platform.rules.china_time import end_of, shanghai_date
from chalicelib.platform.rules.refusal import Refusal, attempted, several
from chalicelib.platform.store.tables import Conflict


class CheckedIdentity(NamedTuple):
    """Whether name and document are one person's who has enrolled, and whose the document is, for the audit."""

    agrees: bool
    person: str | None


def check_identity(asker: str, name: str, document: Stated, *, at: datetime) -> CheckedIdentity:
    """Hold a full name and a document against who has enrolled.

    Args:
        asker: the partition of whoever asks, of whom a day's checks are counted.
        name: the full name.
        document: its type and number.
        at: the instant of the request.

    Raises:
        Refusal: `name_invalid`, `document_invalid`, `document_type_unknown`, all of them at once;
            `checks_too_many` on one day.
    """
    typed, name_fault = attempted(lambda: parse_name(name))
    found, document_fault = attempted(lambda: identify_document(document, at=at))
    if typed is None or found is None:
        raise several([each for each in (name_fault, document_fault) if each])
    _count(asker, at)
    person = professionals.find_person_by_identity(found.digest)
    professional = professionals.find_professional(person) if person else None
    return CheckedIdentity(
        professional is not None and agree(typed, professional.name),
        professional.id if professional else None,
    )


def _count(asker: str, at: datetime) -> None:
    today = shanghai_date(at)
    try:
        count_check(asker, today)
    except Conflict:
        seconds = int((end_of(today) - at).total_seconds())
        raise Refusal("checks_too_many", most=MOST_CHECKS, retry_after=seconds) from None
