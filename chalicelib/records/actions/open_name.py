"""Show whoever decides a record whose it is, and keep that they looked (R7)."""

from datetime import datetime

from chalicelib.access.staff import Staff
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.cause import Cause
from chalicelib.records.rules.general_claim import ClaimState
from chalicelib.records.rules.next_moves import may_decide
from chalicelib.records.rules.record import Record
from chalicelib.staff.actions.keep_name_look import keep_name_look
from chalicelib.staff.actions.recuse import is_known_own


def open_name(
    staff: Staff, owner: Professional, record: Record, *, at: datetime, cause: Cause
) -> bool:
    """Say whether the whole name is shown; before it is, keep who looks at whom, when and why.

    A name on a certificate cannot be held against a first character and two stars. Whoever does not
    decide the record, has decided it already or may not (R20) sees it masked, and nothing is kept.

    Args:
        staff: who looks.
        owner: whose record it is.
        record: the record; a submitted or a refused one never expires by itself.
        at: the instant of the request.
        cause: the request: sent again, it leaves one act.
    """
    what = _decision_on(record, staff)
    if not what or is_known_own(owner, staff):
        return False
    keep_name_look(staff, owner, f"{what}学分记录{record.id}", year=record.year, at=at, cause=cause)
    return True


def _decision_on(record: Record, staff: Staff) -> str:
    """What staff of its territory decides about a record now, in words; "" for nothing."""
    if may_decide(record, record.state, staff.actor):
        return "复核" if record.under_appeal else "认定"
    claim = record.general_claim
    return "确认专业通识：" if claim and claim.state is ClaimState.PENDING and record.counts else ""
