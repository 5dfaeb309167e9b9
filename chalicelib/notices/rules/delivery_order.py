"""An order to look whether some notices are to go out, as it is sent to the worker."""

from datetime import datetime

import msgspec

from chalicelib.notices.rules.notice import Notice

MOST_TOGETHER = 100
"""So many notices are read by one call."""


MOST_FRESH = 50
"""So many whole notices go with one order: less than SQS takes, whatever they say."""


class NoticeKey(msgspec.Struct, frozen=True, array_like=True):
    """Whose inbox a notice lies in, and its id."""

    person: str
    notice: str


def notice_at(pk: str, sk: str) -> NoticeKey:
    """Whose inbox a notice lies in, and which one it is, by where it is kept."""
    return NoticeKey(pk.removeprefix("P#"), sk.removeprefix("N#").replace("#", "-"))


class DeliveryOrder(msgspec.Struct, frozen=True, kw_only=True):
    """Notices of which messages may have to go out; `told` names the order.

    It holds no address, which the worker alone knows. `fresh` are notices that are to be put into
    the inbox first, by whom may not write there: each once, by its id; what they deal with is unread no more. `settled` are those that have
    been dealt with, and are unread no more. `at` is the instant of
    the event, or of the run that found them waiting; `request` belongs to the first of them.
    """

    told: str
    notices: tuple[NoticeKey, ...] = ()
    fresh: tuple[Notice, ...] = ()
    settled: tuple[NoticeKey, ...] = ()
    at: datetime
    request: str | None = None
