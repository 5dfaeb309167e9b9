"""Bind a lost login anew (R1): the professional's account goes to another login, both are told."""

from datetime import datetime

import msgspec

from chalicelib.access.staff import Staff
from chalicelib.corrections.actions.correct_profile import find_governed
from chalicelib.corrections.rules.binding import notices_of
from chalicelib.notices.actions.ask_notices import notice_item
from chalicelib.people.actions import ask_people
from chalicelib.people.rules.professional import Professional, require_current
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.act import Act, Difference, What, is_repeat
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.identifier import fingerprint
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.text import require_reason
from chalicelib.platform.rules.version import next_version
from chalicelib.platform.store import acts
from chalicelib.platform.store.keys import person_key
from chalicelib.staff.actions.recuse import require_not_own, require_not_own_login


def bind_login(
    staff: Staff, person: str, login: str, reason: str, *, at: datetime, cause: Cause
) -> Professional:
    """Give a professional's account to another login; the first one owns nothing any more.

    Args:
        staff: the administrator, who has made sure of the person.
        person: the professional's id.
        login: the digest of the new login's issuer and subject.
        reason: why.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `not_found` outside the territory; `own_record` for an account of the
            administrator's, before or after; `reason_required`; `login_taken` if the login
            owns a professional already, this one included.
    """
    why = require_reason(reason, "改绑登录账号")

    def once() -> Professional:
        previous, _ = find_governed(staff, person)
        require_current(previous)
        if is_repeat(acts.find_act(person_key(person), cause.token), cause):
            return previous
        require_not_own(previous, staff)
        require_not_own_login(login, staff)
        if ask_people.find_person(login) is not None:
            raise Refusal("login_taken")
        changed = msgspec.structs.replace(
            previous,
            login=login,
            formers=tuple(msgspec.structs.replace(each, login="") for each in previous.formers),
            version=next_version(previous.version, at),
        )
        told = notices_of(previous, at=at, token=cause.token)
        act = _act(staff, previous, changed, why, at, cause)
        items = [notice_item(each, at) for each in told]
        ask_people.bind(changed, previous, act, items)
        return changed

    return settled(once)


def _act(
    staff: Staff,
    previous: Professional,
    changed: Professional,
    reason: str,
    at: datetime,
    cause: Cause,
) -> Act:
    before, after = fingerprint(previous.login), fingerprint(changed.login)
    return Act(
        at=at,
        by=staff.actor,
        what=What.LOGIN_BOUND,
        reason=reason,
        changes=(Difference("login", before, after),),
        cause=cause,
        version=changed.version,
    )
