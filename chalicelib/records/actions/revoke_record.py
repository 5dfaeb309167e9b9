"""Revoke an accredited record (撤销, R19): its credits cease to count, the certificate may fall."""

from datetime import datetime

from chalicelib.access.staff import Staff
from chalicelib.notices.actions.send_notice import pass_on
from chalicelib.notices.rules.notice import Notice
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause
from chalicelib.records.actions.decide_record import Decided, get_reviewed, recomputed
from chalicelib.records.actions.find_law import law_for
from chalicelib.records.rules.decision_notice import decision_notice
from chalicelib.records.rules.move import REVOKE
from chalicelib.records.rules.record import as_of, moved
from chalicelib.records.store import years
from chalicelib.staff.actions.recuse import require_not_own


def revoke_record(staff: Staff, record: str, reason: str, *, at: datetime, cause: Cause) -> Decided:
    """Revoke a record; if its year was complete, the HR system hears of it (R31).

    Args:
        staff: the administrator.
        record: the record's id.
        reason: why; the professional sees it.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `not_found` outside the territory; `own_record`; `record_not_changeable` unless
            accredited; `reason_required`.
    """

    def once() -> tuple[Decided, Notice | None]:
        person_year, before = get_reviewed(staff, record)
        law = law_for(person_year, at=at)
        asked = law.window_of(before)
        if made := before.move_by(cause):
            return Decided(person_year.professional, as_of(before, made), asked), None
        require_not_own(person_year.professional, staff)
        after = moved(before, REVOKE, at=at, by=staff.actor, cause=cause, reason=reason)
        told = decision_notice(after)
        years.put_accredited(
            after, before, recomputed(person_year, after, law), person_year, told=told
        )
        return Decided(person_year.professional, after, asked), told

    decided, told = settled(once)
    if told:
        pass_on(told)
    return decided
