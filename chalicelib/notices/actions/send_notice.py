"""Send a notice: into the inbox, once. Its message follows by the stream (deliver_notices.py)."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.notices.rules.notice import Notice
from chalicelib.notices.store import notices


def send_notice(notice: Notice, *, at: datetime) -> bool:
    """Put a notice into the inbox; False if it was there already."""
    return notices.put_notice(notice, at)


def send_notices(wanted: Sequence[Notice], *, at: datetime) -> None:
    """Put notices into the inboxes, those that are not there already."""
    for notice in wanted:
        notices.put_notice(notice, at)
