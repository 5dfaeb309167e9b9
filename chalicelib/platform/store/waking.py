"""Wake a stream's reader once more: the items that still wait for it are touched."""

from collections.abc import Iterator
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from chalicelib.platform.rules import mark
from chalicelib.platform.rules.function_kind import Reader
from chalicelib.platform.rules.letter import EventSubject
from chalicelib.platform.store.outbox import Side, waiting_until
from chalicelib.platform.store.tables import Item, touch

if TYPE_CHECKING:
    from pynamodb.expressions.condition import Condition


def wake(reader: Reader, subject: EventSubject, by: str) -> bool:
    """Touch an item if it still waits for the reader, or is for the archive; answer whether it was.

    What waits for nobody any longer has been done and is left alone.

    Raises:
        Conflict: a transaction writes the item at this moment.
    """
    still: list[Condition] = [Item.waits_for.startswith(f"{whom}#") for whom in reader.whom]
    if reader.archives:
        still.append(Item.body.exists())
    item = Side[reader.side.upper()].value(subject.pk, subject.sk)
    return touch(item, by, reduce(or_, still))


def find_waiting(reader: Reader, until: datetime) -> Iterator[EventSubject]:
    """Everything that waits for the reader since an instant or longer."""
    side = Side[reader.side.upper()]
    for whom in reader.whom:
        for place in waiting_until(side, mark.every_list(whom), until):
            yield EventSubject(place.pk, place.sk)
