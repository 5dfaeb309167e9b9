"""A step of a history, and the request that it becomes at the app's door."""

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.journey.world import Client
from tests.torture.model import Entry, Person
from tests.torture.province import Played


class Step(NamedTuple):
    """A step of a history: what is done, who it is about, what with, and how."""

    kind: str
    who: int
    what: int
    how: int


class Request(NamedTuple):
    """A request, and what is true once it was accepted."""

    client: Client
    method: str
    path: str
    body: object
    accepted: Callable[[dict[str, Any]], None]
    key: str
    orders: bool = False
    """Whether what is refused at first may be written: that it is wanted."""


Prepare = Callable[[Played, Person, Step], Request | None]


def nothing(_answer: dict[str, Any]) -> None:
    """Nothing that the model knows of."""


def picked_record(person: Person, step: Step, *states: str) -> tuple[str, Entry] | None:
    """A record of the person, one in these states if there is one and most of the time."""
    own = list(person.records.items())
    fitting = [(name, entry) for name, entry in own if entry.last() in states]
    choice = fitting if fitting and step.how != 7 else own
    return choice[step.what % len(choice)] if choice else None
