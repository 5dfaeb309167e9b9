"""Revoke an accredited record (撤销, R19): its credits cease to count, the certificate may fall."""

from datetime import datetime

from chalicelib.access.staff import Staff
from chalicelib.notices.rules.notice import Notice
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.records.actions.act_on_record import Besides, Decided, Reviewed, acted_on, nothing
from chalicelib.records.rules.move import REVOKE
from chalicelib.records.rules.record import Record, moved
from chalicelib.records.store import years


def revoke_record(
    staff: Staff,
    record: str,
    reason: str,
    *,
    at: datetime,
    cause: Cause,
    seen: Seen = UNSEEN,
    besides: Besides = nothing,
) -> Decided:
    """Revoke a record; if its year was complete, the HR system hears of it (R31).

    Args:
        staff: the administrator.
        record: the record's id.
        reason: why; the professional sees it.
        at: the instant of the request.
        cause: the request, for repeats.
        seen: the versions that were seen.
        besides: what else is written with it.

    Raises:
        Refusal: `not_found` outside the territory; `own_record`; `stale`; `record_not_changeable` unless
            accredited; `reason_required`.
    """

    def decide(found: Reviewed) -> Record:
        return moved(found.record, REVOKE, at=at, by=staff.actor, cause=cause, reason=reason)

    def save(found: Reviewed, after: Record, told: Notice | None) -> None:
        also = besides(after, found.person_year.professional)
        standing = found.standing_with(after)
        years.put_accredited(
            after, found.record, standing, found.person_year, told=told, besides=also
        )

    return acted_on(staff, record, decide, save, at=at, cause=cause, seen=seen)
