"""Reopen a mistakenly rejected record (R19): a mistaken refusal is not final."""

from datetime import datetime

from chalicelib.access.staff import Staff
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.records.actions.act_on_record import Decided, Reviewed, acted_on
from chalicelib.records.actions.regain_slots import in_its_slots, save_in_slots
from chalicelib.records.rules import review
from chalicelib.records.rules.record import Record


def reopen_record(
    staff: Staff, record: str, reason: str, *, at: datetime, cause: Cause, seen: Seen = UNSEEN
) -> Decided:
    """Put a rejected record before its bureau again, also after the cut-off: it was in time.

    Args:
        staff: a reviewer of a bureau above the one that rejected it.
        record: the record's id.
        reason: why; the professional sees it.
        at: the instant of the request.
        cause: the request, for repeats.
        seen: the versions that were seen.

    Raises:
        Refusal: `not_found` outside the territory; `own_record`; `stale`; `record_not_changeable` unless
            rejected; `forbidden` for a bureau that is not above; `reason_required`;
            `duplicate_credit` if the same thing has been registered again since (R16) and that
            record stands; one that is rejected, withdrawn, expired or revoked gives its slot back.
    """

    def decide(found: Reviewed) -> Record:
        by = review.above(staff.login, staff.territory)
        return in_its_slots(review.reopened(found.record, at=at, by=by, cause=cause, reason=reason))

    return acted_on(staff, record, decide, save_in_slots, at=at, cause=cause, seen=seen)
