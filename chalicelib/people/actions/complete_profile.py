"""Bring a profile to what a write of today keeps: what accounts enrolled before it lack (R1, R20)."""

from datetime import datetime

import msgspec

from chalicelib.identity.gateways import keys
from chalicelib.identity.rules.identity import Document, DocumentType
from chalicelib.identity.rules.proof import sha256_of
from chalicelib.people.actions.liken import alike_of
from chalicelib.people.actions.seal_mobile import kept_mobile
from chalicelib.people.rules import alike
from chalicelib.people.rules.professional import Professional
from chalicelib.people.store import placed
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.version import next_version


def complete_profile(person: str, *, at: datetime) -> bool:
    """Keep the number's digest and the marks of likeness, and list the account by its name of now.

    The number is unsealed only where something is missing. With new marks the account owes its
    `CLAIM`, so that the stream puts it among those that it may look like. A merged account changes no
    more.

    Args:
        person: the professional's id.
        at: the instant of the run.

    Returns:
        Whether anything was missing.
    """

    def once() -> bool:
        found = placed.find_placed(person)
        if found is None or found.professional.merged_into:
            return False
        previous, owed, is_in_place = found
        completed = previous if _is_complete(previous) else _completed(previous)
        if completed == previous and is_in_place:
            return False
        waits = owed
        if completed.alike != previous.alike:
            waits = owed or mark.claim(person, at)
        version = next_version(previous.version, at)
        completed = msgspec.structs.replace(completed, version=version)
        placed.complete(completed, previous, waits)
        return True

    return settled(once)


def _is_complete(professional: Professional) -> bool:
    likenesses = {alike.likeness_of(each) for each in professional.alike}
    document = DocumentType(professional.document_type)
    known = alike.known_of(document, has_mobile=bool(professional.masked_mobile))
    return bool(professional.number_digest) and likenesses >= known


def _completed(professional: Professional) -> Professional:
    number = keys.unseal(professional.id, professional.sealed_number)
    document = Document(DocumentType(professional.document_type), number)
    mobile = kept_mobile(professional)
    return msgspec.structs.replace(
        professional,
        number_digest=keys.number_digest(sha256_of(number)),
        mobile="",
        sealed_mobile=mobile,
        alike=alike_of(professional.name, mobile, document),
    )
