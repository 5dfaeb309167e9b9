"""How every action writes: load, decide, save once; on a conflict ask the data again.

A failed condition does not say that nothing was written: the write may have landed and its answer
been lost. So an action is tried again from its load, where it finds its own token in the history
if it had succeeded.
"""

import time
from collections.abc import Callable
from random import uniform
from typing import TypeVar

from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.tables import Conflict

T = TypeVar("T")
ATTEMPTS = 12
LONGEST_PAUSE_SECONDS = 0.4


def settled(once: Callable[[], T]) -> T:
    """Run `once` until it meets no conflict.

    Raises:
        Refusal: `busy` if others win every time; nothing has been written then.
    """
    for attempt in range(ATTEMPTS):
        try:
            return once()
        except Conflict:
            time.sleep(uniform(0, min(LONGEST_PAUSE_SECONDS, 0.01 * 2**attempt)))  # noqa: S311 - spreads rivals, guards nothing
    raise Refusal("busy")
