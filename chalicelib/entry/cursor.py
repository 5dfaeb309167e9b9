"""Cursors: a place in a list, opaque to the client and holding nothing personal."""

import base64
import binascii
from typing import Annotated

import msgspec
from msgspec import Meta

from chalicelib.rules.refusal import Refusal
from chalicelib.store.queue import Place

Part = Annotated[str, Meta(min_length=1, max_length=200)]


def write_cursor(place: Place) -> str:
    """Turn a place into a cursor that is safe in a URL."""
    return base64.urlsafe_b64encode(msgspec.json.encode(tuple(place))).decode().rstrip("=")


def read_cursor(cursor: str) -> Place:
    """Turn a cursor back into its place.

    Raises:
        Refusal: `cursor_invalid` for anything that `write_cursor` did not make.
    """
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return Place(*msgspec.json.decode(raw, type=tuple[Part, Part, Part]))
    except (binascii.Error, ValueError, msgspec.MsgspecError) as fault:
        raise Refusal("cursor_invalid", field="cursor") from fault
