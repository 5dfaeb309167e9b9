"""Correct a professional's profile as an administrator (R6, R36), with a reason, audited."""

from datetime import datetime

import msgspec

from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import covers
from chalicelib.corrections.actions.change_profile import (
    ProfileChange,
    changed_by,
    changing,
    save_changed,
)
from chalicelib.corrections.rules.correction_notice import correction_notice
from chalicelib.people.actions import ask_people
from chalicelib.people.actions.enrol import Correction
from chalicelib.people.rules.professional import Professional, require_current
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.act import is_repeat
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.platform.rules.text import require_reason
from chalicelib.platform.store import acts
from chalicelib.platform.store.keys import person_key
from chalicelib.staff.actions.recuse import require_not_own


class Correcting(msgspec.Struct, frozen=True, kw_only=True):
    """What shall be otherwise, and why; what is None or UNSET stays."""

    identity: Correction | None
    situation: ProfileChange
    moved_out: bool | None
    reason: str


def correct_profile(
    staff: Staff,
    person: str,
    correcting: Correcting,
    *,
    at: datetime,
    cause: Cause,
    seen: Seen = UNSEEN,
) -> Professional:
    """Change a profile, name and document too when a certificate rests on them.

    A corrected name or document waits to be compared with the HR system, which brings a new version
    of every certificate once both sides have it (R31). Whoever has moved out registers nothing new;
    coming back undoes it (R36).

    Args:
        staff: the administrator, who has seen the documents.
        person: the professional's id.
        correcting: what shall be otherwise, and why.
        at: the instant of the request.
        cause: the request, for repeats.
        seen: the versions that were seen.

    Raises:
        Refusal: `not_found` outside the territory; `own_record` for one's own profile,
            before or after; `stale` where it is not as it was seen;
            `reason_required`; what enrolment refuses; `already_enrolled`.
    """
    reason = require_reason(correcting.reason, "更正信息")

    def once() -> Professional:
        previous, owed = find_governed(staff, person)
        if is_repeat(acts.find_act(person_key(person), cause.token), cause):
            return previous
        require_current(previous)
        require_not_own(previous, staff)
        seen.require(previous.version)
        changed = _corrected(previous, correcting, at)
        require_not_own(changed, staff)
        act = changing(previous, changed, by=staff.actor, reason=reason, at=at, cause=cause)
        told = correction_notice(changed, reason, at, cause.token)
        return save_changed(changed, previous, owed, act, (told,))

    return settled(once)


def find_governed(staff: Staff, person: str) -> tuple[Professional, mark.Mark | None]:
    """Read a professional of the administrator's territory, and what the profile still owes.

    Raises:
        Refusal: `not_found` for any other (R20).
    """
    found = ask_people.find_profile(person)
    if found is None or not covers(staff.territory, found[0].territory):
        raise Refusal("not_found")
    return found


def _corrected(previous: Professional, correcting: Correcting, at: datetime) -> Professional:
    changed = changed_by(previous, correcting.identity, correcting.situation, at)
    moved_out = previous.moved_out if correcting.moved_out is None else correcting.moved_out
    # The administrator has seen the document: what the login once proved is not asked again; what of work
    # and study is stated in the person's place need not be confirmed either (R44).
    return msgspec.structs.replace(
        changed,
        moved_out=moved_out,
        proved=previous.proved,
        duty_unproved=previous.duty_unproved and changed.statement == previous.statement,
    )
