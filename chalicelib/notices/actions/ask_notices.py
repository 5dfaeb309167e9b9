"""What other subjects may ask of notices: all that they may use of its store."""

from chalicelib.notices.store.notices import find_notice_at, find_notices, notice_item

__all__ = [
    "find_notice_at",
    "find_notices",
    "notice_item",
]
