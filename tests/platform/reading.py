"""Every call that the product makes of AWS, and how many items come back by it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from chalicelib.law.store.calendars import LAW
from tests.faults import every_client


class Called(NamedTuple):
    """An operation as it was called, and the items that it answered."""

    operation: str
    items: int


@contextmanager
def heard() -> Iterator[list[Called]]:
    """Hear what is called, in the order in which it is answered.

    But for the law, which a process reads again twice a minute, whoever asks then.
    """
    calls: list[Called] = []

    def ask(params: dict[str, Any], context: dict[str, Any], **_: object) -> None:
        context["of_the_law"] = LAW in str(params.get("ExpressionAttributeValues"))

    def hear(event_name: str, parsed: dict[str, Any], context: dict[str, Any], **_: object) -> None:
        if not context["of_the_law"]:
            calls.append(Called(event_name.rpartition(".")[2], _items(parsed)))

    clients = every_client()
    for client in clients:
        client.meta.events.register("provide-client-params", ask)
        client.meta.events.register("after-call", hear)
    try:
        yield calls
    finally:
        for client in clients:
            client.meta.events.unregister("provide-client-params", ask)
            client.meta.events.unregister("after-call", hear)


def _items(answer: dict[str, Any]) -> int:
    by_table = sum(len(items) for items in answer.get("Responses", {}).values())
    return len(answer.get("Items", ())) + by_table + ("Item" in answer)
