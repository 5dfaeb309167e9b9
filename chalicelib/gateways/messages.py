"""The queues (SQS) that bring chunks of imports and archives to their workers, by name alone."""

import json
import os
from functools import cache
from typing import TYPE_CHECKING

import boto3

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@cache
def client() -> "SQSClient":
    """Return the process's SQS client, made when first needed."""
    return boto3.client("sqs")


def send_chunk(job: str, number: int) -> None:
    """Ask a worker to import a chunk; at least once."""
    body = json.dumps({"job": job, "chunk": number})
    client().send_message(QueueUrl=os.environ["IMPORT_QUEUE"], MessageBody=body)


def send_archive(archive: str) -> None:
    """Ask a worker to pack an archive; at least once."""
    body = json.dumps({"archive": archive})
    client().send_message(QueueUrl=os.environ["ARCHIVE_QUEUE"], MessageBody=body)
