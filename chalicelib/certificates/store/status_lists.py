"""The status lists and whose place is next, in the HR department's table (R49)."""

from chalicelib.certificates.rules.status_list import MOST_PLACES, StatusList
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import HrItem, conflicts, find, is_still_at, read

LIST = "LIST"
TAKEN = "TAKEN"


def find_list(name: str) -> StatusList | None:
    """Read a list, strongly consistent."""
    item = find(HrItem, f"STATUS#{name}", LIST)
    return read(item, StatusList) if item else None


def put_list(kept: StatusList, previous: int) -> None:
    """Keep a list in place of the version that was read, 0 if there was none.

    Raises:
        Conflict: somebody changed it meanwhile.
    """
    item = HrItem(pk=f"STATUS#{kept.name}", sk=LIST, version=kept.version, body=keep(kept))
    with conflicts():
        item.save(condition=is_still_at(previous))


def take_number(shard: int) -> int:
    """Take the next number of a shard, counted from 0: nobody else gets it.

    One that is taken and then not used is lost, which costs a place of a list and no more.

    Raises:
        Conflict: a transaction is writing there, or the shard has no number left.
    """
    counter = HrItem(pk=f"STATUS#{shard}", sk=TAKEN)
    with conflicts():
        counter.update(
            actions=[HrItem.version.add(1)],
            condition=HrItem.version.does_not_exist() | (HrItem.version < MOST_PLACES),
        )
    return int(counter.version or 0) - 1
