"""The queues (SQS) that bring files, chunks of imports and parcels to their workers, by name alone.

A message names the request that it belongs to: the worker's lines in the log are found by that.
"""

import json
import os
from functools import cache
from typing import TYPE_CHECKING

import boto3

from chalicelib.platform.rules.functions import workers

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

UPLOADS = "imports/"
"""How the keys of uploaded files begin; S3 tells a queue of them."""


@cache
def client() -> "SQSClient":
    """Return the process's SQS client, made when first needed."""
    return boto3.client("sqs")


def send_file(job: str, etag: str, request: str | None) -> None:
    """Ask a worker to split a file, as S3 does; at least once."""
    told = {"s3": {"object": {"key": f"{UPLOADS}{job}", "eTag": etag}}}
    _send("split_import", {"Records": [told], "request": request})


def send_chunk(job: str, number: int, request: str | None) -> None:
    """Ask a worker to import a chunk; at least once."""
    _send("import_rows", {"job": job, "chunk": number, "request": request})


def send_parcel(parcel: str, request: str | None) -> None:
    """Ask a worker to pack a parcel; at least once."""
    _send("archive_certificates", {"archive": parcel, "request": request})


def send_again(worker: str, body: str) -> None:
    """Bring an order to a worker, by its name, once more and as it was; at least once."""
    client().send_message(QueueUrl=os.environ[workers()[worker].variable], MessageBody=body)


def _send(worker: str, order: dict[str, object]) -> None:
    send_again(worker, json.dumps(order))
