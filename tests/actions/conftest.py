from collections.abc import Iterator

import pytest

from local.cloud import Cloud
from tests.actions.province import Completed, account_opened, completed
from tests.faults import Network


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
