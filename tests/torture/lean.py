"""moto without what no history comes near: limits of size, and copies against changes in place.

Nothing in a history is as large as what DynamoDB refuses or answers in pages, and nothing changes
what a query has found before it is written as the answer.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from itertools import chain
from types import SimpleNamespace
from typing import Any

import pytest
from moto.dynamodb.models import table
from moto.dynamodb.models.dynamo_type import Item, LimitedSizeDict


@contextmanager
def lean() -> Iterator[None]:
    """Let moto do no more than histories need while it lasts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Item, "size", lambda _item: 0)
        patch.setattr(LimitedSizeDict, "__setitem__", dict.__setitem__)
        patch.setattr(table.Table, "all_items", _in_no_order)
        patch.setattr(table, "copy", SimpleNamespace(copy=copy, deepcopy=list))
        yield


def _in_no_order(kept: table.Table) -> list[Any]:
    """Every item; who queries sorts what it has found."""
    return list(chain.from_iterable(items.values() for items in kept.items.values()))
