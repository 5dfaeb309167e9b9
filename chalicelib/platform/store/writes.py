"""What one transaction writes, where several subjects write together."""

from collections.abc import Iterable
from typing import NamedTuple

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.platform.store.tables import Item, transaction

MOST_WRITES = 100
"""The most items that one transaction takes."""


class Write(NamedTuple):
    """One item to put on a condition, or whose key to clear, or of which the condition alone is asked.

    With `adds` it is changed by those alone, whatever is there: a count that goes up.
    """

    item: Item
    condition: Condition | None = None
    clears: bool = False
    asks: bool = False
    adds: tuple[Action, ...] = ()


def write_together(writes: Iterable[Write]) -> None:
    """Do all of the writes, or none; DynamoDB takes `MOST_WRITES` at once.

    Raises:
        Conflict: a condition does not hold, or somebody else writes one of the items at this moment.
    """
    with transaction() as transact:
        for item, condition, clears, asks, adds in writes:
            if adds:
                transact.update(item, actions=list(adds), condition=condition)
            elif asks:
                transact.condition_check(type(item), item.pk, item.sk, condition=condition)
            elif clears:
                transact.delete(item, condition=condition, add_version_condition=False)
            else:
                transact.save(item, condition=condition)
