"""Dead letters of queues: orders to a worker that failed every time, which SQS parks as they are."""

from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import unquote_plus

import msgspec

from chalicelib.platform.rules.function_kind import Worker
from chalicelib.platform.rules.functions import workers

CONDITION = "MaximumReceives"
"""Why an order is parked: it was received as often as its queue allows."""


class OrderLetter(NamedTuple):
    """An order that was given up; `id` is the message's in its queue, `body` the order itself.

    `job` is the id of the import or parcel that it belongs to, `at` when it was sent first: SQS keeps
    no time of the parking.
    """

    id: str
    worker: Worker
    job: str
    body: str
    at: datetime


class _Object(msgspec.Struct, frozen=True):
    key: str


class _Stored(msgspec.Struct, frozen=True):
    object: _Object


class _Event(msgspec.Struct, frozen=True):
    s3: _Stored


def parse_order(message: str, body: str, at: datetime) -> OrderLetter:
    """Read a parked order: it is its worker's whose members it has.

    Raises:
        ValueError: it is none of ours.
    """
    try:
        read = msgspec.json.decode(body, type=dict[str, Any])
        worker = next(each for each in workers().values() if _is_for(each, read))
        named = read[worker.members[0]]
        job = _key(named).rpartition("/")[2] if isinstance(named, list) else _key(named)
    except (msgspec.MsgspecError, StopIteration) as fault:
        raise ValueError(message) from fault
    if not job:
        raise ValueError(message)
    return OrderLetter(message, worker, job, body, at)


def _is_for(worker: Worker, order: dict[str, Any]) -> bool:
    """Whether an order has a worker's members and, told by S3, is of a file that it reads."""
    if not order.keys() >= set(worker.members):
        return False
    return not worker.files or _key(order[worker.members[0]]).startswith(worker.files)


def _key(named: object) -> str:
    """The id by which an order names its job, or the key of the first file that S3 tells of."""
    if not isinstance(named, list):
        return msgspec.convert(named, str)
    events = msgspec.convert(named, list[_Event])
    return unquote_plus(events[0].s3.object.key) if events else ""
