"""Correct a professional's profile as an administrator (R6, R36), with a reason, audited."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from chalicelib.actions.change_profile import identified, save_changed
from chalicelib.actions.enrol import Person, Situation, parse_situation
from chalicelib.actions.settle import settled
from chalicelib.rules.act import is_repeat, require_reason
from chalicelib.rules.professional import Professional
from chalicelib.rules.proof import Claims
from chalicelib.rules.record import Actor, Cause, Party
from chalicelib.rules.refusal import Refusal
from chalicelib.rules.territory import covers
from chalicelib.rules.version import next_version
from chalicelib.store import acts, professionals
from chalicelib.store.professionals import person_key
from chalicelib.store.staff import Staff


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What shall be otherwise; what is "" or None stays. `situation`: fields of `Situation`."""

    name: str = ""
    document_type: str = ""
    document_number: str = ""
    situation: Mapping[str, object] = {}
    moved_out: bool | None = None
    reason: str


def correct_profile(
    staff: Staff, person: str, correction: Correction, *, at: datetime, cause: Cause
) -> Professional:
    """Change a profile, name and document too when a certificate rests on them.

    A corrected name or document waits to be compared with the HR system, which brings a new version
    of every certificate once both sides have it (R31). Whoever has moved out registers nothing new;
    coming back undoes it (R36).

    Args:
        staff: the administrator, who has seen the documents.
        person: the professional's id.
        correction: what shall be otherwise, and why.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `not_found` outside the territory; `own_record` for one's own profile;
            `reason_required`; what enrolment refuses; `already_enrolled`.
    """
    reason = require_reason(correction.reason, "更正信息")
    by = Actor(Party.ADMINISTRATOR, staff.login, staff.territory)

    def once() -> Professional:
        previous = get_professional(staff, person)
        earlier = acts.find_act(person_key(person), cause.token)
        if is_repeat(earlier, cause):
            return previous
        if previous.login == staff.login:
            raise Refusal("own_record")
        changed = _corrected(previous, correction, at)
        save_changed(changed, previous, by=by, reason=reason, at=at, cause=cause)
        return changed

    return settled(once)


def get_professional(staff: Staff, person: str) -> Professional:
    """Read a professional of the administrator's territory; any other is `not_found` (R20)."""
    found = professionals.find_professional(person)
    if found is None or not covers(staff.territory, found.territory):
        raise Refusal("not_found")
    return found


def _corrected(previous: Professional, correction: Correction, at: datetime) -> Professional:
    asked = Situation(
        territory=previous.territory,
        employment=previous.employment,
        employer=previous.employer,
        mobile=previous.mobile,
        worked_since=previous.worked_since,
    )
    if correction.situation:
        asked = parse_situation(msgspec.structs.replace(asked, **correction.situation), at)
    moved_out = previous.moved_out if correction.moved_out is None else correction.moved_out
    changed = msgspec.structs.replace(
        previous,
        territory=asked.territory,
        employment=asked.employment,
        employer=asked.employer,
        mobile=asked.mobile,
        worked_since=asked.worked_since,
        moved_out=moved_out,
        version=next_version(previous.version, at),
    )
    if not correction.name and not correction.document_number:
        return changed
    wanted = Person(
        name=correction.name or previous.name,
        document_type=correction.document_type,
        document_number=correction.document_number,
        claims=Claims(),
        allow_unproved=True,
    )
    # The administrator has seen the document: what the login once proved is not asked again.
    return msgspec.structs.replace(identified(changed, wanted, at), proved=previous.proved)
