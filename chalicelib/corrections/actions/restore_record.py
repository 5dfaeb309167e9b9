"""Undo a revocation (恢复, R19): a mistaken revocation is not final, the credits count as before."""

from collections.abc import Iterator
from datetime import datetime

from chalicelib.access.staff import Staff
from chalicelib.notices.rules.notice import Notice
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.platform.store.writes import Write
from chalicelib.records.actions import ask_records
from chalicelib.records.actions.act_on_record import Decided, Reviewed, acted_on
from chalicelib.records.actions.regain_slots import in_its_slots, save_in_slots
from chalicelib.records.rules.capped import require_room
from chalicelib.records.rules.move import RESTORE
from chalicelib.records.rules.record import Record, RecordSource, moved
from chalicelib.reports.actions.follow_record import following
from chalicelib.reports.actions.held_serial import regained


def restore_record(
    staff: Staff, record: str, reason: str, *, at: datetime, cause: Cause, seen: Seen = UNSEEN
) -> Decided:
    """Let a revoked record count again, with the credits that were accredited; also after the cut-off.

    Args:
        staff: the administrator.
        record: the record's id.
        reason: why; the professional sees it.
        at: the instant of the request.
        cause: the request, for repeats.
        seen: the versions that were seen.

    Raises:
        Refusal: `not_found` outside the territory; `own_record`; `stale`; `record_not_changeable` unless
            revoked; `reason_required`; `duplicate_credit` while the same thing stands registered
            again (R16); `form_capped` where others have used up what a cap left to it.
    """

    def decide(found: Reviewed) -> Record:
        again = moved(found.record, RESTORE, at=at, by=staff.actor, cause=cause, reason=reason)
        require_room(again, found.person_year.records, least=again.counted)
        return in_its_slots(again)

    return acted_on(staff, record, decide, _save, at=at, cause=cause, seen=seen)


def _save(found: Reviewed, after: Record, told: Notice | None) -> None:
    besides = (
        *_serial(found, after),
        *ask_records.answering(after),
        *following(after, found.person_year.professional),
    )
    save_in_slots(found, after, told, besides)


def _serial(found: Reviewed, after: Record) -> Iterator[Write]:
    """What was imported gets its 流水号 back as well, if no other row came in under it."""
    if after.source is RecordSource.HR_LEGACY:
        yield regained(found.person_year, after)
