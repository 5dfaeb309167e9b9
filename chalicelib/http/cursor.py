"""Cursors: a place in a list, opaque to the client.

That of a list in a URL holds nothing personal; people are listed through a body alone.
"""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Annotated, NamedTuple, Protocol, TypeVar

import msgspec
from msgspec import Meta

from chalicelib.platform.rules.refusal import Refusal

T = TypeVar("T")
PlaceT = TypeVar("PlaceT", bound=tuple[str, ...])
Part = Annotated[str, Meta(min_length=1, max_length=512)]
"""A part of a place; the longest names a login's `sub` of 255 characters behind its role."""
LONGEST_COUNT = 10
LONGEST_KEY_BYTES = 1024
"""Of a sort key: DynamoDB does not even look for a longer one."""


def write_cursor(place: tuple[str, ...]) -> str:
    """Turn a place, a named tuple of texts that are not empty, into what is safe in a URL."""
    return base64.urlsafe_b64encode(msgspec.json.encode(tuple(place))).decode().rstrip("=")


def next_cursor(last: tuple[str, ...] | None) -> str | None:
    """The cursor of what follows a page that ends at a place; None where nothing does."""
    return write_cursor(last) if last else None


def cut(
    found: Sequence[T], limit: int, place_of: Callable[[T], tuple[str, ...]]
) -> tuple[Sequence[T], str | None]:
    """The first `limit` of what was found in its order, and the cursor of the rest if there is one."""
    page = found[:limit]
    return page, write_cursor(place_of(page[-1])) if len(found) > limit else None


class Passed(NamedTuple):
    """A place in a list that is read whole: how many items were shown, and the last of them."""

    shown: str
    last: str


class PageAsked(Protocol):
    """How many items, from which cursor on."""

    @property
    def limit(self) -> int:
        """How many at most."""

    @property
    def cursor(self) -> str | None:
        """Where to go on."""


def cut_whole(
    found: Sequence[T], asked: PageAsked, key_of: Callable[[T], str]
) -> tuple[Sequence[T], str | None]:
    """The items asked for of a list that is read whole, and the cursor of the rest if there is one.

    It goes on behind the item that was shown last, wherever that stands by now; where it is gone, behind
    as many as were shown. `key_of` tells an item from all others, and holds nothing personal.

    Raises:
        Refusal: `cursor_invalid`.
    """
    after = read_cursor(asked.cursor, Passed)
    start = _start(found, after, key_of) if after else 0
    end = start + asked.limit
    page = found[start:end]
    is_all = end >= len(found)
    return page, None if is_all else write_cursor(Passed(str(end), key_of(page[-1])))


def _start(found: Sequence[T], after: Passed, key_of: Callable[[T], str]) -> int:
    if not (after.shown.isascii() and after.shown.isdecimal() and len(after.shown) < LONGEST_COUNT):
        raise Refusal("cursor_invalid", field="cursor")
    shown = int(after.shown)
    places = (place for place, each in enumerate(found, 1) if key_of(each) == after.last)
    return next(places, shown)


def read_cursor(cursor: str | None, kind: type[PlaceT]) -> PlaceT | None:
    """Turn a cursor back into its place; without one the list begins.

    Raises:
        Refusal: `cursor_invalid` for anything that `write_cursor` did not make of this kind.
    """
    if not cursor:
        return None
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        place = msgspec.convert(msgspec.json.decode(raw, type=tuple[Part, ...]), kind)
    except (binascii.Error, ValueError, msgspec.MsgspecError) as fault:
        raise Refusal("cursor_invalid", field="cursor") from fault
    if any(len(part.encode()) > LONGEST_KEY_BYTES for part in place):
        raise Refusal("cursor_invalid", field="cursor")
    return place
