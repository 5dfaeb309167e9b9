"""Notices in a professional's inbox: put if absent, so that a rerun doubles nothing.

Each bears a mark until its message has gone out, or need not (store/deliveries.py).
"""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.notices.rules.delivery_order import NoticeKey
from chalicelib.notices.rules.notice import Notice, notice_id
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.rules.mark import Mark
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.tables import (
    Conflict,
    RegistryItem,
    conflicts,
    find,
    is_new,
    is_version,
    marked,
    read,
)
from chalicelib.platform.store.together import ItemKey, find_together


def notice_key(notice: str) -> str:
    """The sort key of a notice: by the instant at which it was due, then its cause."""
    return f"N#{notice.replace('-', '#')}"


def notice_item(notice: Notice, at: datetime) -> RegistryItem:
    """A notice as it is kept, waiting since `at` to be sent out."""
    return marked(_item(notice), mark.notify(notice.person, at))


def _item(notice: Notice) -> RegistryItem:
    return RegistryItem(
        pk=person_key(notice.person),
        sk=notice_key(notice.id),
        version=notice.version,
        body=keep(notice),
    )


def put_notice(notice: Notice, at: datetime) -> bool:
    """Put a notice into the inbox, to be sent out as well; False if it is there already."""
    return put(notice, mark.notify(notice.person, at))


def put(notice: Notice, waits: Mark | None) -> bool:
    """Put a notice into the inbox with the mark that it has, if any; False if it is there already."""
    try:
        with conflicts():
            marked(_item(notice), waits).save(condition=is_new())
    except Conflict:
        return False
    return True


def find_there(wanted: Sequence[Notice]) -> set[str]:
    """Which of some notices, by their ids, are in their inboxes already, strongly consistent."""
    places = [ItemKey(RegistryItem, person_key(n.person), notice_key(n.id)) for n in wanted]
    found = zip(wanted, find_together(places), strict=True)
    return {notice.id for notice, item in found if item is not None}


def find_at(wanted: Sequence[NoticeKey]) -> list[Notice]:
    """Those of some notices that are in their inboxes, strongly consistent."""
    places = [ItemKey(RegistryItem, person_key(k.person), notice_key(k.notice)) for k in wanted]
    return [read(item, Notice) for item in find_together(places) if item] if places else []


def find_notice(person: str, notice: str) -> Notice | None:
    """Read one notice of a person's inbox, strongly consistent."""
    return find_notice_at(person_key(person), notice_key(notice))


def find_notice_at(pk: str, sk: str) -> Notice | None:
    """Read the notice at a place, strongly consistent."""
    item = find(RegistryItem, pk, sk)
    return read(item, Notice) if item else None


def find_notices(inboxes: Several, before: str | None, limit: int) -> list[Notice]:
    """Read up to `limit` notices of a person, the latest first, from after the one named on.

    Whoever had several accounts that were merged has several inboxes.
    """
    found = [notice for each in inboxes for notice in _find_notices(each, before, limit)]
    latest = found if len(inboxes) == 1 else sorted(found, key=lambda each: each.id, reverse=True)
    return latest[:limit]


def find_from(person: str, begins: datetime) -> list[Notice]:
    """Read the notices of an inbox that were due from an instant on, strongly consistent."""
    first = notice_key(notice_id(begins)).rpartition("#")[0]
    items = RegistryItem.query(
        person_key(person), RegistryItem.sk.between(first, "N#~"), consistent_read=True
    )
    return [read(item, Notice) for item in items]


def _find_notices(person: str, before: str | None, limit: int) -> list[Notice]:
    end = notice_key(before) if before else "N#~"
    items = RegistryItem.query(
        person_key(person),
        RegistryItem.sk.between("N#", end),
        scan_index_forward=False,
        consistent_read=True,
        limit=limit + 1,  # the one named lies among them
    )
    return [read(item, Notice) for item in items if item.sk != end][:limit]


def mark_read(notice: Notice, previous: Notice) -> None:
    """Keep that a notice was read; its mark, if it still has one, stays.

    Raises:
        Conflict: it was read meanwhile.
    """
    item = RegistryItem(pk=person_key(notice.person), sk=notice_key(notice.id))
    with conflicts():
        item.update(
            actions=[
                RegistryItem.body.set(keep(notice)),
                RegistryItem.version.set(notice.version),
            ],
            condition=is_version(previous.version),
        )
