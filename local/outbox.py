"""Shows on the console what the product sends out: a queue that hears the topic of notices."""

import json
import threading
from collections.abc import Callable
from typing import Any

from local.cloud import Cloud

QUEUE = "ShownNotices"
WAIT_SECONDS = 0.5
MOST = 10


class Outbox:
    """Hears a topic through a queue of its own."""

    def __init__(self, cloud: Cloud, topic: str) -> None:
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

    def show(self, stop: threading.Event, say: Callable[[str], None] = print) -> None:
        """Print what comes until told to stop."""
        while not stop.is_set():
            taken = self.take()
            for notice in taken:
                say(f"✉ {notice['title']}：{notice['text']}")
            if not taken:
                stop.wait(WAIT_SECONDS)


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
