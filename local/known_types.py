"""All types known to msgspec before threads meet them (`platform/store/known.py` says why).

A function of Lambda serves one request at a time; the local cloud many.
"""

from collections.abc import Iterator
from contextlib import suppress

import msgspec

from chalicelib.platform.store.known import known


def make_known() -> None:
    """Let msgspec read all about every structure that is imported by now."""
    for kind in _below(msgspec.Struct):
        with suppress(TypeError, NameError):  # it is never read from anywhere
            known(kind)


def _below(kind: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)
