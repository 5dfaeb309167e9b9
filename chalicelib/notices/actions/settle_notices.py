"""Mark notices as read that have been dealt with, whoever's doing that was: nobody has to open them first."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

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


def _settle(notice: Notice, at: datetime) -> bool:
    if notice.read_at is not None:
        return False
    seen = msgspec.structs.replace(notice, read_at=at, version=notice.version + 1)
    try:
        notices.mark_read(seen, notice)
    except Conflict:  # its person reads it at this moment
        return False
    return True
