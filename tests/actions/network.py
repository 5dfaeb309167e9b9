"""A network that fails: the n-th write never lands, or lands and its answer is lost.

It works by botocore's own events on the clients that the product writes with; the product itself is
left as it is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

WRITES = frozenset({"PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "PutObject"})


class Fault(StrEnum):
    """What becomes of a write."""

    NEVER_LANDED = "never landed"
    ANSWER_LOST = "landed, its answer lost"
    RETRIED = "landed, its answer lost, sent again by botocore"


class LostError(Exception):
    """The process, or its connection, is gone."""


class Network:
    """Counts the writes of clients, and fails the one it is told to."""

    def __init__(self, clients: list[Any]) -> None:
        self._clients = clients
        self._fault: Fault | None = None
        self._left = 0
        self.writes = 0

    @contextmanager
    def listening(self) -> Iterator["Network"]:
        """Be between the clients and the cloud."""
        handlers = {
            "before-send": self._before,
            "needs-retry": self._answered,
            "after-call": self._after,
        }
        for client in self._clients:
            for event, handler in handlers.items():
                client.meta.events.register_first(event, handler)
        try:
            yield self
        finally:
            for client in self._clients:
                for event, handler in handlers.items():
                    client.meta.events.unregister(event, handler)

    def fail(self, fault: Fault, write: int) -> None:
        """Let the `write`-th write from now, the first is 1, meet this fault, once."""
        self._fault, self._left = fault, write

    def heal(self) -> bool:
        """Let everything pass again; say whether the fault had happened."""
        happened = self._fault is not None and self._left <= 0
        self._fault, self._left = None, 0
        return happened

    def _before(self, event_name: str, **_: object) -> None:
        if _operation(event_name) not in WRITES:
            return
        self.writes += 1
        self._left -= 1
        if self._left == 0 and self._fault is Fault.NEVER_LANDED:
            raise LostError

    def _answered(self, event_name: str, **_: object) -> float | None:
        """Tell botocore to send the write again at once, as it does when an answer is lost."""
        if self._is_hit(event_name, Fault.RETRIED):
            self._left -= 1
            return 0.0
        return None

    def _after(self, event_name: str, **_: object) -> None:
        if self._is_hit(event_name, Fault.ANSWER_LOST):
            self._left -= 1
            raise LostError

    def _is_hit(self, event_name: str, fault: Fault) -> bool:
        return self._fault is fault and self._left == 0 and _operation(event_name) in WRITES


def _operation(event_name: str) -> str:
    return event_name.rpartition(".")[2]
