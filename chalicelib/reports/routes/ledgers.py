"""A provider sees what it reported and what became of it, corrects and withdraws it (R40, R42)."""

from functools import partial

from chalicelib.access.role import Role
from chalicelib.employers.routes.shapes_own import CheckAnswered, CheckSent
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.http.refusals import IDENTITY
from chalicelib.http.shapes import Reasoned
from chalicelib.reports.actions.check_person import check_person
from chalicelib.reports.actions.correct_own_report import correct_in_its_place, correct_own_report
from chalicelib.reports.actions.reporter import provider_itself
from chalicelib.reports.actions.show_reports import get_report, list_reports
from chalicelib.reports.actions.withdraw_report import withdraw_report
from chalicelib.reports.routes import present_ledger as present
from chalicelib.reports.routes.shapes_ledger import (
    ReportCorrected,
    ReportList,
    ReportsAsked,
    ReportWhole,
)
from chalicelib.reports.store.ledger import ReportPlace

ledgers = Calls(__name__, tag="providers")
in_their_place = Calls(__name__, tag="admin_people")

OF_ITS_CONTENT = (
    "report_anew",
    "report_raise_closed",
    "reason_required",
    "own_record",
    "name_differs",
    "name_invalid",
    "document_invalid",
    "document_type_unknown",
    "public_subject_by_platform",
    "form_unknown",
    "form_not_reportable",
    "form_not_in_year",
    "fact_missing",
    "fact_unknown",
    "fact_invalid",
    "date_invalid",
    "date_outside_year",
    "duplicate_credit",
    "form_capped",
    "record_not_changeable",
)
"""Why a correction can be refused, whoever makes it."""
OF_A_ROSTER = (
    "plan_not_approved",
    "roster_not_open",
    "roster_closed",
    "roster_exceeds_plan",
)
"""Why the row of a roster can be refused, in the place of its employer."""
OF_A_REFUSED_ONE = (
    "busy",
    "year_unknown",
    "window_not_open",
    "window_closed",
    "public_subject_incomplete",
    "professional_subject_complete",
    "moved_out",
    "reference_reused",
    "report_revoked",
)
"""Why what was refused once can be refused again, when it is corrected."""


@ledgers.call(
    "GET",
    "/v1/provider/reports",
    who=Role.PROVIDER,
    query=ReportsAsked,
    answers=ReportList,
    refusals=("cursor_invalid",),
    summary="查询本机构的报送记录",
)
def list_own(call: Call[ReportsAsked]) -> ReportList:
    """List what one reported, the latest first unless asked otherwise."""
    asked = call.query
    page = list_reports(
        call.staff.login,
        asked.state,
        read_cursor(asked.cursor, ReportPlace),
        asked.limit,
        newest_first=asked.order == "newest",
    )
    return ReportList(
        items=[present.shown(each, call.at) for each in page.reports],
        next=next_cursor(page.last),
    )


@ledgers.call(
    "GET",
    "/v1/provider/reports/{id}",
    who=Role.PROVIDER,
    answers=ReportWhole,
    summary="查看一条报送记录",
)
def show_own(call: Call[None]) -> ReportWhole:
    """Show one report with its history."""
    return present.whole(get_report(call.staff.login, call.path["id"]), call.at)


@ledgers.call(
    "PUT",
    "/v1/provider/reports/{id}",
    who=Role.PROVIDER,
    body=ReportCorrected,
    answers=ReportWhole,
    keyed=True,
    refusals=("not_found", "report_not_changeable", *OF_ITS_CONTENT, *OF_A_REFUSED_ONE),
    summary="更正一条报送",
)
def correct(call: Call[ReportCorrected]) -> ReportWhole:
    """Let a report say something else of the same person, year and reference."""
    kept = correct_own_report(
        call.staff, call.path["id"], call.body.restated, at=call.at, cause=call.cause
    )
    return present.whole(kept, call.at)


@ledgers.call(
    "POST",
    "/v1/provider/reports/{id}/withdraw",
    who=Role.PROVIDER,
    body=Reasoned,
    answers=ReportWhole,
    refusals=(
        "not_found",
        "report_not_changeable",
        "record_not_changeable",
        "reason_required",
        "own_record",
    ),
    summary="撤回一条报送",
)
def withdraw(call: Call[Reasoned]) -> ReportWhole:
    """Withdraw a report: its record ceases to count, its row to wait."""
    find = partial(get_report, call.staff.login, call.path["id"])
    by = provider_itself(call.staff)
    kept = withdraw_report(by, find, call.body.why, at=call.at, cause=call.cause)
    return present.whole(kept, call.at)


@ledgers.call(
    "POST",
    "/v1/provider/checks",
    who=Role.PROVIDER,
    body=CheckSent,
    answers=CheckAnswered,
    refusals=(*IDENTITY, "checks_too_many"),
    keyed=False,
    summary="核对姓名和证件号码",
)
def check(call: Call[CheckSent]) -> CheckAnswered:
    """Say whether a full name and a document are one person's who has enrolled: agrees or not, 100 a day."""
    sent = call.body
    agrees = check_person(call.staff, sent.name, sent.document.stated, at=call.at, cause=call.cause)
    return CheckAnswered(agrees=agrees)


@in_their_place.call(
    "PUT",
    "/v1/admin/records/{id}/report",
    who=Role.ADMINISTRATOR,
    body=ReportCorrected,
    answers=ReportWhole,
    keyed=True,
    refusals=(
        "not_found",
        "record_not_reported",
        "report_not_changeable",
        *OF_A_ROSTER,
        *OF_ITS_CONTENT,
    ),
    summary="代报送单位更正报送",
)
def correct_in_place(call: Call[ReportCorrected]) -> ReportWhole:
    """Correct the report that made a record, in the place of whoever reported it."""
    kept = correct_in_its_place(
        call.staff, call.path["id"], call.body.restated, at=call.at, cause=call.cause
    )
    return present.whole(kept, call.at)
