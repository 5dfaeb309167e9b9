"""The queues (SQS) that bring files, chunks, parcels and counts to their workers, by name alone.

A message names the request that it belongs to: the worker's lines in the log are found by that.
"""

import json
import time
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from chalicelib.platform.environment import queue_address
from chalicelib.platform.gateways import clients
from chalicelib.platform.rules.functions import workers

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

UPLOADS = "imports/"
"""How the keys of uploaded files begin; S3 tells a queue of them."""
AT_ONCE = 10
"""The most orders that one call of SQS takes."""
LONGEST_DELAY = 900
"""Seconds after which SQS brings an order at the latest."""


class NotTakenError(Exception):
    """SQS has not taken so many orders of a call that it answered."""


@cache
def client() -> "SQSClient":
    """Return the process's SQS client, made when first needed."""
    made: SQSClient = clients.made("sqs")
    return made


def send_file(job: str, etag: str, request: str | None) -> None:
    """Ask a worker to split a file, as S3 does; at least once."""
    told = {"s3": {"object": {"key": f"{UPLOADS}{job}", "eTag": etag}}}
    _send("split_import", {"Records": [told], "request": request})


def send_media(key: str, request: str | None) -> None:
    """Ask a worker to check what a lesson shows, in the words in which S3 asks; at least once."""
    _send("check_media", {"Records": [{"s3": {"object": {"key": key}}}], "request": request})


def send_chunk(job: str, number: int, request: str | None) -> None:
    """Ask a worker to import a chunk; at least once."""
    _send("import_rows", {"job": job, "chunk": number, "request": request})


def send_telling(job: str, order: int, request: str | None) -> None:
    """Ask a worker to tell people of an import; at least once."""
    _send("import_rows", {"job": job, "chunk": order, "tells": True, "request": request})


def send_parcel(parcel: str, request: str | None) -> None:
    """Ask a worker to pack a parcel; at least once."""
    _send("archive_certificates", {"archive": parcel, "request": request})


def send_statements(order: str, request: str | None) -> None:
    """Ask the packer of parcels to write a file of statements; at least once."""
    _send("archive_certificates", {"archive": order, "statements": True, "request": request})


def send_orders(worker: str, orders: Sequence[msgspec.Struct]) -> None:
    """Bring orders of the clock to a worker, by its name; each at least once.

    Each says when it was sent, `sent` in seconds by the machine's clock: how long an order has waited
    in its queue the domain's clock, which may stand still, cannot tell.

    Raises:
        NotTakenError: SQS did not take all of them.
    """
    sent = time.time()  # noqa: TID251 - an edge, see above
    bodies = [json.dumps({**msgspec.to_builtins(each), "sent": sent}) for each in orders]
    for start in range(0, len(bodies), AT_ONCE):
        answer = client().send_message_batch(
            QueueUrl=_queue(worker),
            Entries=[
                {"Id": str(number), "MessageBody": body}
                for number, body in enumerate(bodies[start : start + AT_ONCE])
            ],
        )
        if failed := answer.get("Failed"):
            raise NotTakenError(len(failed))


def send_again(worker: str, body: str, *, delay: int = 0) -> None:
    """Bring an order to a worker, by its name, once more and as it was; at least once.

    Args:
        worker: the worker's name.
        body: the order.
        delay: after how many seconds, `LONGEST_DELAY` at most.
    """
    client().send_message(QueueUrl=_queue(worker), MessageBody=body, DelaySeconds=delay)


def _queue(worker: str) -> str:
    return queue_address(workers()[worker].variable)


def _send(worker: str, order: dict[str, object]) -> None:
    send_again(worker, json.dumps(order))
