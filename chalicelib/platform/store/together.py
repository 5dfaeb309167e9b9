"""Items of both tables, read by their keys, a hundred in a call."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from chalicelib.platform.store.tables import Item, RegistryItem

MOST_PLACES = 100
"""The most items that one call reads by their keys."""


class ItemKey(NamedTuple):
    """Where an item lies: in which table, under which key."""

    table: type[Item]
    pk: str
    sk: str


def find_together(places: Sequence[ItemKey]) -> list[Item | None]:
    """Read items in the order asked, strongly consistent; None for what there is not.

    A place may be named twice; each is read once.
    """
    found: dict[ItemKey, Item] = {}
    wanted = list(dict.fromkeys(places))
    for start in range(0, len(wanted), MOST_PLACES):
        found |= _found(wanted[start : start + MOST_PLACES])
    return [found.get(place) for place in places]


def _found(places: Sequence[ItemKey]) -> dict[ItemKey, Item]:
    """What is there of a hundred places at most, none of them twice."""
    found: dict[ItemKey, Item] = {}
    asked = _asked(places)
    while asked:
        answer = _connection().dispatch("BatchGetItem", {"RequestItems": asked})
        for item in _items(answer["Responses"], {each.table for each in places}):
            found[ItemKey(type(item), item.pk, item.sk)] = item
        asked = answer.get("UnprocessedKeys")
    return found


def _asked(places: Sequence[ItemKey]) -> dict[str, Any]:
    asked: dict[str, Any] = {}
    for table, pk, sk in places:
        keys = asked.setdefault(table.Meta.table_name, {"Keys": [], "ConsistentRead": True})["Keys"]
        keys.append({"pk": {"S": pk}, "sk": {"S": sk}})
    return asked


def _items(answered: dict[str, Any], tables: set[type[Item]]) -> list[Item]:
    return [
        table.from_raw_data(raw)
        for table in tables
        for raw in answered.get(table.Meta.table_name, ())
    ]


def _connection() -> Any:  # noqa: ANN401 - PynamoDB's
    """The connection of both tables; PynamoDB shows no call that spans them."""
    return RegistryItem._get_connection().connection  # noqa: SLF001 - it is our own, overridden
