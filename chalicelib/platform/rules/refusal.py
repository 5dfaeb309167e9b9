"""A "no" of the domain, with what explains it."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar, overload

from chalicelib.platform.rules.field_labels import label
from chalicelib.platform.rules.refusal_kinds import KINDS

T = TypeVar("T")
OtherT = TypeVar("OtherT")
ThirdT = TypeVar("ThirdT")


class Refusal(Exception):  # noqa: N818 - a refusal is an answer of the domain, not an error
    """A "no" with its stable code and the facts that explain it.

    Facts become members of the problem+json answer and fill the message; `field` names the member
    of the request that is at fault; `where` is the file at fault, where it is our own data that is
    refused: no client is told of it.
    """

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.kind = KINDS[code]
        self.facts = facts
        self.where = ""
        super().__init__(code)

    def __str__(self) -> str:
        """The code; of a file of our own also its name and what is wrong, for whoever wrote it."""
        return f"{self.code}: {self.where}: {self.detail}" if self.where else self.code

    @property
    def detail(self) -> str:
        """The message with its facts filled in, the field as people call it."""
        named = {"field": label(str(self.facts["field"]))} if "field" in self.facts else {}
        return self.kind.detail.format(**{**self.facts, **named})


def several(faults: Sequence[Refusal]) -> Refusal:
    """Let the first of some refusals, each of a `field`, tell all of them as `faults`."""
    first = faults[0]
    told = [each for fault in faults for each in _told(fault)]
    if len(told) > 1:
        first.facts["faults"] = told
    return first


def _told(fault: Refusal) -> list[Mapping[str, object]]:
    """What a refusal tells: itself, or, where it tells of several already, each of them."""
    told = fault.facts.get("faults")
    if isinstance(told, list):
        return told
    return [{"field": fault.facts["field"], "code": fault.code, "detail": fault.detail}]


@overload
def read_all(one: Callable[[], T], other: Callable[[], OtherT], /) -> tuple[T, OtherT]: ...
@overload
def read_all(
    one: Callable[[], T], other: Callable[[], OtherT], third: Callable[[], ThirdT], /
) -> tuple[T, OtherT, ThirdT]: ...
def read_all(*reads: Callable[[], object]) -> tuple[object, ...]:
    """What comes of some readings, all of which are tried before any of them refuses: their faults are told at once.

    Raises:
        Refusal: the first that is of no `field`; else the first, with all of them as `faults`.
    """
    tried = [attempted(read) for read in reads]
    faults = [fault for _, fault in tried if fault]
    of_all = [fault for fault in faults if "field" not in fault.facts]
    if of_all:
        raise of_all[0]
    if faults:
        raise several(faults)
    return tuple(value for value, _ in tried)


def attempted(read: Callable[[], T]) -> tuple[T | None, Refusal | None]:
    """What was read, or why it was refused: for who tells all faults at once."""
    try:
        return read(), None
    except Refusal as fault:
        return None, fault
