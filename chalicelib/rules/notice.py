"""Notices: what a professional is told in the inbox, once, whatever is run twice (R26, R27)."""

from datetime import UTC, datetime
from enum import StrEnum

import msgspec

from chalicelib.rules.identifier import derived


class Kind(StrEnum):
    """What a notice is about."""

    EXPIRED = "record_expired"
    REMINDER = "cut_off_reminder"


class Notice(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One notice to one professional.

    `id` derives from the instant at which it was due and from its cause, so that the same notice
    is never there twice; ids sort by that instant.
    """

    id: str
    person: str
    kind: Kind
    due: datetime
    title: str
    text: str
    year: int
    record: str = ""
    read_at: datetime | None = None
    version: int = 1


def notice_id(due: datetime, *cause: str) -> str:
    """Name a notice after the instant at which it is due (UTC) and what causes it."""
    utc = due.astimezone(UTC)
    instant = f"{utc:%Y%m%dT%H%M%S}{utc.microsecond // 1000:03d}Z"
    return f"{instant}-{derived('notice', *cause)}"
