"""Answer an appeal, and let the ledger of whoever reported the record say so (R42, R43)."""

from datetime import datetime

from chalicelib.access.staff import Staff
from chalicelib.platform.rules.cause import Cause
from chalicelib.records.actions.act_on_record import Decided
from chalicelib.records.actions.decide_appeal import Ruling, decide_appeal
from chalicelib.reports.actions.follow_record import following


def answer_appeal(
    staff: Staff, appeal: str, ruling: Ruling, *, at: datetime, cause: Cause
) -> Decided:
    """Answer an open appeal as the bureau above; arguments and refusals as `decide_appeal`."""
    return decide_appeal(staff, appeal, ruling, at=at, cause=cause, besides=following)
