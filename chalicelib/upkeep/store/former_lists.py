"""What earlier versions put into lists that are not used any more is brought into those of today.

Lists were cut into more shards once. A process of the version before may still be writing when this
one runs, a version may be taken back, and a write that replaces an item takes over the mark that it has:
so nobody can say when the last of it has come, and the lists are looked at in turn, for good.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from chalicelib.platform.rules import mark
from chalicelib.platform.rules.mark import Whom
from chalicelib.platform.store.outbox import DEBTS, Side
from chalicelib.platform.store.tables import Conflict, Item, conflicts


class FormerList(NamedTuple):
    """A list that is not used any more, and in whose table."""

    side: Side
    waits_for: str


class Stray(NamedTuple):
    """Something that waits in a former list, by its key."""

    former: FormerList
    pk: str
    sk: str


def all_former() -> list[FormerList]:
    """Every such list, always in this order."""
    used = (*DEBTS, (Side.REGISTRY, Whom.GRACE))
    return [FormerList(side, each) for side, whom in used for each in mark.former_lists(whom)]


def find_strays(former: FormerList) -> Iterator[Stray]:
    """Find what waits in a former list, however long."""
    for item in former.side.value.waiting.query(former.waits_for):
        yield Stray(former, item.pk, item.sk)


def bring_over(stray: Stray) -> None:
    """Let it wait in the list of today, since when it waits.

    What is being dealt with at this moment is left: its mark is cleared, or it is found next time.
    """
    former, *key = stray
    item = former.side.value(*key)
    with suppress(Conflict), conflicts():
        item.update(
            actions=[Item.waits_for.set(mark.present_list(former.waits_for))],
            condition=Item.waits_for == former.waits_for,
        )
