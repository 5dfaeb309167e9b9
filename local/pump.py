"""The stream pump: carries records from the tables' streams to handlers, as Lambda does.

Order is kept per reader and shard: a batch that fails blocks what comes after it until it is done
or given up. Readers do not block one another. Nothing here sleeps but `run`.
"""

import threading
from collections import deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from botocore.exceptions import ClientError

from local.batches import (
    Batch,
    Outcome,
    Record,
    after_failure,
    dead_letter,
    event_of,
    first_failure,
    sequence_number,
)
from local.cloud import Cloud
from local.consumer import Consumer, QueueReader
from local.context import Context
from local.rounds import go_round, idle_seconds

Handler = Callable[[dict[str, Any], Any], object]
MOST_READERS = 2
"""Of one stream; DynamoDB throttles a third."""
POLL_LIMIT = 1000
FAILED_SECONDS = 0.1
STALE = {"ExpiredIteratorException", "TrimmedDataAccessException"}
"""What a stream answers to a place in it that is too old."""


class Now(Protocol):
    """Something that tells the time: the domain's clock."""

    def now(self) -> datetime:
        """Return the present instant, aware."""


def every_record(_record: Record) -> bool:
    """Let every record through."""
    return True


@dataclass(frozen=True, slots=True)
class Reader:
    """One event source mapping: a function that reads a table's stream.

    `filter` lets a record through or passes over it; `retries` is how often a batch that cannot be
    cut any further is tried again; `dead_letters` is the address of an SQS queue.
    """

    name: str
    table: str
    handler: Handler
    filter: Callable[[Record], bool] = every_record
    dead_letters: str | None = None
    batch_size: int = 100
    retries: int = 3
    bisect: bool = True


