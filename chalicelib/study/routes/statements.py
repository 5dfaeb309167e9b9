"""Administrators of the province: what was done in a course, as a file for a learning platform elsewhere."""

from datetime import datetime

from msgspec import UNSET, UnsetType

from chalicelib.access.role import Role
from chalicelib.access.staff import require_province
from chalicelib.http import shapes
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.told import Id, Instant, Line, Sentences, Url
from chalicelib.http.wire import time_text
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.study.actions.order_statements import order_statements
from chalicelib.study.gateways.statement_file import statements_url
from chalicelib.study.rules.statement_order import StatementOrder, StatementsState
from chalicelib.study.store.statement_orders import find_order

admin_statements = Calls(__name__, tag="admin_statements")


class StatementsShown(shapes.Answered, frozen=True, kw_only=True):
    """A file of statements (xAPI 1.0.3, an array in JSON, one a line), and how far it is written.

    So many `people` have been told of, by so many `statements`. `url` is there while the file is, and lasts
    until `expires_at`; `kept_until` says how long.
    """

    id: Id
    course: Id
    year: int
    title: Line
    ordered_at: Instant
    state: StatementsState
    people: int
    statements: int
    failed_because: Sentences | None
    kept_until: Instant
    url: Url | UnsetType = UNSET
    expires_at: Instant | UnsetType = UNSET


@admin_statements.call(
    "POST",
    "/v1/admin/courses/{id}/statements",
    who=Role.ADMINISTRATOR,
    answers=StatementsShown,
    status=202,
    refusals=("forbidden", "not_found"),
    proved=False,
    summary="导出课程的学习情况（xAPI）",
)
def order(call: Call[None]) -> StatementsShown:
    """Order a file of who completed a course and took its examination; how far it is shows at the file."""
    ordered = order_statements(call.staff, call.path["id"], at=call.at, cause=call.cause)
    return _shown(ordered, call.at)


@admin_statements.call(
    "GET",
    "/v1/admin/statements/{id}",
    who=Role.ADMINISTRATOR,
    answers=StatementsShown,
    refusals=("forbidden", "not_found"),
    summary="学习情况的导出进度",
)
def show(call: Call[None]) -> StatementsShown:
    """Show how far a file is, and where it is to be had."""
    require_province(call.staff)
    found = find_order(call.path["id"])
    if found is None:
        raise Refusal("not_found")
    return _shown(found, call.at)


def _shown(order: StatementOrder, at: datetime) -> StatementsShown:
    state = order.state(at)
    is_to_be_had = state is StatementsState.DONE
    signed = statements_url(order.id, order.course) if is_to_be_had else None
    return StatementsShown(
        id=order.id,
        course=order.course,
        year=order.year,
        title=order.title,
        ordered_at=time_text(order.ordered_at),
        state=state,
        people=order.people,
        statements=order.statements,
        failed_because=order.why_failed(at) or None,
        kept_until=time_text(order.kept_until),
        url=signed.url if signed else UNSET,
        expires_at=time_text(signed.expires_at) if signed else UNSET,
    )
