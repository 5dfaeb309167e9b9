"""A meter of write and read units: what DynamoDB would charge for what is really sent.

By its developer guide ("Capacity unit consumption for write operations", "DynamoDB item sizes and
formats", "Global secondary indexes: provisioned throughput considerations"): a write costs one unit
for each KB of the larger of the item before and after, in a transaction twice that; an index entry
put or deleted costs one for each KB of what is projected, one whose key changes both, and one that
stays the same nothing. Emulators do not count so, hence this.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from typing import Any, NamedTuple

UNIT = 1024
KEY = ("pk", "sk")
INDEXES = {"waiting": ("waits_for", "since"), "listed": ("list", "order")}
CONTAINER = 3
ELEMENT = 1
Item = dict[str, Any]


def size(item: Item) -> int:
    """The size of an item in bytes: names and values in UTF-8."""
    return sum(len(name.encode()) + value_size(value) for name, value in item.items())


def value_size(value: dict[str, Any]) -> int:
    """The size of a value in DynamoDB's typed JSON."""
    ((kind, held),) = value.items()
    match kind:
        case "S":
            return len(held.encode())
        case "N":
            return ceil(len(held.strip("-0.")) / 2) + 1
        case "B":
            return len(held)
        case "BOOL" | "NULL":
            return 1
        case "M":
            return CONTAINER + ELEMENT * len(held) + size(held)
        case "L":
            return CONTAINER + sum(ELEMENT + value_size(element) for element in held)
    raise TypeError(kind)


def units(before: Item | None, after: Item | None, *, in_transaction: bool = False) -> int:
    """The write units of one change of an item, its index entries included."""
    item = max(1, ceil(max(size(before or {}), size(after or {})) / UNIT))
    indexes = sum(_entry_units(before, after, keys) for keys in INDEXES.values())
    return item * (2 if in_transaction else 1) + indexes


def _entry_units(before: Item | None, after: Item | None, keys: tuple[str, ...]) -> int:
    old, new = _entry(before, keys), _entry(after, keys)
    if old == new:
        return 0
    return sum(ceil(size(entry) / UNIT) for entry in (old, new) if entry)


def _entry(item: Item | None, keys: tuple[str, ...]) -> Item | None:
    """What an index keeps of an item: its keys, if it has the index's."""
    if item is None or not all(key in item for key in keys):
        return None
    return {key: item[key] for key in (*KEY, *keys)}


READ_UNIT = 4096


def read_units(operation: str, asked: dict[str, Any], answered: dict[str, Any]) -> float:
    """The read units of one call: strongly consistent one for each 4 KB, else half, in a transaction two.

    A query and a scan pay for what they read together, anything else for each item by itself; a thing
    that is absent pays as the smallest.
    """
    match operation:
        case "GetItem":
            return _read([answered.get("Item", {})], asked)
        case "Query" | "Scan":
            together = sum(size(item) for item in answered.get("Items", []))
            return _units_of(together) * _share(asked)
        case "BatchGetItem":
            return sum(
                _read(answered["Responses"].get(table, []), wanted)
                + _absent(answered, table, wanted) * _share(wanted)
                for table, wanted in asked["RequestItems"].items()
            )
        case "TransactGetItems":
            return 2.0 * sum(
                _units_of(size(each.get("Item", {}))) for each in answered["Responses"]
            )
    return 0.0


def _read(items: list[Item], asked: dict[str, Any]) -> float:
    return sum(_units_of(size(item)) for item in items) * _share(asked)


def _absent(answered: dict[str, Any], table: str, wanted: dict[str, Any]) -> int:
    return len(wanted["Keys"]) - len(answered["Responses"].get(table, []))


def _units_of(weight: int) -> int:
    return max(1, ceil(weight / READ_UNIT))


def _share(asked: dict[str, Any]) -> float:
    return 1.0 if asked.get("ConsistentRead") else 0.5


class Write(NamedTuple):
    """One item written: where, how large it is now, and what it cost."""

    pk: str
    sk: str
    size: int
    units: int


class Meter:
    """Counts what clients write; looks at the items before and after through a client of its own."""

    def __init__(self, watched: list[Any], looking: Any) -> None:  # noqa: ANN401 - boto3 clients
        self._watched = watched
        self._looking = looking
        self._before: list[Item | None] = []
        self._asked: list[tuple[str, Item]] = []
        self.writes: list[Write] = []

    @property
    def units(self) -> int:
        """What everything so far cost."""
        return sum(write.units for write in self.writes)

    @contextmanager
    def attached(self) -> Iterator["Meter"]:
        """Listen to the clients."""
        for client in self._watched:
            client.meta.events.register("provide-client-params.dynamodb", self._ask)
            client.meta.events.register("after-call.dynamodb", self._count)
        try:
            yield self
        finally:
            for client in self._watched:
                client.meta.events.unregister("provide-client-params.dynamodb", self._ask)
                client.meta.events.unregister("after-call.dynamodb", self._count)

    def _ask(self, params: dict[str, Any], **_: object) -> None:
        self._asked = list(_targets(params))
        self._before = [self._look(*target) for target in self._asked]

    def _count(self, **_: object) -> None:
        """Count what the call has changed; a write whose condition failed costs its item's size."""
        in_transaction = len(self._asked) > 1
        for (table, key), before in zip(self._asked, self._before, strict=True):
            after = self._look(table, key)
            cost = units(before, after, in_transaction=in_transaction)
            self.writes.append(Write(key["pk"]["S"], key["sk"]["S"], size(after or {}), cost))
        self._asked, self._before = [], []

    def _look(self, table: str, key: Item) -> Item | None:
        found = self._looking.get_item(TableName=table, Key=key, ConsistentRead=True)
        item: Item | None = found.get("Item")
        return item


def _targets(params: dict[str, Any]) -> Iterator[tuple[str, Item]]:
    """The table and key of every item that a call writes; nothing for one that reads."""
    for action in params.get("TransactItems", []):
        ((_, write),) = action.items()
        yield from _targets(write)
    if "Item" in params:
        yield params["TableName"], {name: params["Item"][name] for name in KEY}
    elif "Key" in params and ("UpdateExpression" in params or "ConsistentRead" not in params):
        yield params["TableName"], params["Key"]
