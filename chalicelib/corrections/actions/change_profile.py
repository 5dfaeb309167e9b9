"""Change one's profile (R6): territory and employer for what comes; name and document with care."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.certificates.actions import ask_certificates
from chalicelib.corrections.rules.profile_differences import profile_differences
from chalicelib.employers.actions.ask_employers import roll_writes
from chalicelib.employers.actions.name_employer import name_anew
from chalicelib.identity.gateways import keys
from chalicelib.identity.rules import identity
from chalicelib.identity.rules.proof import sha256_of
from chalicelib.identity.rules.sealed import SealedMobile
from chalicelib.notices.actions.ask_notices import notice_item
from chalicelib.notices.rules.notice import Notice
from chalicelib.people.actions import ask_people
from chalicelib.people.actions.enrol import Correction, Proved, Situation, parse_situation, prove
from chalicelib.people.actions.liken import alike_of, with_mobile
from chalicelib.people.actions.seal_mobile import kept_mobile
from chalicelib.people.rules.duty import said_years
from chalicelib.people.rules.employment import Employment
from chalicelib.people.rules.professional import Professional, begun_duties, require_current
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.act import Act, What, is_repeat
from chalicelib.platform.rules.cause import Actor, Cause
from chalicelib.platform.rules.refusal import Refusal, read_all
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.platform.rules.version import next_version
from chalicelib.platform.store import acts
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.tables import Conflict


class ProfileChange(msgspec.Struct, frozen=True, kw_only=True):
    """What shall change of a person's situation; what is UNSET stays as it is when written."""

    territory: str | UnsetType = UNSET
    employment: Employment | UnsetType = UNSET
    employer: str | UnsetType = UNSET
    employer_code: str | UnsetType = UNSET
    mobile: str | UnsetType = UNSET
    worked_since: date | UnsetType | None = UNSET


def change_profile(
    person: str,
    correction: Correction | None,
    change: ProfileChange,
    *,
    at: datetime,
    cause: Cause,
    seen: Seen = UNSEEN,
) -> Professional:
    """Change what a person states of themselves.

    Args:
        person: the professional's id.
        correction: of name and document, or None if both stay.
        change: what changes of territory, employment and contact.
        at: the instant of the request.
        cause: the request, for its entry in the history.
        seen: the versions that were seen.

    Raises:
        Refusal: what enrolment refuses; `stale` where it is not as it was seen; `certificate_rests_on_identity` once a certificate was
            issued under the name and document; `duty_to_be_confirmed` for what would make a year
            exempt that has begun (R44).
    """

    def once() -> Professional:
        found = ask_people.find_profile(person)
        if found is None:
            raise Refusal("not_enrolled")
        previous, owed = found
        require_current(previous)
        if not seen.is_current(previous.version) and is_done(person, cause):
            return previous
        seen.require(previous.version)
        changed = _obliged_on(changed_by(previous, correction, change, at), previous, at)
        if is_corrected(changed, previous):
            _require_no_certificate(person)
        act = changing(previous, changed, by=previous.actor, reason="", at=at, cause=cause)
        return save_changed(changed, previous, owed, act)

    return settled(once)


def is_done(person: str, cause: Cause) -> bool:
    """Whether this very request has changed the profile already, and its answer was lost."""
    return is_repeat(acts.find_act(person_key(person), cause.token), cause)


def _obliged_on(changed: Professional, previous: Professional, at: datetime) -> Professional:
    """The changed profile, if no year that has begun becomes exempt by what is stated (R44)."""
    if changed.statement == previous.statement:
        return changed
    if freed := changed.statement.frees(begun_duties(previous, at)):
        is_later = changed.worked_since != previous.worked_since
        raise Refusal(
            "duty_to_be_confirmed",
            field="worked_since" if is_later else "employment",
            years=list(freed),
            of=said_years(freed),
            territory=previous.territory,
        )
    return msgspec.structs.replace(changed, duty_unproved=False)


