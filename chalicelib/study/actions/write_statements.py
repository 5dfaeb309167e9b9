"""Write the statements of a course into one file, page by page: what was done, by whom, when (xAPI).

A run that has no time left leaves what it has sent and where it was, and orders the next run, which goes
on from there; one that is cut off is begun anew, or gone on with from where the last one stopped. Of two
runs at once the one that began later goes on; the other one finds out when it next tells how far it is.
"""

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from botocore.exceptions import ClientError

from chalicelib.platform.gateways.messages import send_statements
from chalicelib.platform.gateways.parts import is_gone
from chalicelib.platform.store.correlation import current_request
from chalicelib.study.gateways import statement_file
from chalicelib.study.gateways.statement_file import StatementFile
from chalicelib.study.rules import statement_order as rules
from chalicelib.study.rules.statement_order import StatementOrder
from chalicelib.study.rules.xapi import Members, ToldCourse, ToldPerson, statements
from chalicelib.study.store.statement_orders import find_order, put_order
from chalicelib.study.store.told import find_told

if TYPE_CHECKING:
    from chalicelib.platform.rules.listing import Position

PAGE = 100
"""Of people who are looked at; what has been done is told after each."""


def always() -> bool:
    """There is time left: who calls this is not cut off."""
    return True


def write_statements(order_id: str, is_time_left: Callable[[], bool] = always) -> None:
    """Write what was ordered; an order that is done is left alone.

    Args:
        order_id: of the order.
        is_time_left: whether this run may go on; the next one does, where it may not.

    Raises:
        Conflict: another run has begun meanwhile.
    """
    order = find_order(order_id)
    if order is None or order.is_written:
        return
    if not order.stops:
        begun = _tell(rules.begun(order, 0, 0), order)
        _write(begun, statement_file.begin(order.id), None, is_time_left)
        return
    left = statement_file.read_left(order.id, order.stops)
    taken = _tell(rules.begun(order, left.people, left.statements), order)
    try:
        _write(taken, statement_file.go_on(order.id, left), left.after, is_time_left)
    except ClientError as error:
        if is_gone(error):
            _begin_anew(order.id)
        raise


def _begin_anew(order_id: str) -> None:
    again = find_order(order_id)
    if again and not again.is_written:
        _tell(rules.anew(again), again)


def _write(
    order: StatementOrder,
    file: StatementFile,
    after: "Position | None",
    is_time_left: Callable[[], bool],
) -> None:
    """Write page after page; where there is no time left, leave the rest to the next run."""
    about = ToldCourse(os.environ["PUBLIC_URL"], order.course, order.title)
    while True:
        people, after = find_told(order.course, order.year, after, PAGE)
        for each in people:
            file.add(_told(about, each))
        order = _tell(rules.told(order, order.people + len(people), file.statements), order)
        if after is None:
            break
        if not is_time_left():
            _leave(order, file, after)
            return
    file.finish()
    _tell(rules.written(order), order)


def _told(about: ToldCourse, person: ToldPerson) -> Iterator[Members]:
    for each in statements(about, person):
        yield {"id": str(uuid5(NAMESPACE_URL, each.name)), **each.members}


def _leave(order: StatementOrder, file: StatementFile, after: "Position") -> None:
    statement_file.put_left(order.id, order.stops + 1, file.left(after, order.people))
    _tell(rules.stopped(order), order)
    # Were this lost, the order's own message would come again: it is done only afterwards.
    send_statements(order.id, current_request())


def _tell(order: StatementOrder, previous: StatementOrder) -> StatementOrder:
    put_order(order, previous.version)
    return order
