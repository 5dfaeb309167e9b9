"""Mark notices as read that have been dealt with, whoever's doing that was: nobody has to open them first."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from chalicelib.notices.rules.dealt_with import is_dealt_with
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


def settle_dealt_with(later: Notice, inbox: Sequence[Notice], *, at: datetime) -> int:
    """Keep that notices are known which a later one deals with, such as reminders of a year that is complete.

    Args:
        later: what is told now, whether or not it is in the inbox yet.
        inbox: what lies there.
        at: as for `settle_notices`.

    Returns:
        How many were unread.
    """
    return sum(_settle(each, at) for each in inbox if is_dealt_with(each, later))


def _settle(notice: Notice, at: datetime) -> bool:
    if notice.read_at is not None:
        return False
    seen = msgspec.structs.replace(notice, read_at=at, version=notice.version + 1)
    try:
        notices.mark_read(seen, notice)
    except Conflict:  # its person reads it at this moment
        return False
    return True
