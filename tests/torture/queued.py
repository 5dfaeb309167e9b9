"""Files and messages on their way to their workers: late, doubled, out of order, failing."""

import json
import os
from collections.abc import Collection
from random import Random
from typing import Any

from chalicelib.events import queues
from chalicelib.imports.gateways.import_bucket import UPLOADS
from chalicelib.platform.rules.functions import workers
from local.context import Context
from tests.faults import Killed
from tests.torture.emulated import Emulated
from tests.torture.stored import moto

WORKERS = {
    "split_import": queues.split_import,
    "import_rows": queues.import_rows,
    "count_changes": queues.count_changes,
    "issue_credentials": queues.issue_credentials,
    "archive_versions": queues.archive_versions,
    "deliver_notices": queues.deliver_notices,
}
DOUBLED = 0.2
FORGOTTEN = 0.15
"""How often a message that was worked on comes again, as if it had not been."""
MOST_ROUNDS = 20


class Queues:
    """What waits for the workers, from the beginning of a history."""

    def __init__(self, emulated: Emulated) -> None:
        self._emulated = emulated
        self._workers = {os.environ[workers()[name].variable]: name for name in WORKERS}
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

    def finish(self) -> bool:
        """Bring everything, until nothing is left: whatever failed is redelivered; whether there was anything."""
        for number in range(MOST_ROUNDS):
            self._take()
            waiting, self._waiting = self._waiting, []
            if not waiting:
                return number > 0
            self._waiting = [each for each in waiting if not self._bring(*each)]
        raise AssertionError(f"never done: {self._waiting}")

    def _take(self) -> None:
        """Take over what the product has sent."""
        sent = self._emulated.take_sent()
        self._waiting += [(self._workers[queue], body) for queue, body in sent]

    def _bring(self, worker: str, body: str) -> bool:
        self._number += 1
        record: dict[str, Any] = {"messageId": f"message-{self._number}", "body": body}
        try:
            answer = WORKERS[worker]({"Records": [record]}, Context(worker))
        except Killed:
            return False
        return not answer["batchItemFailures"]
