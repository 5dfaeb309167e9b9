"""Change one's profile (R6): territory and employer for what comes; name and document with care."""

from datetime import date, datetime

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.actions.enrol import Correction, Situation, parse_situation, prove
from chalicelib.actions.settle import settled
from chalicelib.gateways import keys
from chalicelib.rules import identity, mark
from chalicelib.rules.professional import Employment, Professional
from chalicelib.rules.refusal import Refusal
from chalicelib.rules.version import next_version
from chalicelib.store import certificates, professionals
from chalicelib.store.tables import Conflict


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What shall change of a person's situation; what is UNSET stays as it is when written."""

    territory: str | UnsetType = UNSET
    employment: Employment | UnsetType = UNSET
    employer: str | UnsetType = UNSET
    mobile: str | UnsetType = UNSET
    worked_since: date | UnsetType | None = UNSET


def change_profile(
    person: str, correction: Correction | None, change: Change, *, at: datetime
) -> Professional:
    """Change what a person states of themselves.

    Args:
        person: the professional's id.
        correction: of name and document, or None if both stay.
        change: what changes of territory, employment and contact.
        at: the instant of the request.

    Raises:
        Refusal: what enrolment refuses; `certificate_rests_on_identity` once a certificate was
            issued under the name and document.
    """
    return settled(lambda: _change_once(person, correction, change, at))


def _change_once(
    person: str, correction: Correction | None, change: Change, at: datetime
) -> Professional:
    found = professionals.find_profile(person)
    if found is None:
        raise Refusal("not_enrolled")
    previous, owed = found
    situation = parse_situation(_situation(previous, change), at)
    changed = msgspec.structs.replace(
        previous,
        territory=situation.territory,
        employment=situation.employment,
        employer=situation.employer,
        mobile=situation.mobile,
        worked_since=situation.worked_since,
        version=next_version(previous.version, at),
    )
    if correction is not None:
        changed = _identified(changed, correction, at)
    corrected = (changed.name, changed.document_digest) != (previous.name, previous.document_digest)
    if corrected:
        _require_no_certificate(person)
    waits = owed or (mark.match(person, at) if corrected else None)
    try:
        professionals.change(changed, previous, waits)
    except Conflict:
        owner = professionals.find_person_by_identity(changed.document_digest)
        if owner not in {None, person}:
            raise Refusal("already_enrolled") from None
        raise
    return changed


def _situation(previous: Professional, change: Change) -> Situation:
    kept = {field: getattr(previous, field) for field in Situation.__struct_fields__}
    wanted = {field: getattr(change, field) for field in Change.__struct_fields__}
    changed = {field: value for field, value in wanted.items() if value is not UNSET}
    return Situation(**{**kept, **changed})


def _identified(professional: Professional, correction: Correction, at: datetime) -> Professional:
    """The profile under the corrected name and document."""
    stated = correction.document or (
        professional.document_type,
        keys.unseal(professional.id, professional.sealed_number),
    )
    proved = prove(correction.person(professional.name, stated), at)
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
