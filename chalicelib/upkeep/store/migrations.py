"""How far each migration is, and a table page by page in the order in which it always lies."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.store.applied import PK, migration_key
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.outbox import Side
from chalicelib.platform.store.tables import Item, RegistryItem, conflicts, is_still_at, read
from chalicelib.upkeep.rules.migration import Key, MigrationProgress


def find_all() -> list[MigrationProgress]:
    """Read what was begun, strongly consistent, of both tables: the registry keeps it."""
    return [read(item, MigrationProgress) for item in RegistryItem.query(PK, consistent_read=True)]


def put_progress(progress: MigrationProgress, previous: int) -> None:
    """Keep how far a migration is, in place of the version that was read (0: it had not begun).

    Raises:
        Conflict: another run has brought it further meanwhile.
    """
    item = RegistryItem(
        pk=PK,
        sk=migration_key(progress.number),
        version=progress.version,
        body=keep(progress),
    )
    with conflicts():
        item.save(condition=is_still_at(previous))


class ItemPage(NamedTuple):
    """The items of one kind among those that were looked at; `last` is None at the table's end."""

    found: Sequence[Key]
    seen: int
    last: Key | None


def find_page(
    side: Side, kinds: Several, after: Key | None, size: int, *, is_listed: bool = False
) -> ItemPage:
    """Look at the next items of a table, strongly consistent.

    A table is read in the order of its partitions' hashes, which nothing that is written to an item
    changes: what lies there from the beginning to the end is looked at once.

    Args:
        side: whose table.
        kinds: how the sort keys of what is sought begin.
        after: where to go on.
        size: how many items are looked at.
        is_listed: only what stands in a list or waits for somebody.
    """
    sought = reduce(or_, (Item.sk.startswith(kind) for kind in kinds))
    if is_listed:
        sought &= Item.list.exists() | Item.waits_for.exists()
    start = {"pk": {"S": after[0]}, "sk": {"S": after[1]}} if after else None
    pages = side.value.scan(
        sought,
        page_size=size,
        last_evaluated_key=start,
        attributes_to_get=["pk", "sk"],
        consistent_read=True,
    ).page_iter
    page = next(pages)
    last = page.get("LastEvaluatedKey")
    found = [_key(each) for each in page["Items"]]
    return ItemPage(found, page["ScannedCount"], _key(last) if last else None)


def count_about(side: Side) -> int:
    """How many items a table has, as DynamoDB counts them every six hours."""
    described = side.value.describe_table() or {}
    return int(described.get("ItemCount", 0))


def _key(item: dict[str, dict[str, str]]) -> Key:
    return item["pk"]["S"], item["sk"]["S"]
