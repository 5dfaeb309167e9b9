"""A network that fails, between the product and its cloud: the n-th call never lands, or lands and
its answer is lost; or somebody else acts just before it.

It works by botocore's own events on the clients that the product makes; the product itself is left
as it is. A lost connection is told to the product, which may go on; of a process that is gone
nobody in it hears (`Killed`).
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from botocore.exceptions import ConnectionClosedError

from chalicelib.identity.gateways import keys
from chalicelib.notices.gateways import notices
from chalicelib.platform.gateways import files, messages
from chalicelib.platform.store import tables
from tests.deploy.conditions import writes_of

TABLE_WRITES = frozenset({"PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"})
SENDS = frozenset({"Publish", "PublishBatch"})
WRITES = TABLE_WRITES | SENDS | {"PutObject"}
EVERY_CALL: Collection[str] = frozenset()
"""No operation named: every one counts, reads and keys too."""
NEVER = 10**9


class Fault(StrEnum):
    """What becomes of a call."""

    NEVER_LANDED = "never landed"
    ANSWER_LOST = "landed, its answer lost"
    RETRIED = "landed, its answer lost, sent again by botocore"


class LostError(Exception):
    """The process, or its connection, is gone: an error that the product knows nothing of."""


class Killed(BaseException):
    """As a process that is gone: nobody's `except Exception` sees it."""


def broken() -> BaseException:
    """What botocore raises when a connection breaks."""
    return ConnectionClosedError(endpoint_url="https://emulated")


def table_clients() -> list[Any]:
    """Return PynamoDB's clients: one for each table, and the one of transactions."""
    models = (tables.RegistryItem, tables.HrItem)
    connections = [model._get_connection().connection for model in models]  # noqa: SLF001 - PynamoDB shows its client nowhere else
    clients = [connection.client for connection in (*connections, tables._connection())]  # noqa: SLF001 - the transactions' own
    return list({id(client): client for client in clients}.values())


def every_client() -> list[Any]:
    """Return every client that the product has: tables, files, notices, messages, keys."""
    clients = (files.client(), notices.client(), messages.client(), keys.client())
    return [*table_clients(), *clients]


class Network:
    """Counts the calls of clients, and lets the one it is told to meet its fault, once."""

    def __init__(
        self,
        clients: Sequence[Any] | None = None,
        *,
        counted: Collection[str] = WRITES,
        raises: Callable[[], BaseException] = LostError,
    ) -> None:
        self._clients = every_client() if clients is None else clients
        self._counted = counted
        self._raises = raises
        self._fault: Fault | None = None
        self._act: Callable[[], object] | None = None
        self._left = NEVER
        self.send_twice: Callable[[], object] | None = None
        """What carries out the next call twice, where it does not go through botocore's own retry."""
        self.calls = 0
        self.happened = False

    @contextmanager
    def listening(self) -> Iterator["Network"]:
        """Be between the clients and the cloud."""
        handlers = {
            "before-call": self.before,
            "needs-retry": self._answered,
            "after-call": self.after,
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

    def fail(
        self, fault: Fault, nth: int, raises: Callable[[], BaseException] | None = None
    ) -> None:
        """Let the `nth` counted call from now, the first is 1, meet this fault, once."""
        self._fault, self._left, self.happened = fault, nth, False
        self._raises = raises or self._raises

    def meanwhile(self, nth: int, act: Callable[[], object]) -> None:
        """Let somebody else act just before the `nth` counted call from now is sent."""
        self._act, self._left, self.happened = act, nth, False

    def heal(self) -> bool:
        """Let everything pass again; say whether the fault had happened."""
        self._fault, self._act, self._left = None, None, NEVER
        return self.happened

    def before(self, event_name: str, **_: object) -> None:
        """A call is about to be sent."""
        if not self._counts(event_name):
            return
        self.calls += 1
        self._left -= 1
        if self._left:
            return
        if self._act is not None:
            act, self._act, self.happened = self._act, None, True
            act()
        elif self._fault is Fault.NEVER_LANDED:
            self.happened = True
            raise self._raises()
        elif self._fault is Fault.RETRIED and self.send_twice is not None:
            self._left, self.happened = NEVER, True
            self.send_twice()

    def _answered(self, event_name: str, **_: object) -> float | None:
        """Tell botocore to send the call again at once, as it does when an answer is lost."""
        if self._is_hit(event_name, Fault.RETRIED):
            self._left, self.happened = NEVER, True
            return 0.0
        return None

    def after(self, event_name: str, **_: object) -> None:
        """A call has been answered."""
        if self._is_hit(event_name, Fault.ANSWER_LOST):
            self._left, self.happened = NEVER, True
            raise self._raises()

    def _is_hit(self, event_name: str, fault: Fault) -> bool:
        return self._fault is fault and self._left == 0 and self._counts(event_name)

    def _counts(self, event_name: str) -> bool:
        return not self._counted or event_name.rpartition(".")[2] in self._counted


@contextmanager
def failing(fault: Fault, nth: int) -> Iterator[Network]:
    """Let the nth write of a table (from 1) fail as a broken connection does."""
    network = Network(table_clients(), counted=TABLE_WRITES, raises=broken)
    network.fail(fault, nth)
    with network.listening():
        yield network


def killer(place: int = NEVER, *, landed: bool = False) -> Network:
    """A network that ends the run at its n-th write, before it lands or after."""
    network = Network(counted=TABLE_WRITES | SENDS, raises=Killed)
    network.fail(Fault.ANSWER_LOST if landed else Fault.NEVER_LANDED, place)
    return network


def kind_of(operation: str, request: Mapping[str, Any]) -> str:
    """What a call does to which kinds of items, or what it is, if it does not write to a table."""
    if operation not in TABLE_WRITES:
        return operation
    writes = writes_of(operation, json.loads(request["body"]))
    return ", ".join(sorted({f"{write.verb} {write.kind}" for write in writes}))


class Killer(Network):
    """Ends the run at the n-th write of a kind, before it lands or after; counts all by their kinds."""

    def __init__(self, kind: str = "", place: int = NEVER, *, landed: bool = False) -> None:
        super().__init__(counted=TABLE_WRITES | SENDS, raises=Killed)
        self.fail(Fault.ANSWER_LOST if landed else Fault.NEVER_LANDED, place)
        self.kinds = Counter[str]()
        self._kind = kind

    def before(self, event_name: str, **event: Any) -> None:  # noqa: ANN401 - as botocore has it
        if not self._counts(event_name):
            return
        kind = kind_of(event_name.rpartition(".")[2], event["params"])
        self.kinds[kind] += 1
        if kind == self._kind:
            super().before(event_name)


@contextmanager
def down(operation: str, holding: str = "") -> Iterator[None]:
    """Let every call of an operation fail before it lands whose body holds a text."""

    def hook(params: dict[str, Any], **_: object) -> None:
        if holding in str(params["body"]):
            raise broken()

    clients = [*table_clients(), notices.client(), keys.client()]
    for client in clients:
        client.meta.events.register(f"before-call.*.{operation}", hook)
    try:
        yield
    finally:
        for client in clients:
            client.meta.events.unregister(f"before-call.*.{operation}", hook)
