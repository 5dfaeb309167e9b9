"""Read a notice: keep since when its professional knows it."""

from datetime import datetime

import msgspec

from chalicelib.notices.rules.notice import Notice, is_notice_id
from chalicelib.notices.store import notices
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.refusal import Refusal


def read_notice(inboxes: tuple[str, ...], notice: str, *, at: datetime) -> Notice:
    """Mark one's own notice as read, in whichever of one's inboxes; the first time counts.

    Raises:
        Refusal: `not_found`, also for another's notice.
    """

    def once() -> Notice:
        kept = inboxes if is_notice_id(notice) else ()
        each = (notices.find_notice(inbox, notice) for inbox in kept)
        found = next((notice for notice in each if notice), None)
        if found is None:
            raise Refusal("not_found")
        if found.read_at is not None:
            return found
        seen = msgspec.structs.replace(found, read_at=at, version=found.version + 1)
        notices.mark_read(seen, found)
        return seen

    return settled(once)
