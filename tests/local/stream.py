"""What the tests of the pump share: a handler that notes and fails, writes, dead letters."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from local.cloud import Cloud
from local.context import Context
from local.pump import Pump

PumpFor = Callable[..., Pump]
REGISTRY, HR = "RegistryTable", "HrTable"


class Handler:
    """Notes what it was handed, and fails where it is told to."""

    def __init__(
        self, poison: Iterable[str] = (), *, reports: bool = True, heals_after: int = 10**6
    ) -> None:
        self.batches = []
        self.contexts = []
        self.done = []
        self.numbers = []
        self._poison = set(poison)
        self._reports = reports
        self._heals_after = heals_after
        self.tries = Counter()

    def __call__(self, event: dict[str, Any], context: Context) -> dict[str, Any]:
        names = [name_of(record) for record in event["Records"]]
        self.batches.append(names)
        self.contexts.append(context)
        self.tries.update(names)
        bad = [n for n in names if n in self._poison and self.tries[n] <= self._heals_after]
        if bad and not self._reports:
            raise RuntimeError("whole batch")
        self.done += [name for name in names if name not in bad]
        self.numbers += [(name_of(each), number_of(each)) for each in event["Records"]]
        return {"batchItemFailures": [{"itemIdentifier": n} for n in self._numbers(event, bad)]}

    def _numbers(self, event: dict[str, Any], bad: list[str]) -> list[str]:
        records = [record for record in event["Records"] if name_of(record) in bad]
        return [record["dynamodb"]["SequenceNumber"] for record in records]


def name_of(record: dict[str, Any]) -> str:
    return record["dynamodb"]["Keys"]["pk"]["S"]


def number_of(record: dict[str, Any]) -> str | None:
    return record["dynamodb"].get("NewImage", {}).get("n", {}).get("N")


def record_of(name: str) -> dict[str, Any]:
    """As much of an event of this item as says which it is."""
    return {"dynamodb": {"Keys": {"pk": {"S": name}, "sk": {"S": "x"}}}}


def put(cloud: Cloud, *names: str, table: str = REGISTRY, **attributes: object) -> None:
    for name in names:
        item = {"pk": {"S": name}, "sk": {"S": "x"}, **attributes}
        cloud.client("dynamodb").put_item(TableName=table, Item=item)


def letters(cloud: Cloud, queue: str = "SyncDeadLetters") -> list[Any]:
    url = cloud.queue_url(queue)
    answer = cloud.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    return [json.loads(message["Body"]) for message in answer.get("Messages", [])]
