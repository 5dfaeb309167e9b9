"""Lets msgspec read all about a type in one thread at a time.

It does so when it first meets the type. Of two threads that meet one together the second may find it half
read, and the process ends: seen with msgspec 0.22 where reads go side by side (`abreast`).
"""

from threading import Lock
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
_READING = Lock()
_KNOWN: set[type] = set()


def decoder_of(kind: Any) -> msgspec.json.Decoder[Any]:  # noqa: ANN401 - whatever msgspec takes for a type
    """A decoder of a type, whole when it is returned."""
    with _READING:
        return msgspec.json.Decoder(kind)


def known(kind: type[T]) -> type[T]:
    """The type, once msgspec knows it."""
    if kind not in _KNOWN:
        decoder_of(kind)
        _KNOWN.add(kind)
    return kind
