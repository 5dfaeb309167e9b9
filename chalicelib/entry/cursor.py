"""Cursors: a place in a list, opaque to the client.

That of a list in a URL holds nothing personal; people are listed through a body alone.
"""

import base64
import binascii
from typing import Annotated

import msgspec
from msgspec import Meta

from chalicelib.rules.refusal import Refusal
from chalicelib.store.listed import Position
from chalicelib.store.queue import Place

Part = Annotated[str, Meta(min_length=1, max_length=200)]


def write_cursor(place: Place | Position) -> str:
    """Turn a place into a cursor that is safe in a URL."""
    return base64.urlsafe_b64encode(msgspec.json.encode(tuple(place))).decode().rstrip("=")


def read_cursor(cursor: str) -> Place:
    """Turn a cursor of a queue back into its place.

    Raises:
        Refusal: `cursor_invalid` for anything that `write_cursor` did not make.
    """
    return Place(*_parts(cursor))


def read_position(cursor: str | None) -> Position | None:
    """Turn a cursor of a list back into its position; without one the list begins.

    Raises:
        Refusal: `cursor_invalid` for anything that `write_cursor` did not make.
    """
    return Position(*_parts(cursor)) if cursor else None


def _parts(cursor: str) -> tuple[str, str, str]:
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return msgspec.json.decode(raw, type=tuple[Part, Part, Part])
    except (binascii.Error, ValueError, msgspec.MsgspecError) as fault:
        raise Refusal("cursor_invalid", field="cursor") from fault
