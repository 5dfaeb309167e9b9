"""Faults of the network, put under the product by botocore's own events: no code of ours is patched."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any

from botocore.exceptions import ConnectionClosedError

from chalicelib.gateways import notices
from chalicelib.store import tables

WRITES = ("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems")


class Fault(Enum):
    """`LOST`: the write lands and its answer does not come; `DOWN`: it never lands."""

    LOST = "after-call"
    DOWN = "before-call"


def _clients() -> list[Any]:
    """The DynamoDB clients that the store uses: one for items, one for transactions."""
    models = (tables.RegistryItem, tables.HrItem)
    connections = [model._get_connection().connection for model in models]  # noqa: SLF001 - PynamoDB shows it nowhere else
    return [each.client for each in (*connections, tables._connection())]  # noqa: SLF001 - as above


@contextmanager
def failing(fault: Fault, nth: int) -> Iterator[list[int]]:
    """Let the nth write (from 1) fail; the list yielded holds how many there were."""
    seen = [0]

    def hook(**_: object) -> None:
        seen[0] += 1
        if seen[0] == nth:
            raise ConnectionClosedError(endpoint_url="dynamodb")

    events = [
        (client.meta.events, f"{fault.value}.dynamodb.{operation}")
        for client in {id(client): client for client in _clients()}.values()
        for operation in WRITES
    ]
    for emitter, event in events:
        emitter.register(event, hook)
    try:
        yield seen
    finally:
        for emitter, event in events:
            emitter.unregister(event, hook)


@contextmanager
def broken(operation: str, holding: str = "") -> Iterator[None]:
    """Let every call of an operation fail before it lands whose body holds a text."""

    def hook(params: dict[str, Any], **_: object) -> None:
        if holding in str(params["body"]):
            raise ConnectionClosedError(endpoint_url=operation)

    clients = {id(client): client for client in (*_clients(), notices.client())}.values()
    for client in clients:
        client.meta.events.register(f"before-call.*.{operation}", hook)
    try:
        yield
    finally:
        for client in clients:
            client.meta.events.unregister(f"before-call.*.{operation}", hook)
