"""Correct a report (R40): always downwards, upwards while it may be reported; what rested on it follows (R31).

Another person, year or reference is another report: this one is withdrawn, that one reported.
"""

from collections.abc import Callable
from datetime import datetime

import msgspec

from chalicelib.identity.actions.identify_document import identify_document
from chalicelib.identity.rules import name
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.text import require_reason
from chalicelib.platform.store.writes import write_together
from chalicelib.records.actions.take_back import replacing
from chalicelib.reports.actions.act_on_report import (
    Acted,
    ReportAct,
    acted_on_report,
    get_waiting,
    not_changeable,
    take_back_its_record,
)
from chalicelib.reports.actions.compose_corrected import corrected, holding, require_lower_row
from chalicelib.reports.actions.reporter import Reporter
from chalicelib.reports.rules.corrected_notice import corrected_notice
from chalicelib.reports.rules.kept_report import (
    COUNTS,
    KeptReport,
    ReportState,
    ReportStep,
    stepped,
)
from chalicelib.reports.rules.report import Report, parse_report
from chalicelib.reports.rules.restated import Restated, of_the_same, row_of, says_the_same
from chalicelib.reports.store import ledger, waiting_rows

CORRECTION = "更正报送"


def correct_report(
    by: Reporter,
    find: Callable[[], KeptReport],
    restated: Restated,
    *,
    at: datetime,
    cause: Cause,
) -> KeptReport:
    """Let a report say something else of the same person, year and reference.

    What counts is revoked and registered anew in one transaction; what waits goes on waiting.

    Args:
        by: who corrects it.
        find: reads the report.
        restated: what it is to say, and why.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `report_anew`; `report_not_changeable`; `report_raise_closed`; `reason_required`;
            `own_record`; `name_differs`; and as a report is refused.
    """
    act = ReportAct(by, require_reason(restated.reason, CORRECTION), at, cause)

    def once(kept: KeptReport) -> Acted:
        asked = of_the_same(restated, kept)
        if kept.state in COUNTS:
            return _counting(act, kept, asked)
        if kept.state is ReportState.WAITING:
            return Acted(_waiting(act, kept, asked))
        raise not_changeable(kept)

    return acted_on_report(act, find, once)


def _counting(act: ReportAct, kept: KeptReport, asked: Restated) -> Acted:
    taken = take_back_its_record(kept, act)
    professional = taken.read.professional
    _require_same_person(asked, professional, act.at)
    row = parse_report(row_of(asked, kept, professional.name), asked.subject)
    if says_the_same(row, kept):
        return Acted(kept)
    record = corrected(taken, row, act.reason)
    told = corrected_notice(taken.before, record, act.reason, act.at)
    step = _step(act, ReportState.CORRECTED, taken.before.id)
    now = msgspec.structs.replace(_saying(stepped(kept, step), row), record=record.id)
    write_together([*replacing(taken, record, told), ledger.put_in_ledger(now, kept)])
    return Acted(now, told)


def _waiting(act: ReportAct, kept: KeptReport, asked: Restated) -> KeptReport:
    before = get_waiting(kept)
    if not isinstance(before, Report):
        raise not_changeable(kept)
    if _digest(asked, act.at) not in {"", kept.identity}:
        raise Refusal("report_anew", field="document")
    row = parse_report(row_of(asked, kept, before.name), asked.subject)
    if says_the_same(row, kept) and row.name == before.name:
        return kept
    held, judge = holding(row, act.at)
    require_lower_row(judge, before, held)
    held = msgspec.structs.replace(held, place=before.place)
    step = _step(act, ReportState.WAITING, "")
    now = _saying(stepped(kept, step), held)
    now = msgspec.structs.replace(now, name=name.masked_name(held.name))
    write_together(
        [waiting_rows.restated(kept.identity, held, act.at), ledger.put_in_ledger(now, kept)]
    )
    return now


def _require_same_person(asked: Restated, professional: Professional, at: datetime) -> None:
    digest = _digest(asked, at)
    if digest and digest not in professional.identities:
        raise Refusal("report_anew", field="document")
    if asked.name and not name.agree(asked.name, professional.name):
        raise Refusal("name_differs", field="name")


def _digest(asked: Restated, at: datetime) -> str:
    """The digest of the document that is named, "" where none is."""
    if not asked.document_number:
        return ""
    return identify_document((asked.document_type, asked.document_number), at=at).digest


def _step(act: ReportAct, to: ReportState, record: str) -> ReportStep:
    return ReportStep(act.at, act.by.actor, to, act.cause, act.reason, record)


def _saying(kept: KeptReport, row: Report) -> KeptReport:
    return msgspec.structs.replace(
        kept, form=row.form, facts=row.facts, title=row.title, completed_on=row.completed_on
    )
