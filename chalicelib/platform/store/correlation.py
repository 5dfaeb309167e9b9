"""Which request all this belongs to: its id travels with the outbox mark, from table to table.

A write that owes work keeps the id of the request that asked for it; who does the work later takes
it from there, so that one id finds the request, the sync and the certificate in the logs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_CURRENT: ContextVar[str | None] = ContextVar("correlation", default=None)


def current_request() -> str | None:
    """Return the id of the request that is being served, or None outside of any."""
    return _CURRENT.get()


@contextmanager
def correlated(request: str | None) -> Iterator[None]:
    """Do what stands inside for this request; nothing that was there before remains."""
    token = _CURRENT.set(request)
    try:
        yield
    finally:
        _CURRENT.reset(token)
