"""An announcement (公告): what the province tells everybody, signed in or not."""

from datetime import datetime

import msgspec

from chalicelib.platform.rules.cause import Actor, Cause


class Withdrawal(msgspec.Struct, frozen=True, kw_only=True):
    """Who took an announcement back, when and why."""

    at: datetime
    by: Actor
    reason: str
    cause: Cause


class Announcement(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What is told since `published_at`, until it is withdrawn; never changed, never deleted."""

    id: str
    title: str
    text: str
    published_at: datetime
    by: Actor
    cause: Cause
    withdrawn: Withdrawal | None = None
    version: int = 0
