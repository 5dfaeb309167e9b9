"""Orders of statements: a job each."""

from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import RegistryItem, conflicts, find, is_still_at, read
from chalicelib.study.rules.statement_order import StatementOrder

SORT_KEY = "STATEMENTS"


def order_key(order: str) -> str:
    """The partition of an order: the job, and the act of ordering it."""
    return f"JOB#{order}"


def put_order(order: StatementOrder, previous: int) -> None:
    """Write an order under its next version; `previous` is the one it was read at, 0 if new.

    Raises:
        Conflict: it has changed meanwhile, or is there already.
    """
    item = RegistryItem(
        pk=order_key(order.id), sk=SORT_KEY, version=order.version, body=keep(order)
    )
    with conflicts():
        item.save(condition=is_still_at(previous))


def find_order(order: str) -> StatementOrder | None:
    """Read an order, strongly consistent."""
    item = find(RegistryItem, order_key(order), SORT_KEY)
    return read(item, StatementOrder) if item else None
