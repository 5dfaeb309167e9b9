"""Cursors: a place in a list, opaque to the client and holding nothing personal."""

import base64
import binascii

import msgspec

from chalicelib.rules.refusal import Refusal
from chalicelib.store.queue import Place


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
        return Place(*msgspec.json.decode(raw, type=tuple[str, str, str]))
    except (binascii.Error, ValueError, msgspec.MsgspecError) as fault:
        raise Refusal("cursor_invalid", field="cursor") from fault
