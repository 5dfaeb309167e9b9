"""Lanes of a shard: up to so many batches of it are worked off side by side, as Lambda does.

By ParallelizationFactor Lambda brings several batches of a shard at once and keeps in order what is of one
item alone (partition and sort key). So an item always goes into the same lane; a batch that fails
blocks what comes after it there, until it is done or given up, and no other lane.
"""

from collections import deque
from collections.abc import Iterable
from threading import Lock
from zlib import crc32

from local.batches import Batch, Outcome, Record


class Lane:
    """Events in order, and the batches that were cut of them and are not finished yet.

    Whoever works on it holds `lock`; events may be put meanwhile. `waiting` is how many are not done yet,
    `retries` how often the batch that blocks the others was retried.
    """

    def __init__(self, size: int) -> None:
        self.lock = Lock()
        self.waiting = self.retries = self.looked_at = 0
        self._size = size
        self._events: deque[Record] = deque()
        self._batches: deque[Batch] = deque()
        self._has_worker = False
        self._state = Lock()

    def put(self, event: Record) -> None:
        """Let an event come after all others."""
        with self._state:
            self._events.append(event)
            self.waiting += 1

    def first(self) -> Batch | None:
        """The batch whose turn it is: what failed before, or as many events as a call takes."""
        if not self._batches and self._events:
            some = (self._events.popleft() for _ in range(min(self._size, len(self._events))))
            self._batches.append(Batch(tuple(some)))
        return self._batches[0] if self._batches else None

    def follow(self, outcome: Outcome) -> None:
        """Let what is to be tried next take the place of the batch whose turn it was."""
        tried = len(self._batches.popleft().records)
        self._batches.extendleft(reversed(outcome.remaining))
        self.retries = self._batches[0].retries if self._batches else 0
        with self._state:
            self.waiting += sum(len(batch.records) for batch in outcome.remaining) - tried
        self.looked_at += tried

    def claim(self) -> bool:
        """Take it over, if something waits and nobody works it off; until `leave` it is ours."""
        with self._state:
            is_free = self.waiting > 0 and not self._has_worker
            self._has_worker |= is_free
            return is_free

    def leave(self) -> bool:
        """Leave it, if nothing waits: what comes later needs somebody else."""
        with self._state:
            self._has_worker = self.waiting > 0
            return not self._has_worker


class Shard:
    """A reader's place in one shard, and its lanes."""

    def __init__(self, shard_id: str, lanes: int, size: int) -> None:
        self.id = shard_id
        self.lock = Lock()
        self.after: str | None = None
        self.iterator: str | None = None
        self.passed_over = 0
        self.lanes = tuple(Lane(size) for _ in range(lanes))

    @property
    def looked_at(self) -> int:
        """How many records were delivered, failed or not, or passed over by the filter."""
        return self.passed_over + sum(lane.looked_at for lane in self.lanes)

    def has_room(self, most: int) -> bool:
        """Whether a lane has nothing to do, and fewer events than `most` wait in the others."""
        waiting = [lane.waiting for lane in self.lanes]
        return 0 in waiting and sum(waiting) < most

    def deal_out(self, events: Iterable[Record]) -> None:
        """Put each event into the lane of its item."""
        for event in events:
            self.lanes[lane_of(event, len(self.lanes))].put(event)


def lane_of(event: Record, lanes: int) -> int:
    """In which lane an event goes: an item's events always in the same."""
    keys = sorted(event["dynamodb"]["Keys"].items())
    return crc32(str(keys).encode()) % lanes
