"""Files and messages on their way to the workers of imports: late, doubled, out of order, failing."""

import json
import os
from collections.abc import Collection
from random import Random
from typing import Any

from chalicelib.events import queues
from chalicelib.imports.gateways.import_bucket import UPLOADS
from local.cloud import Cloud
from local.context import Context
from tests.faults import Killed
from tests.torture.stored import moto

WORKERS = {"split_import": queues.split_import, "import_rows": queues.import_rows}
DOUBLED = 0.2
FORGOTTEN = 0.15
"""How often a message that was worked on comes again, as if it had not been."""
MOST_ROUNDS = 20


class Queues:
    """What waits for the workers, from the beginning of a history."""

    def __init__(self, cloud: Cloud) -> None:
        self._sqs = cloud.client("sqs")
        self._waiting: list[tuple[str, str]] = []
        self._number = 0

    def forget(self) -> None:
        """Begin a new history."""
        self._take()
        self._waiting, self._number = [], 0

    def upload(self, job: str, content: bytes) -> None:
        """Put a file where the signed form would; S3 tells of it."""
        bucket, key = os.environ["IMPORT_BUCKET"], f"{UPLOADS}{job}"
        stored = moto().put_object(bucket, key, content, disable_notification=True)
        told = {"key": key, "eTag": stored.etag.strip('"')}
        self._waiting.append(("split_import", json.dumps({"Records": [{"s3": {"object": told}}]})))

    def work_off(self, workers: Collection[str]) -> None:
        """Nothing is ordered by a schedule here: four people are dealt with by the run itself."""
        assert not {name for name, _ in self._waiting}.intersection(workers)

    def deliver(self, luck: Random) -> None:
        """Bring what waits now to its workers, in any order."""
        self._take()
        waiting, self._waiting = self._waiting, []
        for worker, body in luck.sample(waiting, len(waiting)):
            times = 2 if luck.random() < DOUBLED else 1
            done = [self._bring(worker, body) for _time in range(times)]
            if not all(done) or luck.random() < FORGOTTEN:
                self._waiting.append((worker, body))

    def finish(self) -> None:
        """Bring everything, until nothing is left: whatever failed is redelivered."""
        for _round in range(MOST_ROUNDS):
            self._take()
            waiting, self._waiting = self._waiting, []
            if not waiting:
                return
            self._waiting = [each for each in waiting if not self._bring(*each)]
        raise AssertionError(f"never done: {self._waiting}")

    def _take(self) -> None:
        """Take over what the product has sent."""
        url = os.environ["IMPORT_QUEUE"]
        while found := self._sqs.receive_message(QueueUrl=url).get("Messages"):
            for each in found:
                self._waiting.append(("import_rows", each["Body"]))
                self._sqs.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])

    def _bring(self, worker: str, body: str) -> bool:
        self._number += 1
        record: dict[str, Any] = {"messageId": f"message-{self._number}", "body": body}
        try:
            answer = WORKERS[worker]({"Records": [record]}, Context(worker))
        except Killed:
            return False
        return not answer["batchItemFailures"]
