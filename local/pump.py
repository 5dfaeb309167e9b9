"""The stream pump: carries records from the tables' streams to handlers, as Lambda does.

Order is kept per reader, shard and item (`local/lanes.py`); readers do not block one another. Nothing
here sleeps but `run`, and nothing but `run` calls two handlers at once.
"""

import threading
from collections.abc import Collection, Sequence

from local.cloud import Cloud
from local.consumer import Consumer, QueueReader
from local.known_types import make_known
from local.stream_reader import Now, Reader, StreamReader

MOST_READERS = 2
"""Of one stream; DynamoDB throttles a third."""


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
        self._mappings: list[StreamReader | Consumer] = [
            *(StreamReader(cloud, reader, clock) for reader in readers),
            *(Consumer(cloud, queue) for queue in queues),
        ]

    def step(self) -> int:
        """Try one batch of every reader, shard and lane; return how many records were looked at.

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
        """Deliver what comes, one thread a reader and lane, until told to stop; returns when all ended."""
        make_known()
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
