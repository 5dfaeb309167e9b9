"""Undo a revocation (恢复, R19): a mistaken revocation is not final, the credits count as before."""

from collections.abc import Iterator
from datetime import datetime

from chalicelib.access.staff import Staff
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.notices.actions.ask_notices import notice_item
from chalicelib.notices.actions.send_notice import pass_on
from chalicelib.notices.rules.notice import Notice
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.store.tables import is_new
from chalicelib.platform.store.writes import Write
from chalicelib.records.actions.ask_records import put_together, writes_of
from chalicelib.records.actions.decide_record import Decided, get_reviewed, recomputed
from chalicelib.records.actions.find_law import law_for
from chalicelib.records.actions.regain_slots import in_its_slots
from chalicelib.records.actions.require_free import require_free
from chalicelib.records.rules.decision_notice import decision_notice
from chalicelib.records.rules.move import RESTORE
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record, RecordSource, as_of, moved, require_move
from chalicelib.reports.actions.held_serial import regained
from chalicelib.staff.actions.recuse import require_not_own


def restore_record(
    staff: Staff, record: str, reason: str, *, at: datetime, cause: Cause
) -> Decided:
    """Let a revoked record count again, with the credits that were accredited; also after the cut-off.

    Args:
        staff: the administrator.
        record: the record's id.
        reason: why; the professional sees it.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `not_found` outside the territory; `own_record`; `record_not_changeable` unless
            revoked; `reason_required`; `duplicate_credit` while the same thing stands registered
            again (R16).
    """

    def once() -> tuple[Decided, Notice | None]:
        person_year, before = get_reviewed(staff, record)
        law = law_for(person_year, at=at)
        if made := before.move_by(cause):
            return Decided(
                person_year.professional, as_of(before, made), law.window_of(before)
            ), None
        require_not_own(person_year.professional, staff)
        require_move(RESTORE, before.state, staff.actor.party, reason)
        again = in_its_slots(before)
        after = moved(again, RESTORE, at=at, by=staff.actor, cause=cause, reason=reason)
        told = decision_notice(after)
        put_together(
            [after],
            _writes(person_year, before, after, told, law),
            recomputed(person_year, after, law),
            person_year,
        )
        return Decided(person_year.professional, after, law.window_of(after)), told

    decided, told = settled(once)
    if told:
        pass_on(told)
    return decided


def _writes(
    person_year: PersonYear, before: Record, after: Record, told: Notice | None, law: YearLaw
) -> Iterator[Write]:
    """What gives the record back what names it, if nothing else stands there, and tells its owner."""
    asked = law.window_of(after)
    require_free(person_year, after, asked, law)
    yield from writes_of(after, asked, before, person_year)
    if after.source is RecordSource.HR_LEGACY:
        yield regained(person_year, after)
    if told:
        yield Write(notice_item(told, told.due), is_new())
