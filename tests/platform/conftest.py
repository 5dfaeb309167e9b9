from collections.abc import Iterator

import pytest

from local.cloud import Cloud
from tests.faults import table_clients
from tests.platform.metering import Meter


@pytest.fixture
def meter(cloud: Cloud) -> Iterator[Meter]:
    """What the test's writes cost."""
    with Meter(table_clients(), cloud.client("dynamodb")).attached() as attached:
        yield attached
