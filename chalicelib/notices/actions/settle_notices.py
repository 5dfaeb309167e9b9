"""Mark notices as read that have been dealt with, whoever's doing that was: nobody has to open them first."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from chalicelib.notices.rules.dealt_with import (
    deals_with_others,
    deals_with_since,
    is_dealt_with,
)
from chalicelib.notices.rules.delivery_order import NoticeKey
from chalicelib.notices.rules.notice import Notice
from chalicelib.notices.store import notices
from chalicelib.platform.store.tables import Conflict


def settle_notices(settled: Sequence[NoticeKey], *, at: datetime) -> int:
    """Keep that notices are known; one that was read, or was never put, stays as it is.

    Args:
        settled: which ones.
        at: since when they are known, if they were not read before.

    Returns:
        How many were unread.
    """
    return sum(_settle(each, at) for each in notices.find_at(settled))


def settle_dealt_with(told: Sequence[Notice], *, at: datetime) -> int:
    """Keep that notices are known which later ones deal with, such as reminders of a year that is complete.

    Args:
        told: the later ones, whether or not they are in their inboxes yet.
        at: as for `settle_notices`.

    Returns:
        How many were unread.
    """
    return sum(
        _settle(each, at)
        for later in told
        if deals_with_others(later)
        for each in notices.find_between(later.person, deals_with_since(later), later)
        if is_dealt_with(each, later)
    )


def _settle(notice: Notice, at: datetime) -> bool:
    if notice.read_at is not None:
        return False
    seen = msgspec.structs.replace(notice, read_at=at, version=notice.version + 1)
    try:
        notices.mark_read(seen, notice)
    except Conflict:  # its person reads it at this moment
        return False
    return True
