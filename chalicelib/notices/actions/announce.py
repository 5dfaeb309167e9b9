"""Publish an announcement, and take it back."""

from datetime import datetime

import msgspec

from chalicelib.access.staff import Staff, require_province
from chalicelib.notices.rules.announcement import Announcement, Withdrawal
from chalicelib.notices.store import announcements
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause, repeats
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.platform.rules.text import require_reason


def announce(staff: Staff, title: str, text: str, *, at: datetime, cause: Cause) -> Announcement:
    """Publish at once, to everybody; a repeat publishes nothing more.

    Raises:
        Refusal: `forbidden` below the province; `field_invalid` for an empty title or text;
            `idempotency_key_reused`.
    """
    require_province(staff)
    wanted = Announcement(
        id=derived("announcement", cause.token),
        title=_filled(title, "title"),
        text=_filled(text, "text"),
        published_at=at,
        by=staff.actor,
        cause=cause,
    )

    def once() -> Announcement:
        earlier = announcements.find_announcement(wanted.id)
        if earlier is not None and repeats((earlier.cause,), cause):
            return earlier
        announcements.put_announcement(wanted)
        return wanted

    return settled(once)


def _filled(text: str, field: str) -> str:
    if not text:
        raise Refusal("field_invalid", field=field, why="不能为空")
    return text


def withdraw_announcement(
    staff: Staff,
    announcement: str,
    reason: str,
    *,
    at: datetime,
    cause: Cause,
    seen: Seen = UNSEEN,
) -> Announcement:
    """Take an announcement back: it is shown no more, and kept.

    Raises:
        Refusal: `forbidden` below the province; `not_found` also for one that was withdrawn by
            another request; `stale`; `reason_required`; `idempotency_key_reused`.
    """
    require_province(staff)
    why = require_reason(reason, "撤下公告")

    def once() -> Announcement:
        now = announcements.find_announcement(announcement)
        if now is None:
            raise Refusal("not_found")
        if now.withdrawn is not None:
            if repeats((now.withdrawn.cause,), cause):
                return now
            raise Refusal("not_found")
        seen.require(now.version)
        withdrawal = Withdrawal(at=at, by=staff.actor, reason=why, cause=cause)
        withdrawn = msgspec.structs.replace(now, withdrawn=withdrawal, version=now.version + 1)
        announcements.put_withdrawn(withdrawn)
        return withdrawn

    return settled(once)
