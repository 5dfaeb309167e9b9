"""Revoke a record, and let the ledger of whoever reported it say so (R19, R42)."""

from datetime import datetime

from chalicelib.access.staff import Staff
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.records.actions.act_on_record import Decided
from chalicelib.records.actions.revoke_record import revoke_record
from chalicelib.reports.actions.follow_record import following


def revoke_with_report(
    staff: Staff, record: str, reason: str, *, at: datetime, cause: Cause, seen: Seen = UNSEEN
) -> Decided:
    """Revoke a record as an administrator; arguments and refusals as `revoke_record`."""
    return revoke_record(staff, record, reason, at=at, cause=cause, seen=seen, besides=following)
