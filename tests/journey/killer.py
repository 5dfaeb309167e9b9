"""Kills a run at its n-th write, before it lands or after: by botocore's own events."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from chalicelib.gateways import notices
from chalicelib.store import tables

WRITES = ("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "Publish")
NEVER = 10**9


class Killed(BaseException):
    """As a process that is gone: nobody's `except Exception` sees it."""


class Killer:
    """Counts writes, and ends the run at one of them."""

    def __init__(self, place: int = NEVER, *, landed: bool = False) -> None:
        self._place = place
        self._landed = landed
        self.writes = 0
        self.has_killed = False

    def before(self, **_event: Any) -> None:  # noqa: ANN401 - whatever botocore tells
        """A write is about to be sent."""
        self.writes += 1
        if self.writes == self._place and not self._landed:
            self._kill()

    def after(self, **_event: Any) -> None:  # noqa: ANN401 - whatever botocore tells
        """A write has been answered."""
        if self.writes == self._place and self._landed:
            self._kill()

    def _kill(self) -> None:
        self.has_killed = True
        raise Killed

    @contextmanager
    def watching(self) -> Iterator["Killer"]:
        """Listen to every client that the product writes through."""
        clients = _clients()
        for client, service in clients:
            for write in WRITES:
                client.meta.events.register(f"before-call.{service}.{write}", self.before)
                client.meta.events.register(f"after-call.{service}.{write}", self.after)
        try:
            yield self
        finally:
            for client, service in clients:
                for write in WRITES:
                    client.meta.events.unregister(f"before-call.{service}.{write}", self.before)
                    client.meta.events.unregister(f"after-call.{service}.{write}", self.after)


def _clients() -> list[tuple[Any, str]]:
    registry = tables.RegistryItem._get_connection().connection  # noqa: SLF001 - no other way in
    hr = tables.HrItem._get_connection().connection  # noqa: SLF001 - as above
    transactions = tables._connection()  # noqa: SLF001 - as above
    dynamodb = {id(each): each for each in (registry.client, hr.client, transactions.client)}
    return [*((each, "dynamodb") for each in dynamodb.values()), (notices.client(), "sns")]
