"""Acts: what staff did to a thing, beside it in its partition; the key is the request (`A#`)."""

from collections.abc import Mapping
from typing import Any, TypeVar

from chalicelib.platform.rules.act import Act
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import (
    Conflict,
    Item,
    RegistryItem,
    conflicts,
    find,
    is_new,
    read,
)

ItemT = TypeVar("ItemT", bound=Item)


def act_key(token: str) -> str:
    """The sort key of the act of a request."""
    return f"A#{token}"


def act_item(table: type[ItemT], pk: str, act: Act) -> ItemT:
    """An act as it is kept, beside the thing whose partition is `pk`."""
    return table(pk=pk, sk=act_key(act.cause.token), body=keep(act))


def find_act(pk: str, token: str, table: type[Item] = RegistryItem) -> Act | None:
    """Find what a request did to a thing, if it did."""
    item = find(table, pk, act_key(token))
    return read(item, Act) if item else None


def act_of_image(image: Mapping[str, Mapping[str, Any]]) -> Act | None:
    """The act that the registry's stream brings; nothing of any other item."""
    if not image.get("sk", {}).get("S", "").startswith(act_key("")):
        return None
    raw = {name: dict(each) for name, each in image.items()}
    return read(RegistryItem.from_raw_data(raw), Act)


def put_act(pk: str, act: Act) -> None:
    """Keep an act that changed nothing, as reading somebody's year; a repeat changes nothing."""
    try:
        with conflicts():
            act_item(RegistryItem, pk, act).save(condition=is_new())
    except Conflict:
        return


def find_acts(pk: str, table: type[Item] = RegistryItem) -> list[Act]:
    """Read every act on a thing, the oldest first."""
    items = table.query(pk, table.sk.startswith("A#"), consistent_read=True)
    return sorted((read(item, Act) for item in items), key=lambda act: (act.at, act.version))
