"""Where items stand in the lists, read and changed by itself: nothing else about them is."""

from chalicelib.certificates.store.certificates import point_to
from chalicelib.platform.rules.listing import Place
from chalicelib.platform.store.outbox import Side
from chalicelib.platform.store.tables import HrItem, Item, conflicts, find, owed
from chalicelib.upkeep.rules.migration import Key
from chalicelib.upkeep.rules.relisting import IndexKeys


def find_listed(side: Side, key: Key) -> IndexKeys | None:
    """Read where an item stands, strongly consistent."""
    item = find(side.value, *key)
    if item is None:
        return None
    place = Place(item.list, item.order) if item.list and item.order else None
    return IndexKeys(place, owed(item))


def point_to_certificate(key: Key, place: Place) -> None:
    """Lead from the employer to a certificate that belongs at a place; once more does no harm."""
    year = int(key[1].partition("#")[2])
    point_to(HrItem(*key, list=place.list, order=place.order), year)


def put_place(side: Side, key: Key, listed: IndexKeys, place: Place) -> None:
    """Let an item stand elsewhere, while it stands as it was read; its version and mark stay.

    Raises:
        Conflict: it stands elsewhere by now, or nowhere.
    """
    if listed.place is not None:
        is_there = (Item.list == listed.place.list) & (Item.order == listed.place.order)
    else:
        waits_for, since = listed.waits or ("", "")
        waits = (Item.waits_for == waits_for) & (Item.since == since)
        is_there = Item.list.does_not_exist() & waits
    with conflicts():
        side.value(*key).update(
            actions=[Item.list.set(place.list), Item.order.set(place.order)], condition=is_there
        )
