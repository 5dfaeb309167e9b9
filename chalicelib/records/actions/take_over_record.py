"""Take a record over (上级接办, R20): the bureau above decides in the place of the one below."""

from datetime import datetime

from chalicelib.access.staff import Staff
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause
from chalicelib.records.actions.decide_record import Decided, get_reviewed
from chalicelib.records.actions.find_law import law_for
from chalicelib.records.rules import review
from chalicelib.records.rules.record import as_of
from chalicelib.records.store import records
from chalicelib.staff.actions.recuse import require_not_own


def take_over_record(
    staff: Staff, record: str, reason: str, *, at: datetime, cause: Cause
) -> Decided:
    """Let a submitted record wait for the reviewer's own bureau, and no longer for the one below.

    Args:
        staff: a reviewer of a bureau above the one that decides now.
        record: the record's id.
        reason: why; the professional sees it in the record's history.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `not_found` outside the territory; `own_record`; `already_decided`; `forbidden`
            for a bureau that is not above; `reason_required`.
    """

    def once() -> Decided:
        person_year, before = get_reviewed(staff, record)
        asked = law_for(person_year, at=at).window_of(before)
        if made := before.move_by(cause):
            return Decided(person_year.professional, as_of(before, made), asked)
        require_not_own(person_year.professional, staff)
        by = review.above(staff.login, staff.territory)
        after = review.taken_over(before, at=at, by=by, cause=cause, reason=reason)
        records.put_moved(after, None, before)
        return Decided(person_year.professional, after, asked)

    return settled(once)
