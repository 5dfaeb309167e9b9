"""Whether a migration is applied, as readers ask that look where things lay before it too.

That it is applied is true for ever, and asked once a process; that it is not, every few seconds, since
a reader that looks in both places is never wrong.
"""

import math
import time
from functools import cache

from chalicelib.platform.store.tables import RegistryItem, find

PK = "MIGRATIONS"
LISTS_BY_CITY = 2
"""The migration after which nothing lies in a territory's own list any more (docs/decisions/0034)."""
PEOPLE_BY_NAME = 9
"""The migration after which whoever has a name is found from the name (docs/decisions/0072)."""
ASK_AGAIN_SECONDS = 5.0


def migration_key(number: int) -> str:
    """Under which sort key it is kept how far a migration is."""
    return f"MIGRATION#{number:04}"


def is_applied(number: int) -> bool:
    """Whether everything is in the shape that a migration brings."""
    known = _asked()
    if known.get(number, -math.inf) < time.monotonic():
        item = find(RegistryItem, PK, migration_key(number))
        is_so = item is not None and item.body.get("applied_at") is not None
        known[number] = math.inf if is_so else time.monotonic() + ASK_AGAIN_SECONDS
    return known[number] == math.inf


@cache
def _asked() -> dict[int, float]:
    """Until when a migration counts as not applied; for ever (infinity) it is applied."""
    return {}
