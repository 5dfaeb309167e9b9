"""Where a thing stands in the lists (index `listed`), and how a list is read from where it lies.

A reader knows lists of territories: `PEOPLE#440703`, each in its own order, one after the other. They
lie together: in one list for a city, `PEOPLE#4407`, where a thing's order begins with its territory,
`440703#…`. So a county is what begins with its code, a city the whole of a list, and the province some
twenty lists. A list of what is rare lies in one for the whole province.

Cursors name a place in a territory's list, as they did when each territory had a list of its own
(docs/decisions/0034).
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

AFTER_ALL = "\U0010ffff"
"""What sorts after every order."""


class Place(NamedTuple):
    """Where a thing is listed: the keys of the index."""

    list: str
    order: str


class Position(NamedTuple):
    """A place in lists that are read one after the other: what a cursor points at."""

    list: str
    order: str
    pk: str


class Pointer(msgspec.Struct, frozen=True):
    """What lies under a second order of things: the key of one."""

    pk: str
    sk: str


class Span(NamedTuple):
    """A part of a list that lies together: the orders that begin with `prefix`.

    `becomes` stands in place of the prefix in the order of the whole; `is_keyed` says that the order
    there ends with the thing's key, since that of this list tells two things of one instant not apart.
    `is_of_pointers`: it lies not in the index but in the table, a pointer for each thing, by its order.
    """

    list: str
    prefix: str = ""
    becomes: str = ""
    is_keyed: bool = False
    is_of_pointers: bool = False

    def order_of(self, order: str, pk: str, sk: str) -> str:
        """The order in the whole of what has this order here."""
        whole = self.becomes + order.removeprefix(self.prefix)
        return f"{whole}#{keyed(pk, sk)}" if self.is_keyed else whole

    def begins_from(self, order: str) -> str | None:
        """From which order here something may come after an order of the whole; None: nothing may."""
        if order.startswith(self.becomes):
            rest = order.removeprefix(self.becomes)
            return self.prefix + (rest.partition("#")[0] if self.is_keyed else rest)
        return self.prefix if order < self.becomes else None


def keyed(pk: str, sk: str) -> str:
    """How a key ends an order."""
    return f"{pk.partition('#')[2]}#{sk}"


def _any(_order: str, _sk: str) -> bool:
    return True


class Listing(msgspec.Struct, frozen=True):
    """Lists of territories as they are read: one after the other, each in its order.

    `strands` are where they lie: each a row of spans, in the order of the whole; what several strands
    have is merged. `named` says what the list of a territory is called, `prefixes` how the orders of
    those wanted begin there, in ascending order. `wanted` tells, by order and sort key, those apart
    that lie among others. Without territories it is the one list that `named` says. `formers` are
    lists of one kind each that were read one after the other before and are one now. `meanwhile` are the
    strands until everything lies where `strands` say, where that is not all of what else there is.
    """

    strands: tuple[tuple[Span, ...], ...]
    named: Callable[[str], str]
    territories: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ("",)
    wanted: Callable[[str, str], bool] = _any
    is_keyed: bool = False
    formers: tuple["Listing", ...] = ()
    meanwhile: tuple[tuple[Span, ...], ...] = ()

    @property
    def before(self) -> tuple[tuple[Span, ...], ...]:
        """Where all of it lay when each territory had a list of its own."""
        if self.formers:
            return tuple(strand for each in self.formers for strand in each.before)
        row = tuple(
            Span(self.named(code), prefix, f"{code}#{prefix}", self.is_keyed)
            for code in self.territories
            for prefix in self.prefixes
        )
        return (row,)

    def position(self, order: str, pk: str) -> Position:
        """The place that a cursor names."""
        if not self.territories:
            return Position(self.named(""), order, pk)
        territory, _, rest = order.partition("#")
        return Position(self.named(territory), rest, pk)

    def find_order(self, position: Position) -> str | None:
        """The order in the whole of a cursor's place; None if it is in none of these lists."""
        if not any(_is_within(position.order, prefix) for prefix in self.prefixes):
            return None
        return next((f"{start}{position.order}" for start in self._starts(position.list)), None)

    def _starts(self, name: str) -> Iterator[str]:
        if not self.territories and name == self.named(""):
            yield ""
        yield from (f"{code}#" for code in self.territories if name == self.named(code))


def plain(name: str) -> Listing:
    """A list that is of no territory."""
    return Listing(strands=((Span(name),),), named=lambda _: name)


def _is_within(order: str, prefix: str) -> bool:
    return order.startswith(prefix) and order < prefix + AFTER_ALL
