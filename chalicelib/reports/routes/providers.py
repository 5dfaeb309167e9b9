"""Providers (施教机构) report study, and its credits come by themselves (R18)."""

from datetime import date
from typing import Any

from msgspec import UNSET

from chalicelib.access.role import Role
from chalicelib.bureaus.rules.contact import detail_of
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.invalid import read_document
from chalicelib.http.texts import parse_texts
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.reports.actions.accredit_reports import RowOutcome, RowStatus
from chalicelib.reports.actions.report_credits import Statement, report_credits
from chalicelib.reports.routes import present
from chalicelib.reports.routes.shapes import ReportResult, ReportResults, ReportSent, ReportsSent

providers = Calls(__name__, tag="providers")

OF_A_REPORT = {"started_on": "completed_on", "ended_on": "completed_on"}
"""What a record's members are called in a report."""


@providers.call(
    "POST",
    "/v1/provider/reports",
    who=Role.PROVIDER,
    body=ReportsSent,
    answers=ReportResults,
    summary="施教机构报送学分",
)
def report(call: Call[ReportsSent]) -> ReportResults:
    """Accredit reports, each by itself; a refused one is a result, not a problem of the call."""
    results: dict[int, ReportResult] = {}
    statements: dict[int, Statement] = {}
    for place, sent in enumerate(call.body.reports):
        try:
            statements[place] = _statement(sent, call.at.date())
        except Refusal as refusal:
            results[place] = _result(RowOutcome(RowStatus.REFUSED, refusal=refusal))
    outcomes = report_credits(call.staff, list(statements.values()), at=call.at, cause=call.cause)
    for place, outcome in zip(statements, outcomes, strict=True):
        results[place] = _result(outcome)
    return ReportResults(results=[results[place] for place in range(len(call.body.reports))])


def _statement(sent: Any, today: date) -> Statement:  # noqa: ANN401 - whatever JSON stands there
    if not isinstance(sent, dict):
        raise Refusal("field_invalid", field="reports", why="每项应为JSON对象")
    read = parse_texts(read_document(sent, ReportSent), today)
    return Statement(
        reference=read.reference,
        name=read.name,
        document_type=read.document.type,
        document_number=read.document.number,
        year=read.year,
        subject=read.subject,
        form=read.form,
        facts=read.facts,
        title=read.title,
        completed_on=read.completed_on,
    )


def _result(outcome: RowOutcome) -> ReportResult:
    refusal = outcome.refusal
    if refusal is None:
        alike = [present.reported(each) for each in outcome.looks_like]
        return ReportResult(
            status=outcome.status, record=outcome.record or UNSET, looks_like=alike or UNSET
        )
    field = refusal.facts.get("field")
    return ReportResult(
        status=outcome.status,
        code=refusal.code,
        field=OF_A_REPORT.get(str(field), str(field)) if field else UNSET,
        detail=_detail(refusal),
    )


def _detail(refusal: Refusal) -> str:
    """What a refusal says, and whatever else is wrong with the report."""
    told = refusal.facts.get("faults")
    others = told[1:] if isinstance(told, list) else []
    return "".join((detail_of(refusal), *(each["detail"] for each in others)))
