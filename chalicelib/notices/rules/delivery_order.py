"""An order to look whether some notices are to go out, as it is sent to the worker."""

from datetime import datetime

import msgspec

MOST_TOGETHER = 100
"""So many notices are read by one call."""


class NoticeKey(msgspec.Struct, frozen=True, array_like=True):
    """Whose inbox a notice lies in, and its id."""

    person: str
    notice: str


def notice_at(pk: str, sk: str) -> NoticeKey:
    """Whose inbox a notice lies in, and which one it is, by where it is kept."""
    return NoticeKey(pk.removeprefix("P#"), sk.removeprefix("N#").replace("#", "-"))


class DeliveryOrder(msgspec.Struct, frozen=True, kw_only=True):
    """Notices of which messages may have to go out; `told` names the order.

    It holds nothing of what they say, and no address: the worker finds both. `at` is the instant of
    the event, or of the run that found them waiting; `request` belongs to the first of them.
    """

    told: str
    notices: tuple[NoticeKey, ...]
    at: datetime
    request: str | None = None
