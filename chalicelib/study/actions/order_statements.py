"""Order the statements of a course: who ordered which is kept; a queue brings the order to its writer."""

from datetime import datetime

from chalicelib.access.staff import Staff, require_province
from chalicelib.courses.actions import ask_courses
from chalicelib.platform.gateways.messages import send_statements
from chalicelib.platform.rules.act import Act, What
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store import acts
from chalicelib.platform.store.correlation import current_request
from chalicelib.platform.store.tables import Conflict
from chalicelib.study.rules.statement_order import StatementOrder
from chalicelib.study.store import statement_orders


def order_statements(staff: Staff, course: str, *, at: datetime, cause: Cause) -> StatementOrder:
    """Take an order down and send it to the writer; a repeat is answered alike.

    Raises:
        Refusal: `forbidden` for anybody below the province, `not_found`, `idempotency_key_reused`.
    """
    require_province(staff)
    about = ask_courses.get_latest(course)
    order = StatementOrder(
        id=derived("statements", cause.token),
        course=about.id,
        year=about.year,
        title=about.title,
        login=staff.login,
        ordered_at=at,
        content=cause.body,
    )
    act = Act(at=at, by=staff.actor, what=What.STATEMENTS_ORDERED, cause=cause, year=about.year)
    acts.put_act(statement_orders.order_key(order.id), act)
    return _placed(order)


def _placed(order: StatementOrder) -> StatementOrder:
    try:
        statement_orders.put_order(order, 0)
    except Conflict:
        kept = statement_orders.find_order(order.id)
        if kept is None or (kept.content, kept.course) != (order.content, order.course):
            raise Refusal("idempotency_key_reused") from None
        order = kept
    if not order.is_written:
        # Perhaps the first request ended before it had sent this: a second message does no harm.
        send_statements(order.id, current_request())
    return order
