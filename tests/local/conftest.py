"""A pump with one reader of the registry, its settings as a test wants them."""

from dataclasses import replace
from typing import Any

import pytest

from local.clock import Clock
from local.cloud import Cloud
from local.pump import Pump
from local.stream_reader import Reader
from tests.local.stream import REGISTRY, Handler, PumpFor


@pytest.fixture
def pump_for(cloud: Cloud, clock: Clock) -> PumpFor:
    def make(handler: Handler, **settings: Any) -> Pump:  # noqa: ANN401 - fields of Reader
        letters_to = cloud.queue_url("SyncDeadLetters")
        reader = Reader("reader", REGISTRY, handler, dead_letters=letters_to)
        return Pump(cloud, [replace(reader, **settings)], clock)

    return make