def changed_by(
    previous: Professional, correction: Correction | None, change: ProfileChange, at: datetime
) -> Professional:
    """The profile with what changes, under its next version.

    Raises:
        Refusal: what enrolment refuses.
    """
    situation, proved = read_all(
        lambda: parse_situation(_situation(previous, change), at),
        lambda: _proved(previous, correction, at) if correction else None,
    )
    named = name_anew(previous, change.employer, change.employer_code)
    mobile = _mobile(previous, change, situation)
    changed = msgspec.structs.replace(
        previous,
        territory=situation.territory,
        employment=situation.employment,
        employer=named.name,
        employer_code=named.code,
        employer_consent=named.consent,
        mobile="",
        sealed_mobile=mobile,
        alike=with_mobile(previous.alike, previous.name, mobile),
        worked_since=situation.worked_since,
        version=next_version(previous.version, at),
    )
    return _identified(changed, proved) if proved else changed


def is_corrected(changed: Professional, previous: Professional) -> bool:
    """Whether the name or the document is another."""
    return (changed.name, changed.document_digest) != (previous.name, previous.document_digest)


def changing(
    previous: Professional,
    changed: Professional,
    *,
    by: Actor,
    reason: str,
    at: datetime,
    cause: Cause,
) -> Act:
    """The act of changing a profile: what differs, as its history tells it."""
    return Act(
        at=at,
        by=by,
        what=What.PROFILE_CHANGED,
        reason=reason,
        changes=profile_differences(previous, changed),
        cause=cause,
        version=changed.version,
    )


def save_changed(
    changed: Professional,
    previous: Professional,
    owed: mark.Mark | None,
    act: Act,
    told: Sequence[Notice] = (),
) -> Professional:
    """Save a changed profile with the act; a corrected name or document must reach the HR system.

    Raises:
        Conflict: it was changed meanwhile.
        Refusal: `already_enrolled` for a document of somebody else's.
    """
    # Whom the account looks like is found where the correction is compared.
    is_other = is_corrected(changed, previous) or changed.alike != previous.alike
    is_owed = is_other and not mark.is_match(owed)
    waits = mark.match(changed.id, act.at) if is_owed else owed
    try:
        items = [notice_item(notice, act.at) for notice in told]
        ask_people.change(changed, previous, waits, act, items, roll_writes(changed, previous))
    except Conflict:
        if acts.find_act(person_key(changed.id), act.cause.token):
            return changed
        if changed.document_digest != previous.document_digest:
            _require_free(changed)
        raise
    return changed


def _require_free(changed: Professional) -> None:
    """Refuse a document that is somebody else's: no further try would take it."""
    owner = ask_people.find_person_by_identity(changed.document_digest)
    if owner not in {None, changed.id}:
        raise Refusal("already_enrolled")


def _situation(previous: Professional, change: ProfileChange) -> Situation:
    kept = {field: getattr(previous, field) for field in Situation.__struct_fields__}
    wanted = {field: getattr(change, field) for field in ProfileChange.__struct_fields__}
    changed = {field: value for field, value in wanted.items() if value is not UNSET}
    return Situation(**{**kept, **changed})


def _mobile(
    previous: Professional, change: ProfileChange, situation: Situation
) -> SealedMobile | None:
    """The mobile number as it is kept from now on: what stays, as it was sealed."""
    if change.mobile is UNSET:
        return kept_mobile(previous)
    return keys.seal_mobile(previous.id, situation.mobile) if situation.mobile else None


def _identified(professional: Professional, proved: Proved) -> Professional:
    """The profile under the corrected name and document."""
    document = proved.document
    return msgspec.structs.replace(
        professional,
        name=proved.name,
        document_type=document.type,
        document_digest=keys.document_digest(document.type, document.number),
        number_digest=keys.number_digest(sha256_of(document.number)),
        masked_number=identity.masked_number(document.number),
        sealed_number=keys.seal(professional.id, document.number),
        alike=alike_of(proved.name, professional.sealed_mobile, document),
        proved=proved.proved,
    )


def _proved(professional: Professional, correction: Correction, at: datetime) -> Proved:
    stated = correction.document or (
        professional.document_type,
        keys.unseal(professional.id, professional.sealed_number),
    )
    return prove(correction.person(professional.name, stated), at)


def _require_no_certificate(person: str) -> None:
    if any(certificate.version for certificate in ask_certificates.find_certificates(person)):
        raise Refusal("certificate_rests_on_identity")
