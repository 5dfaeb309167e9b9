"""Change one's profile (R6): territory and employer for what comes; name and document with care."""

from datetime import datetime

import msgspec

from chalicelib.actions.enrol import Person, Situation, parse_situation, prove
from chalicelib.actions.settle import settled
from chalicelib.gateways import keys
from chalicelib.rules import identity, mark
from chalicelib.rules.act import Act, Change, What, differences
from chalicelib.rules.professional import Professional
from chalicelib.rules.record import Actor, Cause, Party
from chalicelib.rules.refusal import Refusal
from chalicelib.rules.version import next_version
from chalicelib.store import acts, certificates, professionals
from chalicelib.store.professionals import person_key
from chalicelib.store.tables import Conflict


def change_profile(
    person: str, wanted: Person | None, situation: Situation, *, at: datetime, cause: Cause
) -> Professional:
    """Change what a person states of themselves.

    Args:
        person: the professional's id.
        wanted: the corrected name and document, or None if both stay. A `document_number` of ""
            keeps the document.
        situation: territory, employment and contact as they shall be.
        at: the instant of the request.
        cause: the request, for its entry in the history.

    Raises:
        Refusal: what enrolment refuses; `certificate_rests_on_identity` once a certificate was
            issued under the name and document.
    """
    checked = parse_situation(situation, at)
    return settled(lambda: _change_once(person, wanted, checked, at, cause))


def _change_once(
    person: str, wanted: Person | None, situation: Situation, at: datetime, cause: Cause
) -> Professional:
    previous = professionals.find_professional(person)
    if previous is None:
        raise Refusal("not_enrolled")
    if acts.find_act(person_key(person), cause.token):
        return previous
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
        changed = identified(changed, wanted, at)
    if _is_corrected(changed, previous):
        _require_no_certificate(person)
    owner = Actor(Party.PROFESSIONAL, previous.login)
    save_changed(changed, previous, by=owner, reason="", at=at, cause=cause)
    return changed


def save_changed(
    changed: Professional,
    previous: Professional,
    *,
    by: Actor,
    reason: str,
    at: datetime,
    cause: Cause,
) -> None:
    """Save a changed profile with the act; a corrected name or document must reach the HR system.

    Raises:
        Conflict: it was changed meanwhile.
        Refusal: `already_enrolled` for a document of somebody else's.
    """
    act = Act(
        at=at,
        by=by,
        what=What.PROFILE_CHANGED,
        reason=reason,
        changes=_changes(previous, changed),
        cause=cause,
        version=changed.version,
    )
    waits = mark.match(changed.id, at) if _is_corrected(changed, previous) else None
    try:
        professionals.change(changed, previous, waits, act)
    except Conflict:
        owner = professionals.find_person_by_identity(changed.document_digest)
        if owner not in {None, changed.id}:
            raise Refusal("already_enrolled") from None
        raise


def _is_corrected(changed: Professional, previous: Professional) -> bool:
    return (changed.name, changed.document_digest) != (previous.name, previous.document_digest)


def _changes(previous: Professional, changed: Professional) -> tuple[Change, ...]:
    """What differs, as history tells it; two documents may look alike once masked (R7)."""
    found = differences(_described(previous), _described(changed))
    is_other = changed.document_digest != previous.document_digest
    if is_other and all(change.field != "document" for change in found):
        return (*found, Change("document", previous.masked_number, changed.masked_number))
    return found


def _described(professional: Professional) -> dict[str, str]:
    mobile = professional.mobile
    return {
        "name": professional.name,
        "document": f"{professional.document_type} {professional.masked_number}",
        "territory": professional.territory,
        "employment": professional.employment,
        "employer": professional.employer,
        "mobile": identity.masked_mobile(mobile) if mobile else "",
        "worked_since": str(professional.worked_since or ""),
        "moved_out": "true" if professional.moved_out else "",
    }


def identified(professional: Professional, wanted: Person, at: datetime) -> Professional:
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
