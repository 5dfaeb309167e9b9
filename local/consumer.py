"""Brings what lies in a queue to its function, as Lambda does with an event source of SQS."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from local.cloud import Cloud
from local.context import Context
from local.rounds import go_round
from local.template import REGION

Handler = Callable[[dict[str, Any], Any], object]
MOST_RECEIVED = 10
"""The most messages that one call of SQS gives; Lambda gathers a larger batch by several."""


@dataclass(frozen=True, slots=True)
class QueueReader:
    """One event source mapping: a function that reads a queue; the queue has its dead letters."""

    name: str
    url: str
    arn: str
    handler: Handler
    batch_size: int = 1


class Consumer:
    """Delivers a queue's messages; one that failed is seen again at once, then parked by SQS."""

    def __init__(self, cloud: Cloud, reader: QueueReader) -> None:
        self.reader = reader
        self.looked_at = 0
        self._sqs = cloud.client("sqs")
        self._lock = threading.Lock()

    def step(self) -> int:
        """Try one batch; return how many messages were delivered."""
        with self._lock:
            found = self._sqs.receive_message(
                QueueUrl=self.reader.url,
                MaxNumberOfMessages=min(MOST_RECEIVED, self.reader.batch_size),
                AttributeNames=["All"],
            )
            messages = found.get("Messages", [])
            if messages:
                self._deliver(messages)
                self.looked_at += len(messages)
        return len(messages)

    def run(self, stop: threading.Event) -> None:
        """Step until told to stop."""
        go_round(stop, f"queue {self.reader.name}", self.step)

    def _deliver(self, messages: list[dict[str, Any]]) -> None:
        failed = self._failed(messages)
        for message in messages:
            handle = {"QueueUrl": self.reader.url, "ReceiptHandle": message["ReceiptHandle"]}
            if message["MessageId"] in failed:
                self._sqs.change_message_visibility(**handle, VisibilityTimeout=0)
            else:
                self._sqs.delete_message(**handle)

    def _failed(self, messages: list[dict[str, Any]]) -> set[str]:
        event = {"Records": [_record(message, self.reader.arn) for message in messages]}
        try:
            answer: Any = self.reader.handler(event, Context(self.reader.name))
        except Exception as error:  # noqa: BLE001 - whatever a handler raises is a failed batch
            print(f"{self.reader.name} failed: {type(error).__name__}: {error}")
            return {message["MessageId"] for message in messages}
        reported = (answer or {}).get("batchItemFailures", [])
        return {str(each["itemIdentifier"]) for each in reported}


def _record(message: dict[str, Any], arn: str) -> dict[str, Any]:
    """Give a message the shape in which Lambda delivers it."""
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message.get("Attributes", {}),
        "messageAttributes": {},
        "md5OfBody": message.get("MD5OfBody", ""),
        "eventSource": "aws:sqs",
        "eventSourceARN": arn,
        "awsRegion": REGION,
    }
