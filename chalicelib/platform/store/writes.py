"""What one transaction writes, where several subjects write together."""

from typing import NamedTuple

from pynamodb.expressions.condition import Condition

from chalicelib.platform.store.tables import RegistryItem

MOST_WRITES = 100
"""The most items that one transaction takes."""


class Write(NamedTuple):
    """One item to put on a condition, or whose key to clear."""

    item: RegistryItem
    condition: Condition | None = None
    clears: bool = False
