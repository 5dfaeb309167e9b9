"""Cursors: a place in a list, opaque to the client.

That of a list in a URL holds nothing personal; people are listed through a body alone.
"""

import base64
import binascii
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from chalicelib.rules.refusal import Refusal

PlaceT = TypeVar("PlaceT", bound=tuple[str, ...])
Part = Annotated[str, Meta(min_length=1, max_length=512)]
"""A part of a place; the longest names a login's `sub` of 255 characters behind its role."""
LONGEST_KEY_BYTES = 1024
"""Of a sort key: DynamoDB does not even look for a longer one."""


def write_cursor(place: tuple[str, ...]) -> str:
    """Turn a place, a named tuple of texts that are not empty, into what is safe in a URL."""
    return base64.urlsafe_b64encode(msgspec.json.encode(tuple(place))).decode().rstrip("=")


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
