"""moto without what no history comes near: nothing is as large as what DynamoDB refuses or answers in
pages."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from moto.dynamodb.models.dynamo_type import Item, LimitedSizeDict


@contextmanager
def lean() -> Iterator[None]:
    """Let moto do no more than histories need while it lasts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Item, "size", lambda _item: 0)
        patch.setattr(LimitedSizeDict, "__setitem__", dict.__setitem__)
        yield
