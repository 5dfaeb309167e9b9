"""How a row of a roster is shown: what became of it, name and number masked (R7, R40)."""

from datetime import datetime

from msgspec import UNSET

from chalicelib.http.wire import time_text
from chalicelib.imports.routes.shapes_roster import RosterFault, RosterRowShape
from chalicelib.reports.routes import present_ledger
from chalicelib.reports.rules.kept_report import KeptReport


def row_shown(kept: KeptReport, at: datetime) -> RosterRowShape:
    """A row at an instant, as its plan's ledger has it."""
    report = present_ledger.whole(kept, at)
    days, hours = kept.facts.get("days"), kept.facts.get("hours")
    return RosterRowShape(
        id=kept.id,
        name=kept.name,
        document=report.document,
        days=days if isinstance(days, int) else None,
        hours=str(hours) if hours is not None else None,
        reported_at=time_text(kept.reported_at),
        changed_at=report.changed_at,
        status=report.status,
        label=report.label,
        record=report.record,
        faults=[fault_shown("row", kept.code, kept.detail)] if kept.code else UNSET,
        waiting_days=report.waiting_days,
        history=report.history,
        moves=report.moves,
    )


def fault_shown(field: str, code: str, detail: str) -> RosterFault:
    """What is wrong with a row."""
    return RosterFault(field=field, code=code, detail=detail)
