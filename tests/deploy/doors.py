"""Which function a call of AWS belongs to: the one whose handler is on the call stack."""

import sys
from collections.abc import Iterator
from functools import cache
from types import FrameType

API = "api_handler"
"""The name that Chalice gives to the function behind API Gateway."""


@cache
def doors() -> dict[str, str]:
    """Return the functions of the app by the full name of their handler."""
    from app import app  # noqa: PLC0415 - it reads the environment that the tests prepare

    events = {source.handler_string: source.name for source in app.event_sources}
    return {"chalicelib.http.application.Xuefen.__call__": API, **events}


@cache
def _last_names() -> frozenset[str]:
    """What a frame's function is called that may be a door: most are not, and are not asked more."""
    return frozenset(door.rpartition(".")[2] for door in doors())


def callers() -> Iterator[FrameType]:
    """Yield the frames of this thread, from the one that asks outwards."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - Python has no other way
    while frame is not None:
        yield frame
        frame = frame.f_back


def function_of_caller() -> str | None:
    """Return the function that is running in this thread, or None outside of any."""
    for frame in callers():
        if frame.f_code.co_name not in _last_names():
            continue
        door = f"{frame.f_globals.get('__name__')}.{frame.f_code.co_qualname}"
        if door in doors():
            return doors()[door]
    return None
