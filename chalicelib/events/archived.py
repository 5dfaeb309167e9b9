"""A batch of orders to archive versions of certificates: written together, or none of it."""

from collections.abc import Iterable
from typing import Any

from chalicelib.audit.actions.archive_versions import archive_versions
from chalicelib.audit.rules.version_order import VersionsOrder
from chalicelib.events.reading import reading
from chalicelib.http.batch import Answer, Piece, PieceOutcome, answered

Message = dict[str, Any]


def archived(messages: Iterable[Message]) -> Answer:
    """Archive what messages order; if it cannot be written, all of them come again."""
    orders: dict[str, VersionsOrder] = {}
    unread = answered(
        reading(each["messageId"], each["body"], orders, VersionsOrder, "read_order")
        for each in messages
    )
    failed = unread["batchItemFailures"]
    if orders and answered([_writing(orders)])["batchItemFailures"]:
        failed = [*failed, *({"itemIdentifier": message} for message in orders)]
    return {"batchItemFailures": failed}


def _writing(orders: dict[str, VersionsOrder]) -> Piece:
    def write() -> PieceOutcome:
        return PieceOutcome({"entries": archive_versions(orders.values())})

    first = next(iter(orders))
    place = {"work": "archive_versions", "message": first}
    return Piece(id=first, kind="message", place=place, request=None, work=write)
