"""Withdraw a report, always and with a reason (R40): its record ceases to count, or its row to wait."""

from collections.abc import Callable
from datetime import datetime

from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.text import require_reason
from chalicelib.platform.store.writes import write_together
from chalicelib.records.actions.take_back import taking_back
from chalicelib.records.rules.decision_notice import decision_notice
from chalicelib.reports.actions.act_on_report import (
    Acted,
    ReportAct,
    acted_on_report,
    get_waiting,
    not_changeable,
    take_back_its_record,
)
from chalicelib.reports.actions.reporter import Reporter
from chalicelib.reports.rules.kept_report import (
    STANDS,
    KeptReport,
    ReportState,
    ReportStep,
    stepped,
)
from chalicelib.reports.store import ledger, waiting_rows

WITHDRAWAL = "撤回报送"


def withdraw_report(
    by: Reporter, find: Callable[[], KeptReport], reason: str, *, at: datetime, cause: Cause
) -> KeptReport:
    """Withdraw a report that stands; whom it concerned is told, and may appeal (R43).

    Args:
        by: who withdraws it.
        find: reads the report.
        reason: why; the person sees it.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `report_not_changeable`; `reason_required`; `own_record`; `record_not_changeable`
            where somebody else has ended its record.
    """
    act = ReportAct(by, require_reason(reason, WITHDRAWAL), at, cause)

    def once(kept: KeptReport) -> Acted:
        if kept.state not in STANDS:
            raise not_changeable(kept)
        step = ReportStep(at, by.actor, ReportState.WITHDRAWN, cause, act.reason, kept.record)
        now = stepped(kept, step, identity="")
        if kept.state is ReportState.WAITING:
            gone = waiting_rows.accepted(kept.identity, get_waiting(kept))
            write_together([*gone, ledger.put_in_ledger(now, kept)])
            return Acted(now)
        taken = take_back_its_record(kept, act)
        told = decision_notice(taken.after)
        write_together([*taking_back(taken, told), ledger.put_in_ledger(now, kept)])
        return Acted(now, told)

    return acted_on_report(act, find, once)
