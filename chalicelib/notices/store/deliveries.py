"""The mark of a notice that may have to go out: taken by one, moved to the morning, cleared.

`NOTIFY` is one that nobody has looked at. `LATER` is one that nobody is to look at before its instant:
somebody sends it at this moment, or it is night. Whoever moves or clears a mark does so on condition
that it is the one that was read: who has read a notice meanwhile hinders nobody.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pynamodb.expressions.condition import Condition

from chalicelib.notices.rules.delivery_order import NoticeKey
from chalicelib.notices.rules.notice import Notice
from chalicelib.notices.store.notices import notice_key, put, put_notice
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.mark import Mark, Whom
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.several import find_all
from chalicelib.platform.store.tables import Conflict, RegistryItem, conflicts, owed, read

if TYPE_CHECKING:
    from pynamodb.expressions.update import Action


class OwedNotice(NamedTuple):
    """A notice that waits to go out, and its mark; none while it is not in the inbox yet."""

    notice: Notice
    mark: Mark | None = None


def find_owed(places: Sequence[NoticeKey], at: datetime) -> list[OwedNotice]:
    """Read those of some notices that are to be looked at now, strongly consistent."""
    keys = [(person_key(each.person), notice_key(each.notice)) for each in places]
    found = find_all(RegistryItem, keys)
    marks = [(item, owed(item)) for item in (found.get(key) for key in keys) if item]
    return [
        OwedNotice(read(item, Notice), waits)
        for item, waits in marks
        if waits and _is_due(waits, at)
    ]


def _is_due(waits: Mark, at: datetime) -> bool:
    return mark.is_owed_to(Whom.NOTIFY, waits.waits_for) or waits.since <= mark.sortable(at)


def take(each: OwedNotice, until: datetime) -> OwedNotice | None:
    """Let nobody else look at a notice before an instant; None if somebody else did meanwhile.

    One that is not in the inbox yet comes there with that mark: that is one write instead of two.
    """
    later = mark.later(each.notice.person, until)
    taken = OwedNotice(each.notice, later)
    if each.mark is None:
        return taken if put(each.notice, later) else None
    moved: list[Action] = [
        RegistryItem.waits_for.set(later.waits_for),
        RegistryItem.since.set(later.since),
    ]
    try:
        with conflicts():
            _item(each).update(actions=moved, condition=_is_as_read(each.mark))
    except Conflict:
        return None
    return taken


def leave(each: OwedNotice, at: datetime) -> None:
    """Leave a notice to whoever looks at it next: one that is not in the inbox yet comes there for that."""
    if each.mark is None:
        put_notice(each.notice, at)


def settle(each: OwedNotice) -> None:
    """Clear the mark of a notice that went out, or need not; put one that is not there without any."""
    if each.mark is None:
        put(each.notice, None)
        return
    cleared: list[Action] = [RegistryItem.waits_for.remove(), RegistryItem.since.remove()]
    try:
        with conflicts():
            _item(each).update(actions=cleared, condition=_is_as_read(each.mark))
    except Conflict:
        return


def _item(each: OwedNotice) -> RegistryItem:
    notice = each.notice
    return RegistryItem(pk=person_key(notice.person), sk=notice_key(notice.id))


def _is_as_read(owed: Mark) -> Condition:
    waits_for, since = owed
    unchanged: Condition = (RegistryItem.waits_for == waits_for) & (RegistryItem.since == since)
    return unchanged
