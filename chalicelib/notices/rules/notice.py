"""Notices: what a professional is told in the inbox, once, whatever is run twice (R26, R27)."""

import re
from datetime import UTC, datetime
from enum import StrEnum

import msgspec

from chalicelib.platform.rules.identifier import derived

_ID = re.compile(r"[0-9]{8}T[0-9]{9}Z-[a-z2-7]{16}")


class NoticeKind(StrEnum):
    """What a notice is about."""

    EXPIRED = "record_expired"
    REMINDER = "cut_off_reminder"
    LOGIN_BOUND = "login_bound"
    REPORT_REFUSED = "report_refused"
    RETURNED = "record_returned"
    REJECTED = "record_rejected"
    REVOKED = "record_revoked"
    RESTORED = "record_restored"
    CORRECTED = "profile_corrected"
    ACCOUNTS_MERGED = "accounts_merged"
    ACCREDITED = "record_accredited"
    IMPORTED = "records_imported"
    REPORT_CORRECTED = "report_corrected"
    REPORT_WITHDRAWN = "report_withdrawn"
    REPORT_WAITING = "report_waiting"
    REPORT_ERASED = "report_erased"
    YEAR_COMPLETE = "year_complete"
    CERTIFICATE_ISSUED = "certificate_issued"
    CERTIFICATE_HELD = "certificate_held"
    CERTIFICATE_REVOKED = "certificate_revoked"
    PROBLEM = "problem"
    PLAN_APPROVED = "plan_approved"
    PLAN_RETURNED = "plan_returned"
    PLAN_REJECTED = "plan_rejected"
    APPEAL_RECEIVED = "appeal_received"
    APPEAL_DECIDED = "appeal_decided"
    DUTY_DECIDED = "duty_decided"
    GENERAL_DECIDED = "general_knowledge_decided"
    EMPLOYER_OPENED = "employer_opened"
    EMPLOYER_REFUSED = "employer_refused"
    EMPLOYER_CLOSED = "employer_closed"
    CLERK_CHANGED = "clerk_changed"


class Notice(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One notice to one professional.

    `id` derives from the instant at which it was due and from its cause, so that the same notice
    is never there twice; ids sort by that instant.
    """

    id: str
    person: str
    kind: NoticeKind
    due: datetime
    title: str
    text: str
    year: int
    record: str = ""
    read_at: datetime | None = None
    version: int = 1


def is_notice_id(text: str) -> bool:
    """Whether a text can be the name of a notice."""
    return _ID.fullmatch(text) is not None


def notice_id(due: datetime, *cause: str) -> str:
    """Name a notice after the instant at which it is due (UTC) and what causes it."""
    utc = due.astimezone(UTC)
    instant = f"{utc:%Y%m%dT%H%M%S}{utc.microsecond // 1000:03d}Z"
    return f"{instant}-{derived('notice', *cause)}"


def inbox_of(login: str) -> str:
    """The inbox of a login that owns no professional (any more); no professional's id looks so."""
    return f"login-{login}"
