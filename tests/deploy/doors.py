"""Which function a call of AWS belongs to: the one whose handler is on the call stack.

Work that a function hands to a pool of threads is the function's: the thread is told whose.
"""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, partial
from threading import local
from types import FrameType
from typing import Any

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
    """Return the function that is running in this thread or had it started, or None outside of any."""
    for frame in callers():
        if frame.f_code.co_name not in _last_names():
            continue
        door = f"{frame.f_globals.get('__name__')}.{frame.f_code.co_qualname}"
        if door in doors():
            return doors()[door]
    handed: str | None = getattr(_HANDED, "function", None)
    return handed


_HANDED = local()
"""The function whose work a pool's thread does."""
_submit = ThreadPoolExecutor.submit


def follow_threads() -> None:
    """Let the threads of every pool know whose work they do."""
    ThreadPoolExecutor.submit = _submitted  # type: ignore[method-assign] # for the process of the tests


def _submitted(
    pool: ThreadPoolExecutor, work: Callable[..., Any], /, *args: object, **named: object
) -> Future[Any]:
    function = function_of_caller()
    return _submit(pool, partial(_done_for, function, work), *args, **named)


def _done_for(
    function: str | None, work: Callable[..., Any], /, *args: object, **named: object
) -> Any:  # noqa: ANN401 - whatever the work gives
    _HANDED.function = function
    try:
        return work(*args, **named)
    finally:
        _HANDED.function = None
