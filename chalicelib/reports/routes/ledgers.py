"""A provider sees what it reported and what became of it (R42)."""

from chalicelib.access.role import Role
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.reports.actions.show_reports import get_report, list_reports
from chalicelib.reports.routes import present_ledger as present
from chalicelib.reports.routes.shapes_ledger import ReportList, ReportsAsked, ReportWhole
from chalicelib.reports.store.ledger import ReportPlace

ledgers = Calls(__name__, tag="providers")


@ledgers.call(
    "GET",
    "/v1/provider/reports",
    who=Role.PROVIDER,
    query=ReportsAsked,
    answers=ReportList,
    refusals=("cursor_invalid",),
    summary="查询本机构的报送记录",
)
def reported(call: Call[ReportsAsked]) -> ReportList:
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
def reported_one(call: Call[None]) -> ReportWhole:
    """Show one report with its history."""
    return present.whole(get_report(call.staff.login, call.path["id"]), call.at)
