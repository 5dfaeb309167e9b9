"""The cloud that a test runs in: created from the template that is deployed, new for each test.

Every test has moto in process, which must never see a second thread. One marked `ministack` runs
there as well, with `only=True` there alone.
"""

import copy
import json
import os
from collections.abc import Iterator
from functools import cache

import pytest
from botocore import session
from hypothesis import settings
from moto import mock_aws

from local import ministack, resources
from local.clock import Clock
from local.cloud import Cloud
from local.issuer import Issuer
from local.mappings import pump_of
from local.pump import Pump
from tests import answers, digests
from tests.answers import pytest_addoption  # noqa: F401 - pytest finds its hook here
from tests.deploy import conditions, recorder
from tests.deploy.whole_run import (  # noqa: F401 - pytest finds its hooks here
    pytest_configure,
    pytest_sessionfinish,
    pytest_terminal_summary,
    pytest_testnodedown,
)
from tests.emulator import created_on
from tests.processes import alone, forget
from tests.quick import Kept, quicken
from tests.spread import in_order, pytest_xdist_make_scheduler  # noqa: F401 - pytest finds its hook here

# Before any module of the product is imported: it reads its tables' names then. No test may ever
# reach the cloud of whoever runs it.
os.environ.pop("AWS_PROFILE", None)
os.environ.pop("AWS_SESSION_TOKEN", None)
os.environ.pop("AWS_ENDPOINT_URL", None)
os.environ.update(resources.constant_environment())
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1"
settings.register_profile("patient", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("patient")
recorder.listen()
answers.listen()
# A session reads what it knows of each service from large files. It is the same for all, also in
# the processes that a contest forks; nothing but this is shared.
session.create_loader = cache(session.create_loader)

from tests import contract  # noqa: E402 - it imports the product
from tests.scene import li, network, told, world  # noqa: E402, F401 - fixtures; they import the product

contract.listen()

PUBLIC_URL = "http://127.0.0.1:8000"
last_endpoint: list[str | None] = [None]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "cloud" not in metafunc.fixturenames:
        return
    marker = metafunc.definition.get_closest_marker("ministack")
    emulators = [] if marker and marker.kwargs.get("only") else ["moto"]
    metafunc.parametrize("cloud", [*emulators, *(["ministack"] if marker else [])], indirect=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    items[:] = in_order(items)


@pytest.fixture(autouse=True)
def _on_conditions() -> Iterator[None]:
    """Fail a test in which the product wrote without the condition that protects the item."""
    conditions.BROKEN.clear()
    yield
    assert conditions.BROKEN == []


@pytest.fixture(autouse=True)
def _within_policies() -> Iterator[None]:
    """Fail a test in which a function made a call that its policy does not grant."""
    recorder.REFUSED.clear()
    yield
    assert recorder.REFUSED == []


@pytest.fixture(autouse=True)
def _as_declared() -> Iterator[None]:
    """Fail a test in which a route answered what its declaration does not say."""
    contract.UNTRUE.clear()
    yield
    assert contract.UNTRUE == []


@pytest.fixture(autouse=True)
def _read_as_botocore_reads(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which our parser made something else of an answer of DynamoDB than botocore's."""
    answers.DIFFERENT.clear()
    answers.EVERY[:] = [None] * request.config.option.every_answer
    yield
    assert answers.DIFFERENT == []


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ministack.Ministack]:
    """One ministack for all tests of this process."""
    log = tmp_path_factory.mktemp("ministack") / "ministack.log"
    with ministack.running(log=log, module="tests.emulator") as running:
        yield running


@pytest.fixture(scope="session")
def issuer() -> Issuer:
    """Signs tokens that the app takes in every test."""
    return Issuer(f"{PUBLIC_URL}/dev/issuer", resources.AUDIENCE)


@pytest.fixture
def cloud(
    request: pytest.FixtureRequest, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Cloud]:
    """Everything that resources.yaml describes, empty, and the environment that the app needs."""
    if request.param == "moto":
        quicken(monkeypatch)
        digests.mend(monkeypatch)
        with mock_aws(config={"core": {"mock_credentials": False}}):
            yield _prepared(_in_moto(), issuer, monkeypatch)
        return
    running: ministack.Ministack = request.getfixturevalue("emulator")
    yield _prepared(created_on(running), issuer, monkeypatch)


@cache
def _created_in_moto() -> tuple[Cloud, Kept]:
    created = resources.create()
    # moto ignores the conditions of a policy: "no access without TLS" denies everybody there.
    for bucket in (
        "EvidenceBucket",
        "CertificateBucket",
        "AuditBucket",
        "ImportBucket",
        "CourseBucket",
    ):
        created.client("s3").delete_bucket_policy(Bucket=created.attributes[bucket]["Ref"])
    return created, Kept()


def _in_moto() -> Cloud:
    created, kept = _created_in_moto()
    kept.put_back()
    return Cloud(created.endpoint, copy.deepcopy(created.attributes))


def _prepared(created: Cloud, issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> Cloud:
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    for name, value in resources.environment(created, PUBLIC_URL).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("OIDC_JWKS", json.dumps(issuer.jwks()))
    forget(is_elsewhere=created.endpoint != last_endpoint[0])
    last_endpoint[0] = created.endpoint
    return created


@pytest.fixture
def clock() -> Clock:
    """The domain's clock."""
    return Clock()


@pytest.fixture
def pump(cloud: Cloud, clock: Clock) -> Pump:
    """Brings what was written to the product's stream handlers: `pump.drain()`."""
    return pump_of(cloud, clock, alone)
