"""moto and hypothesis without what no history comes near.

Nothing is as large as what DynamoDB refuses or answers in pages. Numbers from 0 to 7 are no constants of
anybody's code: hypothesis parses every module to find some, and a seed would play other histories whenever
one changes. Nor is a history worth five others that repeat parts of it: each is drawn for itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis.internal.conjecture.engine import ConjectureRunner
from hypothesis.internal.conjecture.providers import HypothesisProvider
from moto.dynamodb.models.dynamo_type import Item, LimitedSizeDict


@contextmanager
def lean() -> Iterator[None]:
    """Let both do no more than histories need while it lasts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Item, "size", lambda _item: 0)
        patch.setattr(LimitedSizeDict, "__setitem__", dict.__setitem__)
        patch.setattr(HypothesisProvider, "_maybe_draw_constant", lambda *_, **_named: None)
        patch.setattr(ConjectureRunner, "generate_mutations_from", lambda *_: None)
        yield
