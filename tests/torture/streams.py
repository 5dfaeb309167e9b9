"""Streams as bad as they may be: batches doubled, replayed, reordered across keys, with poison."""

from collections.abc import Callable
from random import Random
from typing import Any

from chalicelib.events import streams
from chalicelib.platform.rules.function_kind import Reader as Declared
from chalicelib.platform.rules.functions import readers as declared
from local.batches import event_of
from local.cloud import Cloud
from local.context import Context
from local.mappings import readers
from local.stream_reader import Reader
from tests.faults import Killed
from tests.torture.emulated import Emulated

STREAM = "arn:aws-cn:dynamodb:cn-north-1:000000000000:table"
REPLAYED = 0.15
DOUBLED = 0.15
POISONED = 0.1
LOST = 0.1
POISON = "poison"


def _unreadable(reader: Declared) -> dict[str, Any]:
    """What wakes a reader and cannot be read, by its mark or by what it keeps."""
    if reader.whom:
        return {"sk": {"S": "bad"}, "waits_for": {"S": f"{reader.whom[0]}#xx"}}
    return {"pk": {"S": "P#bad"}, "sk": {"S": f"{reader.kept[-1].begins}bad"}, "body": {"S": "bad"}}


def _poison(reader: Reader) -> dict[str, Any]:
    """An event that no version of the product could read."""
    image = _unreadable(declared()[reader.name])
    change = {"ApproximateCreationDateTime": 1590969600.0, "NewImage": image}
    return {"eventName": "MODIFY", "dynamodb": {"SequenceNumber": POISON, **change}}


def _key_of(record: dict[str, Any]) -> str:
    return str(sorted(record["dynamodb"]["Keys"].items()))


def _number(record: dict[str, Any]) -> str:
    return str(record["dynamodb"]["SequenceNumber"])


class Streams:
    """Both tables' streams and their readers, from the beginning of a history."""

    def __init__(self, cloud: Cloud, emulated: Emulated, now: Callable[[], Any]) -> None:
        self._emulated, self._now = emulated, now
        self._readers = readers(cloud, lambda name: getattr(streams, name))
        self._reset()

    def _reset(self) -> None:
        self._seen = dict.fromkeys({reader.table for reader in self._readers}, 0)
        self._waiting: dict[str, list[dict[str, Any]]] = {each.name: [] for each in self._readers}
        self._done: dict[str, list[dict[str, Any]]] = {each.name: [] for each in self._readers}

    def forget(self) -> None:
        """Begin a new history."""
        self._reset()

    def deliver(self, luck: Random) -> None:
        """Bring what has happened to every reader once, in some bad way."""
        self._look()
        for reader in luck.sample(self._readers, len(self._readers)):
            waiting = self._waiting[reader.name]
            self._waiting[reader.name] = []
            batch = self._disturbed(reader, waiting, luck)
            if batch:
                self._bring(reader, batch, luck)

    def bring_all(self) -> bool:
        """Bring what has happened to every reader, in order and once, and what comes of that; whether there was anything."""
        self._look()
        has_brought = any(self._waiting.values())
        while any(self._waiting.values()):
            for reader in self._readers:
                batch, self._waiting[reader.name] = self._waiting[reader.name], []
                answer: Any = reader.handler({"Records": batch}, Context(reader.name))
                assert answer == {"batchItemFailures": []}
            self._look()
        return has_brought

    def _look(self) -> None:
        for table in self._seen:
            found = self._emulated.changes(table, self._seen[table])
            self._seen[table] += len(found)
            events = [event_of(record, STREAM, at=self._now()) for record in found]
            for reader in self._readers:
                if reader.table == table:
                    self._waiting[reader.name] += [each for each in events if reader.filter(each)]

    def _disturbed(
        self, reader: Reader, waiting: list[dict[str, Any]], luck: Random
    ) -> list[dict[str, Any]]:
        """Reorder across keys, keep the order within each; double, replay, poison."""
        queues: dict[str, list[dict[str, Any]]] = {}
        for record in waiting:
            queues.setdefault(_key_of(record), []).append(record)
        batch = []
        while queues:
            key = luck.choice(sorted(queues))
            batch.append(queues[key].pop(0))
            if not queues[key]:
                del queues[key]
        if luck.random() < DOUBLED:
            batch += batch
        done = self._done[reader.name]
        if done and luck.random() < REPLAYED:
            batch[:0] = luck.sample(done, min(3, len(done)))
        if luck.random() < POISONED:
            batch.insert(luck.randint(0, len(batch)), _poison(reader))
        return batch

    def _bring(self, reader: Reader, batch: list[dict[str, Any]], luck: Random) -> None:
        """Call the handler; what failed waits on, or is given up and left to the sweep."""
        try:
            answer: Any = reader.handler({"Records": list(batch)}, Context(reader.name))
            failed = {each["itemIdentifier"] for each in answer["batchItemFailures"]}
        except Killed:
            failed = {_number(each) for each in batch}
        assert POISON in failed or all(_number(each) != POISON for each in batch)
        self._done[reader.name] += [each for each in batch if _number(each) not in failed]
        again = [each for each in batch if _number(each) in failed - {POISON}]
        if luck.random() > LOST:
            self._waiting[reader.name] = again + self._waiting[reader.name]
