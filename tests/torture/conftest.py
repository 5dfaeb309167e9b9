"""One cloud for all histories of a process: making the tables anew would take most of the time."""

from collections.abc import Iterator

import pytest

from local.clock import Clock
from local.cloud import Cloud
from local.issuer import Issuer
from tests.torture.province import Played


@pytest.fixture
def played(cloud: Cloud, issuer: Issuer, clock: Clock) -> Iterator[Played]:
    """A province to play histories in."""
    with Played(cloud, issuer, clock).playing() as playing:
        yield playing
