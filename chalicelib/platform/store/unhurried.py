"""Writes that may wait: a table that has no capacity left at this moment has some a little later.

botocore tries again by itself what DynamoDB throttles, but no transaction that was cancelled for it.
"""

import time
from collections.abc import Callable
from random import uniform

from pynamodb.exceptions import TransactWriteError

ATTEMPTS = 12
LONGEST_PAUSE_SECONDS = 5.0
THROTTLED = frozenset({"ThrottlingError", "ProvisionedThroughputExceeded"})
"""Why a transaction may be cancelled that nothing speaks against."""


def unhurried(write: Callable[[], None]) -> None:
    """Write; where the table is asked for too much, wait up to half a minute in all and write again."""
    for attempt in range(ATTEMPTS):
        try:
            write()
        except TransactWriteError as error:
            if not _is_throttled(error) or attempt == ATTEMPTS - 1:
                raise
        else:
            return
        time.sleep(uniform(0, min(LONGEST_PAUSE_SECONDS, 0.05 * 2**attempt)))  # noqa: S311 - spreads workers, guards nothing


def _is_throttled(error: TransactWriteError) -> bool:
    codes = {reason.code for reason in error.cancellation_reasons if reason}
    return not codes.isdisjoint(THROTTLED)
