"""Confirm what takes a duty away, or refuse it, once (R20, R21, R44)."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

import msgspec

from chalicelib.access.staff import Staff
from chalicelib.duties.actions.get_duty import get_reviewed_duty, owner_of
from chalicelib.duties.rules.duty_request import (
    DUTY_LABELS,
    DutyRequest,
    DutyState,
    changes_of,
    duty_notice,
)
from chalicelib.duties.store import duties
from chalicelib.notices.actions.ask_notices import notice_item
from chalicelib.people.actions import ask_people
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.act import Act, What
from chalicelib.platform.rules.cause import Cause, repeats
from chalicelib.platform.rules.text import require_reason
from chalicelib.platform.rules.version import next_version
from chalicelib.records.rules.answered import BureauAnswer, require_open
from chalicelib.staff.actions.recuse import require_not_own


class DutyDecision(StrEnum):
    """What a bureau can say to a request."""

    CONFIRM = "confirm"
    REFUSE = "refuse"


LEADS_TO = {
    DutyDecision.CONFIRM: (DutyState.CONFIRMED, What.DUTY_CONFIRMED),
    DutyDecision.REFUSE: (DutyState.REFUSED, What.DUTY_REFUSED),
}


class DutyAnswered(NamedTuple):
    """A request as it stands after the decision, and whose it is."""

    duty: DutyRequest
    owner: Professional


def decide_duty(
    staff: Staff, duty: str, decision: DutyDecision, reason: str, *, at: datetime, cause: Cause
) -> DutyAnswered:
    """Confirm or refuse one request of the own territory; a bureau above may do so as well.

    Args:
        staff: the reviewer.
        duty: the request's id.
        decision: the decision.
        reason: why; owed with a refusal.
        at: the instant of the request.
        cause: the request: the same again is answered the same.

    Raises:
        Refusal: `not_found` outside the territory; `own_record`; `already_decided` with the result;
            `reason_required`.
    """

    def once() -> DutyAnswered:
        before = get_reviewed_duty(staff, duty)
        owner, owed = owner_of(before.person)
        if before.decided and repeats((before.decided.cause,), cause):
            return DutyAnswered(before, owner)
        require_not_own(owner, staff)
        require_open(before.state, DutyState.PENDING, DUTY_LABELS)
        if decision is DutyDecision.REFUSE:
            require_reason(reason, "不予确认")
        said = BureauAnswer(at=at, by=staff.actor, reason=reason.strip(), cause=cause)
        after = _decided(before, LEADS_TO[decision][0], said)
        return _saved(after, before, owner, owed, said)

    return settled(once)


def _decided(before: DutyRequest, state: DutyState, said: BureauAnswer) -> DutyRequest:
    version = next_version(before.version, said.at)
    return msgspec.structs.replace(before, state=state, decided=said, version=version)


def _saved(
    after: DutyRequest,
    before: DutyRequest,
    owner: Professional,
    owed: mark.Mark | None,
    said: BureauAnswer,
) -> DutyAnswered:
    changed = _released(owner, after, said.at)
    told = duty_notice(after, owner, said)
    what = next(what for state, what in LEADS_TO.values() if state is after.state)
    act = Act(
        at=said.at,
        by=said.by,
        what=what,
        reason=said.reason,
        changes=changes_of(after),
        cause=said.cause,
        version=changed.version,
    )
    items, besides = [notice_item(told, said.at)], [duties.deciding(after, before)]
    ask_people.change(changed, owner, owed, act, items, besides)
    return DutyAnswered(after, changed)


def _released(owner: Professional, duty: DutyRequest, at: datetime) -> Professional:
    """The profile once nothing is asked any more; what was confirmed is stated there and counts."""
    is_own = owner.duty_asked is not None and owner.duty_asked.id == duty.id
    version = next_version(owner.version, at)
    free = msgspec.structs.replace(
        owner, duty_asked=None if is_own else owner.duty_asked, version=version
    )
    if duty.state is not DutyState.CONFIRMED:
        return free
    return msgspec.structs.replace(
        free,
        worked_since=duty.worked_since,
        employment=duty.employment,
        duty_unproved=False,
    )
