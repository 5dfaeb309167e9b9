"""How a reporter's ledger is shown: what became of each report, masked (R7, R42)."""

from datetime import datetime
from typing import Any

from msgspec import UNSET

from chalicelib.http.wire import time_text
from chalicelib.law.rules.subject import Subject
from chalicelib.platform.rules.cause import PARTY_LABELS
from chalicelib.reports.routes.shapes_ledger import (
    ReportedDocument,
    ReportMove,
    ReportShown,
    ReportWhole,
)
from chalicelib.reports.rules.kept_report import (
    REPORT_LABELS,
    STANDS,
    KeptReport,
    ReportState,
    ReportStep,
)


def shown(kept: KeptReport, at: datetime) -> ReportShown:
    """A report as a list shows it at an instant."""
    return ReportShown(**_members(kept, at))


def whole(kept: KeptReport, at: datetime) -> ReportWhole:
    """A report with its history."""
    return ReportWhole(
        **_members(kept, at),
        history=[_move(step) for step in kept.steps],
        moves=["correct", "withdraw"] if kept.state in STANDS else [],
    )


def _members(kept: KeptReport, at: datetime) -> dict[str, Any]:
    waits = kept.state is ReportState.WAITING
    changed_at = kept.steps[-1].at if kept.steps else kept.reported_at
    return {
        "id": kept.id,
        "reference": kept.reference,
        "name": kept.name,
        "document": ReportedDocument(type=kept.document_type, number=kept.masked_number),
        "year": kept.year,
        "subject": Subject.PROFESSIONAL,
        "form": kept.form,
        "facts": kept.facts,
        "title": kept.title,
        "completed_on": kept.completed_on.isoformat(),
        "reported_at": time_text(kept.reported_at),
        "status": kept.state,
        "label": REPORT_LABELS[kept.state],
        "changed_at": time_text(changed_at),
        "record": kept.record or UNSET,
        "code": kept.code or UNSET,
        "detail": kept.detail or UNSET,
        "waiting_days": max(0, (at - kept.reported_at).days) if waits else UNSET,
    }


def _move(step: ReportStep) -> ReportMove:
    return ReportMove(
        at=time_text(step.at),
        by=PARTY_LABELS[step.by.party],
        to=step.to,
        reason=step.reason,
        record=step.record or None,
    )
