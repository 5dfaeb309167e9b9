"""Shows what the product sends out, numbers masked: a queue that hears the topic of notices.

On the console, and at `GET /dev/messages`.
"""

import json
import threading
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

from local.cloud import Cloud

QUEUE = "ShownNotices"
WAIT_SECONDS = 0.5
MOST = 10
MOST_KEPT = 200


class Outbox:
    """Hears a topic through a queue of its own."""

    def __init__(self, cloud: Cloud, topic: str) -> None:
        self._kept: deque[dict[str, Any]] = deque(maxlen=MOST_KEPT)
        self._sqs: Any = cloud.client("sqs")
        self._queue: str = self._sqs.create_queue(QueueName=QUEUE)["QueueUrl"]
        given = self._sqs.get_queue_attributes(QueueUrl=self._queue, AttributeNames=["QueueArn"])
        arn = given["Attributes"]["QueueArn"]
        policy = json.dumps(_lets_in(topic, arn))
        self._sqs.set_queue_attributes(QueueUrl=self._queue, Attributes={"Policy": policy})
        cloud.client("sns").subscribe(
            TopicArn=topic,
            Protocol="sqs",
            Endpoint=arn,
            Attributes={"RawMessageDelivery": "true"},
        )

    def take(self) -> list[dict[str, Any]]:
        """Take the notices that have come, each once."""
        found = self._sqs.receive_message(QueueUrl=self._queue, MaxNumberOfMessages=MOST)
        messages = found.get("Messages", [])
        for message in messages:
            handle = message["ReceiptHandle"]
            self._sqs.delete_message(QueueUrl=self._queue, ReceiptHandle=handle)
        return [json.loads(message["Body"]) for message in messages]

    def gather(self) -> list[dict[str, Any]]:
        """Take what has come, and keep it as it may be shown; answer what has come."""
        taken = [shown(each) for each in self.take()]
        self._kept.extend(taken)
        return taken

    def kept(self) -> list[dict[str, Any]]:
        """What has come so far, the latest last: so many as are kept."""
        self.gather()
        return list(self._kept)

    def show(self, stop: threading.Event, say: Callable[[str], None] = print) -> None:
        """Print what comes until told to stop."""
        while not stop.is_set():
            taken = self.gather()
            for message in taken:
                say(line_of(message))
            if not taken:
                stop.wait(WAIT_SECONDS)


def shown(message: Mapping[str, Any]) -> dict[str, Any]:
    """A message as it may be shown: its number masked."""
    from chalicelib.identity.rules.identity import masked_mobile  # noqa: PLC0415 - the product is imported late

    return {**message, "number": masked_mobile(message["number"].removeprefix("+86"))}


def line_of(message: Mapping[str, Any]) -> str:
    """A message as the console shows it."""
    to = f"{message['channel']} {message['number']} {message['template']}"
    return f"✉ [{to}] {message['title']}：{message['text']}"


def _lets_in(topic: str, queue: str) -> dict[str, Any]:
    """The policy by which a queue takes messages of this topic and nothing else."""
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": queue,
        "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
    }
    return {"Version": "2012-10-17", "Statement": [statement]}
