"""A function that reads a table's stream, and its place in it."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
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
from local.context import Context
from local.lanes import Lane, Shard
from local.rounds import go_round, idle_seconds

Handler = Callable[[dict[str, Any], Any], object]
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
    cut any further is tried again; `dead_letters` is the address of an SQS queue. `at_once` is
    Lambda's ParallelizationFactor: how many batches of a shard go side by side at most.
    """

    name: str
    table: str
    handler: Handler
    filter: Callable[[Record], bool] = every_record
    dead_letters: str | None = None
    batch_size: int = 100
    at_once: int = 1
    retries: int = 3
    bisect: bool = True


class StreamReader:
    """A reader with its place in each shard of its stream."""

    def __init__(self, cloud: Cloud, reader: Reader, clock: Now) -> None:
        self.reader = reader
        self._streams = cloud.client("dynamodbstreams")
        self._queue = cloud.client("sqs")
        self._clock = clock
        # One of moto, held, shows what a failed transaction rolled back; without one, ministack
        # looks through the whole stream at every poll.
        self._holds_iterators = cloud.endpoint is not None
        table = cloud.client("dynamodb").describe_table(TableName=reader.table)["Table"]
        self._stream: str = table["LatestStreamArn"]
        self._shards = [
            Shard(shard, reader.at_once, reader.batch_size) for shard in self._shard_ids()
        ]

    @property
    def looked_at(self) -> int:
        """How many records were delivered so far, failed or not, or passed over by the filter."""
        return sum(shard.looked_at for shard in self._shards)

    def step(self) -> int:
        """Try one batch of each lane, one after the other; return how many records were looked at."""
        return sum(self._step(shard) for shard in self._shards)

    def _step(self, shard: Shard) -> int:
        passed_over = self._poll(shard)[1]
        return passed_over + sum(self._advance(shard, lane) for lane in shard.lanes)

    def run(self, stop: threading.Event) -> None:
        """Poll until told to stop; lanes are worked off by threads beside one another."""
        most = self.reader.at_once * len(self._shards)
        with ThreadPoolExecutor(most, f"pump-{self.reader.name}") as pool:
            take = partial(self._take, pool, stop)
            go_round(stop, f"pump {self.reader.name}", take, self._wait)

    def _wait(self, quiet: int) -> float:
        """Look again soon while something is under way: a lane may be free by then."""
        is_busy = any(lane.waiting for shard in self._shards for lane in shard.lanes)
        return idle_seconds(min(quiet, 1) if is_busy else quiet)

    def _take(self, pool: ThreadPoolExecutor, stop: threading.Event) -> int:
        """Take what is new, and see that somebody works it off; return how much that was."""
        brought = sum(self._poll(shard)[0] for shard in self._shards)
        for shard in self._shards:
            for lane in shard.lanes:
                if lane.claim():
                    pool.submit(self._work_off, shard, lane, stop)
        return brought

    def _work_off(self, shard: Shard, lane: Lane, stop: threading.Event) -> None:
        """Try batch after batch; wait the longer the more often one failed."""

        def wait(quiet: int) -> float:
            return FAILED_SECONDS * 2.0**lane.retries if lane.retries else idle_seconds(quiet)

        advance = partial(self._advance, shard, lane)
        go_round(stop, f"pump {self.reader.name}", advance, wait, lane.leave)

    def _shard_ids(self) -> list[str]:
        described = self._streams.describe_stream(StreamArn=self._stream)
        return [shard["ShardId"] for shard in described["StreamDescription"]["Shards"]]

    def _poll(self, shard: Shard) -> tuple[int, int]:
        """Take what is new from the shard; return how much that was, and what the filter passed over."""
        with shard.lock:
            records = self._new(shard) if shard.has_room(POLL_LIMIT) else []
            now = self._clock.now()
            events = [event_of(record, self._stream, at=now) for record in records]
            wanted = [event for event in events if self.reader.filter(event)]
            shard.deal_out(wanted)
            passed_over = len(records) - len(wanted)
            shard.passed_over += passed_over
        return len(records), passed_over

    def _new(self, shard: Shard) -> list[Record]:
        try:
            iterator = shard.iterator or self._iterator_after(shard)
            answer = self._streams.get_records(ShardIterator=iterator, Limit=POLL_LIMIT)
        except ClientError as error:
            if error.response["Error"]["Code"] not in STALE:
                raise
            if shard.iterator is None:
                shard.after = None  # older than a day: what is left begins at the horizon
            shard.iterator = None
            return []
        records: list[Record] = answer["Records"]
        if self._holds_iterators:
            shard.iterator = answer.get("NextShardIterator")
        if records:
            shard.after = sequence_number(records[-1])
        return records

    def _iterator_after(self, shard: Shard) -> str:
        position = (
            {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": shard.after}
            if shard.after
            else {"ShardIteratorType": "TRIM_HORIZON"}
        )
        found: str = self._streams.get_shard_iterator(
            StreamArn=self._stream, ShardId=shard.id, **position
        )["ShardIterator"]
        return found

    def _advance(self, shard: Shard, lane: Lane) -> int:
        """Try the batch whose turn it is; return how many records it had."""
        with lane.lock:
            batch = lane.first()
            if batch is None:
                return 0
            outcome = self._attempt(batch)
            if outcome.dead:
                self._bury(shard, outcome.dead)
            lane.follow(outcome)
            return len(batch.records)

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

    def _bury(self, shard: Shard, batch: Batch) -> None:
        """Tell the dead-letter queue which records were given up."""
        if self.reader.dead_letters is None:
            return
        letter = dead_letter(self.reader.name, self._stream, shard.id, batch, at=self._clock.now())
        self._queue.send_message(QueueUrl=self.reader.dead_letters, MessageBody=letter)
