"""Take a record over (上级接办, R20): the bureau above decides in the place of the one below."""

from datetime import datetime

from chalicelib.access.staff import Staff
from chalicelib.notices.rules.notice import Notice
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.records.actions.act_on_record import Decided, Reviewed, acted_on
from chalicelib.records.rules import review
from chalicelib.records.rules.record import Record
from chalicelib.records.store import records


def take_over_record(
    staff: Staff, record: str, reason: str, *, at: datetime, cause: Cause, seen: Seen = UNSEEN
) -> Decided:
    """Let a submitted record wait for the reviewer's own bureau, and no longer for the one below.

    Args:
        staff: a reviewer of a bureau above the one that decides now.
        record: the record's id.
        reason: why; the professional sees it in the record's history.
        at: the instant of the request.
        cause: the request, for repeats.
        seen: the versions that were seen.

    Raises:
        Refusal: `not_found` outside the territory; `own_record`; `stale`; `already_decided`; `forbidden`
            for a bureau that is not above; `reason_required`.
    """

    def decide(found: Reviewed) -> Record:
        by = review.above(staff.login, staff.territory)
        return review.taken_over(found.record, at=at, by=by, cause=cause, reason=reason)

    return acted_on(staff, record, decide, _save, at=at, cause=cause, seen=seen)


def _save(found: Reviewed, after: Record, told: Notice | None) -> None:
    records.put_moved(after, None, found.record, told)