class Pump:
    """Delivers the records of the streams, and what lies in queues, to their readers."""

    def __init__(
        self,
        cloud: Cloud,
        readers: Sequence[Reader],
        clock: Now,
        queues: Sequence[QueueReader] = (),
    ) -> None:
        tables = [reader.table for reader in readers]
        if crowded := {table for table in tables if tables.count(table) > MOST_READERS}:
            raise ValueError(f"more than {MOST_READERS} readers of the stream of {crowded}")
        self._mappings: list[_Mapping | Consumer] = [
            *(_Mapping(cloud, reader, clock) for reader in readers),
            *(Consumer(cloud, queue) for queue in queues),
        ]

    def step(self) -> int:
        """Try one batch of every reader and shard; return how many records were looked at.

        Counted are those delivered, failed or not, and those a filter passed over.
        """
        return sum(mapping.step() for mapping in self._mappings)

    def drain(self) -> None:
        """Deliver until every stream is quiet, also what handlers write and other threads do."""
        seen = -1
        while seen != (seen := self._looked_at()):
            self.step()

    def work_off(self, workers: Collection[str]) -> None:
        """Let workers, by their names, do what lies in their queues, until nothing is left there."""
        asked = [
            mapping
            for mapping in self._mappings
            if isinstance(mapping, Consumer) and mapping.reader.name in workers
        ]
        while sum(each.step() for each in asked):
            pass

    def _looked_at(self) -> int:
        return sum(mapping.looked_at for mapping in self._mappings)

    def run(self, stop: threading.Event) -> None:
        """Deliver what comes, one thread a reader, until told to stop; returns when all ended."""
        threads = [
            threading.Thread(
                target=mapping.run, args=(stop,), name=f"pump-{mapping.reader.name}", daemon=True
            )
            for mapping in self._mappings
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


class _Mapping:
    """A reader with its place in each shard of its stream."""

    def __init__(self, cloud: Cloud, reader: Reader, clock: Now) -> None:
        self.reader = reader
        self.looked_at = 0
        self._lock = threading.Lock()
        self._streams = cloud.client("dynamodbstreams")
        self._queue = cloud.client("sqs")
        self._clock = clock
        # One of moto, held, shows what a failed transaction rolled back; without one, ministack
        # looks through the whole stream at every poll.
        self._holds_iterators = cloud.endpoint is not None
        table = cloud.client("dynamodb").describe_table(TableName=reader.table)["Table"]
        self._stream: str = table["LatestStreamArn"]
        self._shards = [_Shard(shard) for shard in self._shard_ids()]

    def step(self) -> int:
        """Try one batch of each shard."""
        with self._lock:
            looked_at = sum(self._advance(shard) for shard in self._shards)
            self.looked_at += looked_at
        return looked_at

    def run(self, stop: threading.Event) -> None:
        """Step until told to stop; wait a little where nothing came, longer where it failed."""
        go_round(stop, f"pump {self.reader.name}", self.step, self._wait)

    def _wait(self, quiet: int) -> float:
        if retries := max(shard.retries for shard in self._shards):
            return FAILED_SECONDS * 2.0**retries
        return idle_seconds(quiet)

    def _shard_ids(self) -> list[str]:
        described = self._streams.describe_stream(StreamArn=self._stream)
        return [shard["ShardId"] for shard in described["StreamDescription"]["Shards"]]

    def _advance(self, shard: "_Shard") -> int:
        passed_over = 0
        if not shard.work:
            passed_over = self._poll(shard)
        if not shard.work:
            return passed_over
        batch = shard.work[0]
        outcome = self._attempt(batch)
        if outcome.dead:
            self._bury(shard, outcome.dead)
        shard.work.popleft()
        shard.work.extendleft(reversed(outcome.remaining))
        return passed_over + len(batch.records)

    def _poll(self, shard: "_Shard") -> int:
        """Take what is new from the shard as batches; return how many a filter passed over."""
        try:
            iterator = shard.iterator or self._iterator_after(shard)
            answer = self._streams.get_records(ShardIterator=iterator, Limit=POLL_LIMIT)
        except ClientError as error:
            if error.response["Error"]["Code"] not in STALE:
                raise
            if shard.iterator is None:
                shard.after = None  # older than a day: what is left begins at the horizon
            shard.iterator = None
            return 0
        records = answer["Records"]
        if self._holds_iterators:
            shard.iterator = answer.get("NextShardIterator")
        if records:
            shard.after = sequence_number(records[-1])
        now = self._clock.now()
        events = [event_of(record, self._stream, at=now) for record in records]
        wanted = [event for event in events if self.reader.filter(event)]
        size = self.reader.batch_size
        shard.work.extend(
            Batch(tuple(wanted[start : start + size])) for start in range(0, len(wanted), size)
        )
        return len(records) - len(wanted)

    def _iterator_after(self, shard: "_Shard") -> str:
        position = (
            {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": shard.after}
            if shard.after
            else {"ShardIteratorType": "TRIM_HORIZON"}
        )
        found: str = self._streams.get_shard_iterator(
            StreamArn=self._stream, ShardId=shard.id, **position
        )["ShardIterator"]
        return found

    def _attempt(self, batch: Batch) -> Outcome:
        """Call the handler, and decide what follows from its answer or its exception."""
        try:
            event = {"Records": [dict(record) for record in batch.records]}
            answer = self.reader.handler(event, Context(self.reader.name))
            place = first_failure(batch, answer)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises is a failed batch
            print(f"{self.reader.name} failed: {type(error).__name__}: {error}")
            place = 0
        if place is None:
            return Outcome()
        return after_failure(batch, place, retries=self.reader.retries, bisect=self.reader.bisect)

    def _bury(self, shard: "_Shard", batch: Batch) -> None:
        """Tell the dead-letter queue which records were given up."""
        if self.reader.dead_letters is None:
            return
        letter = dead_letter(self.reader.name, self._stream, shard.id, batch, at=self._clock.now())
        self._queue.send_message(QueueUrl=self.reader.dead_letters, MessageBody=letter)


class _Shard:
    """A reader's place in one shard, and the batches that it has not finished yet."""

    def __init__(self, shard_id: str) -> None:
        self.id = shard_id
        self.after: str | None = None
        self.iterator: str | None = None
        self.work: deque[Batch] = deque()

    @property
    def retries(self) -> int:
        """How often the batch that blocks the shard was retried; 0 where none failed."""
        return self.work[0].retries if self.work else 0
