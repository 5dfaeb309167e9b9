"""Dead letters of queues: orders to a worker that failed every time, which SQS parks as they are."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import unquote_plus

import msgspec


class Worker(StrEnum):
    """A function that does what a queue asks for."""

    SPLIT_IMPORT = "split_import"
    IMPORT_ROWS = "import_rows"
    ARCHIVE_CERTIFICATES = "archive_certificates"


CONDITION = "MaximumReceives"
"""Why an order is parked: it was received as often as its queue allows."""


class OrderLetter(NamedTuple):
    """An order that was given up; `id` is the message's in its queue, `body` the order itself.

    `job` is the id of the import or archive that it belongs to, `at` when it was sent first: SQS keeps
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


class _Order(msgspec.Struct, frozen=True):
    """Whichever of the three kinds it is: S3 tells of a file, a chunk waits, an archive is ordered."""

    events: list[_Event] = msgspec.field(name="Records", default_factory=list)
    job: str = ""
    chunk: int | None = None
    archive: str = ""


def parse_order(message: str, body: str, at: datetime) -> OrderLetter:
    """Read a parked order.

    Raises:
        ValueError: it is none of ours.
    """
    try:
        read = msgspec.json.decode(body, type=_Order)
    except msgspec.MsgspecError as fault:
        raise ValueError(message) from fault
    if read.archive:
        return OrderLetter(message, Worker.ARCHIVE_CERTIFICATES, read.archive, body, at)
    if read.job and read.chunk is not None:
        return OrderLetter(message, Worker.IMPORT_ROWS, read.job, body, at)
    if read.events:
        job = unquote_plus(read.events[0].s3.object.key).rpartition("/")[2]
        return OrderLetter(message, Worker.SPLIT_IMPORT, job, body, at)
    raise ValueError(message)
