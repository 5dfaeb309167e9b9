"""Change one's profile (R6): territory and employer for what comes; name and document with care."""

from datetime import datetime

import msgspec

from chalicelib.actions.enrol import Person, Situation, parse_situation, prove
from chalicelib.actions.settle import settled
from chalicelib.gateways import keys
from chalicelib.rules import identity, mark
from chalicelib.rules.professional import Professional
from chalicelib.rules.refusal import Refusal
from chalicelib.rules.version import next_version
from chalicelib.store import certificates, professionals
from chalicelib.store.tables import Conflict


def change_profile(
    person: str, wanted: Person | None, situation: Situation, *, at: datetime
) -> Professional:
    """Change what a person states of themselves.

    Args:
        person: the professional's id.
        wanted: the corrected name and document, or None if both stay. A `document_number` of ""
            keeps the document.
        situation: territory, employment and contact as they shall be.
        at: the instant of the request.

    Raises:
        Refusal: what enrolment refuses; `certificate_rests_on_identity` once a certificate was
            issued under the name and document.
    """
    checked = parse_situation(situation, at)
    return settled(lambda: _change_once(person, wanted, checked, at))


def _change_once(
    person: str, wanted: Person | None, situation: Situation, at: datetime
) -> Professional:
    previous = professionals.find_professional(person)
    if previous is None:
        raise Refusal("not_enrolled")
    changed = msgspec.structs.replace(
        previous,
        territory=situation.territory,
        employment=situation.employment,
        employer=situation.employer,
        mobile=situation.mobile,
        worked_since=situation.worked_since,
        version=next_version(previous.version, at),
    )
    if wanted is not None:
        changed = _identified(changed, wanted, at)
    corrected = (changed.name, changed.document_digest) != (previous.name, previous.document_digest)
    if corrected:
        _require_no_certificate(person)
    waits = mark.match(person, at) if corrected else None
    try:
        professionals.change(changed, previous, waits)
    except Conflict:
        owner = professionals.find_person_by_identity(changed.document_digest)
        if owner not in {None, person}:
            raise Refusal("already_enrolled") from None
        raise
    return changed


def _identified(professional: Professional, wanted: Person, at: datetime) -> Professional:
    """The profile under the corrected name and document."""
    if not wanted.document_number:
        number = keys.unseal(professional.id, professional.sealed_number)
        wanted = msgspec.structs.replace(
            wanted, document_type=professional.document_type, document_number=number
        )
    proved = prove(wanted, at)
    document = proved.document
    return msgspec.structs.replace(
        professional,
        name=proved.name,
        document_type=document.type,
        document_digest=keys.document_digest(document.type, document.number),
        masked_number=identity.masked_number(document.number),
        sealed_number=keys.seal(professional.id, document.number),
        proved=proved.proved,
    )


def _require_no_certificate(person: str) -> None:
    if any(certificate.version for certificate in certificates.find_certificates(person)):
        raise Refusal("certificate_rests_on_identity")
