"""Put notices into the inboxes of many people at once, for whoever tells thousands of one thing.

What is there already stays; a message of each follows by its mark.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from chalicelib.notices.rules.notice import Notice
from chalicelib.notices.store import notices
from chalicelib.platform.store.tables import Conflict, is_new
from chalicelib.platform.store.unhurried import unhurried
from chalicelib.platform.store.writes import MOST_WRITES, Write, write_together

MOST_TOGETHER = MOST_WRITES


def put_notices(wanted: Sequence[Notice], *, at: datetime) -> None:
    """Put up to `MOST_TOGETHER` notices of different names, by two calls as a rule.

    Where somebody else puts one of them at this moment, each is put by itself.
    """
    there = notices.find_there(wanted)
    fresh = [notice for notice in wanted if notice.id not in there]
    if not fresh:
        return
    writes = [Write(notices.notice_item(notice, at), is_new()) for notice in fresh]
    try:
        unhurried(partial(write_together, writes))
    except Conflict:
        for notice in fresh:
            notices.put_notice(notice, at)
