"""Order a look at notices that may have to go out as messages.

A stream has two readers at most, and both are there: the one that archives sees every notice, and
orders the worker that alone knows addresses.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from chalicelib.notices.rules.delivery_order import (
    MOST_FRESH,
    MOST_TOGETHER,
    DeliveryOrder,
    NoticeKey,
    notice_at,
)
from chalicelib.notices.rules.notice import Notice
from chalicelib.platform.gateways import messages
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.identifier import derived

WORKER = "deliver_notices"


def order_deliveries(changes: Sequence[Mapping[str, Any]]) -> int:
    """Order a look at the notices that a stream brings, in one message; answer how many.

    Args:
        changes: what DynamoDB tells of writes.
    """
    owing: dict[NoticeKey, Mapping[str, Any]] = {}
    for change in changes:
        image = change.get("NewImage", {})
        if mark.is_owed_to(mark.Whom.NOTIFY, image.get("waits_for", {}).get("S", "")):
            owing[notice_at(image["pk"]["S"], image["sk"]["S"])] = change
    if owing:
        first = next(iter(owing.values()))
        last = max(float(each["ApproximateCreationDateTime"]) for each in owing.values())
        at = datetime.fromtimestamp(last, UTC)
        order_delivery(list(owing), at=at, request=_request(first))
    return len(owing)


def _request(change: Mapping[str, Any]) -> str | None:
    request: str | None = change["NewImage"].get("correlation", {}).get("S")
    return request


def order_notices(wanted: Sequence[Notice], *, at: datetime) -> None:
    """Let notices be put into inboxes by the worker, those that are not there already.

    For what a stream's handler tells beside its own work, and for whom may not write inboxes; at least once, so the
    notices are named after what they tell.
    """
    for start in range(0, len(wanted), MOST_FRESH):
        part = tuple(wanted[start : start + MOST_FRESH])
        told = derived("tell", *(each.id for each in part))
        messages.send_orders(WORKER, [DeliveryOrder(told=told, fresh=part, at=at)])


def order_settling(settled: Sequence[NoticeKey], *, at: datetime) -> None:
    """Let notices be marked as read that have been dealt with; of what was never told nothing comes.

    Args:
        settled: where they lie.
        at: the instant at which they had been dealt with.
    """
    for start in range(0, len(settled), MOST_TOGETHER):
        part = tuple(settled[start : start + MOST_TOGETHER])
        told = derived("settle", *(each.notice for each in part))
        messages.send_orders(WORKER, [DeliveryOrder(told=told, settled=part, at=at)])


def order_delivery(
    notices: Sequence[NoticeKey], *, at: datetime, request: str | None = None
) -> None:
    """Order a look at notices: what was ordered before may have been lost, or was put off.

    Args:
        notices: where they lie.
        at: the instant as of which it is decided whether they may go out.
        request: what they belong to.
    """
    starts = range(0, len(notices), MOST_TOGETHER)
    parts = [notices[start : start + MOST_TOGETHER] for start in starts]
    messages.send_orders(
        WORKER,
        [
            DeliveryOrder(
                told=derived("deliver", *(each.notice for each in part)),
                notices=tuple(part),
                at=at,
                request=request,
            )
            for part in parts
        ],
    )
