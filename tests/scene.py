"""Where most tests play: a province, what is told there, the network, a person with a complete year."""

import io
import logging
from collections.abc import Iterator

import pytest

from chalicelib.platform.fault import LOG
from chalicelib.platform.log import NAMESPACE, JsonLines
from local.clock import Clock
from local.cloud import Cloud
from local.issuer import Issuer
from local.pump import Pump
from tests.faults import Network
from tests.journey.world import World
from tests.records.province import Completed, account_opened, completed


@pytest.fixture
def world(cloud: Cloud, issuer: Issuer, clock: Clock, pump: Pump) -> World:
    """A province on the first of June 2020, nobody enrolled."""
    return World(cloud, issuer, clock, pump)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Everything that is told, as it would reach CloudWatch."""
    monkeypatch.setenv(NAMESPACE, "Xuefen/test")
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "xuefen-test")
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(JsonLines())
    LOG.addHandler(handler)
    before, _ = LOG.level, LOG.setLevel(logging.INFO)
    yield lines
    LOG.setLevel(before)
    LOG.removeHandler(handler)


@pytest.fixture
def network(cloud: Cloud) -> Iterator[Network]:  # noqa: ARG001 - there are no clients without it
    """What lies between the product and its cloud."""
    with Network().listening() as listening:
        yield listening


@pytest.fixture
def li(cloud: Cloud) -> Completed:  # noqa: ARG001 - it is kept there
    """A complete year, both accounts."""
    account_opened()
    return completed()
