"""What msgspec knows of types, made before threads need it.

It is made when a type is first met; of two threads that meet one at once the other may find it half made,
and the process ends. A function of Lambda serves one request at a time; the local cloud many.
"""

from collections.abc import Iterator
from contextlib import suppress

import msgspec


def make_known() -> None:
    """Let msgspec read all about every structure that is imported by now."""
    for kind in _below(msgspec.Struct):
        with suppress(TypeError, NameError):  # it is never read from anywhere
            msgspec.json.Decoder(kind)


def _below(kind: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)
