"""Reopen a mistakenly rejected record (R19): a mistaken refusal is not final."""

from datetime import datetime

from chalicelib.access.staff import Staff
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause
from chalicelib.records.actions.decide_record import Decided, get_reviewed
from chalicelib.records.actions.find_law import law_for
from chalicelib.records.actions.regain_slots import in_its_slots
from chalicelib.records.actions.require_free import require_free
from chalicelib.records.rules import review
from chalicelib.records.rules.record import as_of
from chalicelib.records.store import slots
from chalicelib.staff.actions.recuse import require_not_own


def reopen_record(staff: Staff, record: str, reason: str, *, at: datetime, cause: Cause) -> Decided:
    """Put a rejected record before its bureau again, also after the cut-off: it was in time.

    Args:
        staff: a reviewer of a bureau above the one that rejected it.
        record: the record's id.
        reason: why; the professional sees it.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `not_found` outside the territory; `own_record`; `record_not_changeable` unless
            rejected; `forbidden` for a bureau that is not above; `reason_required`;
            `duplicate_credit` if the same thing has been registered again since (R16) and that
            record stands; one that is rejected, withdrawn, expired or revoked gives its slot back.
    """

    def once() -> Decided:
        person_year, before = get_reviewed(staff, record)
        law = law_for(person_year, at=at)
        asked = law.window_of(before)
        if made := before.move_by(cause):
            return Decided(person_year.professional, as_of(before, made), asked)
        require_not_own(person_year.professional, staff)
        by = review.above(staff.login, staff.territory)
        reopened = review.reopened(before, at=at, by=by, cause=cause, reason=reason)
        after = in_its_slots(reopened)
        require_free(person_year, after, asked, law)
        slots.put_record(after, asked, before, person_year)
        return Decided(person_year.professional, after, asked)

    return settled(once)
