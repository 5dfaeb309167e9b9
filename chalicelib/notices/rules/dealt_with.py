"""What a later notice deals with: it asks for nothing any more, and is unread no more."""

from collections.abc import Mapping
from datetime import datetime

from chalicelib.notices.rules.notice import Notice, NoticeKind
from chalicelib.platform.rules.china_time import SHANGHAI

DEALT_WITH: Mapping[NoticeKind, frozenset[NoticeKind]] = {
    NoticeKind.YEAR_COMPLETE: frozenset({NoticeKind.REMINDER}),
}
"""Whoever has completed a year need not be reminded of it."""


def deals_with_others(notice: Notice) -> bool:
    """Whether what a notice tells can deal with earlier ones."""
    return notice.kind in DEALT_WITH


def year_begins(notice: Notice) -> datetime:
    """Since when there may be others of the same year: nobody is told of one before it begins."""
    return datetime(notice.year, 1, 1, tzinfo=SHANGHAI)


def is_dealt_with(earlier: Notice, later: Notice) -> bool:
    """Whether a notice asks for nothing any more, now that a later one is there."""
    kinds = DEALT_WITH.get(later.kind, frozenset())
    return earlier.kind in kinds and earlier.year == later.year and earlier.due < later.due
