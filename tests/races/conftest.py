import pytest

from local.cloud import Cloud
from tests.races.contest import Contest, in_processes, in_threads

CONTESTS = {"threads": in_threads, "processes": in_processes}


@pytest.fixture(params=CONTESTS)
def contest(request: pytest.FixtureRequest, cloud: Cloud) -> Contest:  # noqa: ARG001 - where it is held
    """How the contenders run: in threads, and in processes."""
    return CONTESTS[request.param]
