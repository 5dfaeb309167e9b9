"""The roster of an approved plan (培训人员名单, R40): its clerks bring rows and see what became of each."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from msgspec import UNSET

from chalicelib.access.caller import Who
from chalicelib.bureaus.rules.contact import detail_of
from chalicelib.employers.actions.ask_employers import require_clerk
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.http.invalid import read_document
from chalicelib.http.shapes import Reasoned
from chalicelib.http.texts import parse_texts
from chalicelib.imports.actions.bring_roster import RowBrought, RowStated, bring_roster
from chalicelib.imports.routes.present_roster import fault_shown, row_shown
from chalicelib.imports.routes.shapes_roster import (
    Roster,
    RosterFault,
    RosterQuery,
    RosterResult,
    RosterResults,
    RosterRowCorrected,
    RosterRowSent,
    RosterRowShape,
    RosterSent,
)
from chalicelib.plans.actions.get_plan import get_own_plan
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.reports.actions.accredit_reports import RowStatus
from chalicelib.reports.actions.ask_reports import ReportPlace
from chalicelib.reports.actions.correct_roster_row import correct_roster_row
from chalicelib.reports.actions.follow_decision import get_decided, list_decided
from chalicelib.reports.actions.reporter import Reporter, clerk_itself
from chalicelib.reports.actions.withdraw_report import withdraw_report
from chalicelib.reports.rules.kept_report import KeptReport

rosters = Calls(__name__, tag="rosters")
ROSTER = "/v1/employers/{code}/plans/{id}/roster"


@rosters.call(
    "POST",
    ROSTER,
    who=Who.LOGIN,
    body=RosterSent,
    answers=RosterResults,
    refusals=("not_found", "plan_not_approved", "roster_not_open", "roster_closed"),
    summary="导入培训人员名单",
)
def bring(call: Call[RosterSent]) -> RosterResults:
    """Bring rows under an approved plan; a refused one is a result, not a problem of the call."""
    employer = require_clerk(call.login, call.path["code"])
    rows = [_stated(sent, call.at.date()) for sent in call.body.rows]
    brought = bring_roster(
        employer, call.login, call.path["id"], rows, at=call.at, cause=call.cause
    )
    return RosterResults(results=[_result(each) for each in brought])


def _stated(sent: Any, today: date) -> RowStated | Refusal:  # noqa: ANN401 - whatever JSON stands there
    if not isinstance(sent, dict):
        return Refusal("field_invalid", field="rows", why="每项应为JSON对象")
    try:
        return parse_texts(read_document(sent, RosterRowSent), today).stated
    except Refusal as refusal:
        return refusal


def _result(brought: RowBrought) -> RosterResult:
    is_refused = brought.outcome.status is RowStatus.REFUSED
    return RosterResult(
        status=brought.outcome.status,
        row=brought.row or UNSET,
        record=brought.outcome.record or UNSET,
        faults=[each for fault in brought.faults for each in _faults(fault)]
        if is_refused
        else UNSET,
    )


def _faults(refusal: Refusal) -> list[RosterFault]:
    """All that a refusal tells, each with its field; what is no field's is the row's."""
    told = refusal.facts.get("faults")
    if isinstance(told, list):
        return [RosterFault(**each) for each in told]
    field = str(refusal.facts.get("field", "row"))
    return [fault_shown(field, refusal.code, detail_of(refusal))]


@rosters.call(
    "GET",
    ROSTER,
    who=Who.LOGIN,
    query=RosterQuery,
    answers=Roster,
    refusals=("not_found", "cursor_invalid"),
    summary="查询培训人员名单",
)
def show_roster(call: Call[RosterQuery]) -> Roster:
    """List the rows of a roster and what became of each, the latest first."""
    employer = require_clerk(call.login, call.path["code"])
    plan = get_own_plan(employer.code, call.path["id"])
    asked = call.query
    after = read_cursor(asked.cursor, ReportPlace)
    page = list_decided(plan.id, asked.state, after, asked.limit)
    return Roster(
        items=[row_shown(each, call.at) for each in page.reports],
        next=next_cursor(page.last),
    )


@rosters.call(
    "PUT",
    f"{ROSTER}/{{row}}",
    who=Who.LOGIN,
    body=RosterRowCorrected,
    answers=RosterRowShape,
    keyed=True,
    refusals=(
        "not_found",
        "report_not_changeable",
        "report_anew",
        "roster_not_open",
        "roster_closed",
        "plan_not_approved",
        "fact_invalid",
        "roster_exceeds_plan",
        "reason_required",
        "own_record",
        "name_differs",
        "document_invalid",
        "document_type_unknown",
        "duplicate_credit",
        "form_capped",
        "record_not_changeable",
    ),
    summary="更正培训人员名单的一行",
)
def correct(call: Call[RosterRowCorrected]) -> RosterRowShape:
    """Let a row say another number of days or hours: its record is revoked and registered anew."""
    by, find = _row_found(call)
    kept = correct_roster_row(by, find, call.body.restated, at=call.at, cause=call.cause)
    return row_shown(kept, call.at)


@rosters.call(
    "POST",
    f"{ROSTER}/{{row}}/withdraw",
    who=Who.LOGIN,
    body=Reasoned,
    answers=RosterRowShape,
    refusals=(
        "not_found",
        "report_not_changeable",
        "record_not_changeable",
        "reason_required",
        "own_record",
    ),
    summary="撤回培训人员名单的一行",
)
def withdraw(call: Call[Reasoned]) -> RosterRowShape:
    """Withdraw a row: its record ceases to count, or the row to wait."""
    by, find = _row_found(call)
    kept = withdraw_report(by, find, call.body.why, at=call.at, cause=call.cause)
    return row_shown(kept, call.at)


def _row_found(
    call: Call[RosterRowCorrected] | Call[Reasoned],
) -> tuple[Reporter, Callable[[], KeptReport]]:
    """Who acts on a row, as a clerk of its plan's employer, and how it is read."""
    employer = require_clerk(call.login, call.path["code"])
    plan = get_own_plan(employer.code, call.path["id"])
    by = clerk_itself(plan.id, call.login.digest, employer.territory)
    return by, partial(get_decided, plan.id, call.path["row"])
