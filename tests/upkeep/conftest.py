import pytest

from local.clock import Clock
from local.cloud import Cloud
from local.issuer import Issuer
from local.pump import Pump
from tests.journey.world import World


@pytest.fixture
def world(cloud: Cloud, issuer: Issuer, clock: Clock, pump: Pump) -> World:
    """A province on the first of June 2020, nobody enrolled."""
    return World(cloud, issuer, clock, pump)
