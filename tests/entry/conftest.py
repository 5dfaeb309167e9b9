import os
from collections.abc import Iterator

import pytest
from moto import mock_aws

from local import resources
from tests.entry.issuer import AUDIENCE, ISSUER, JWKS

for name, value in resources.constant_environment().items():
    os.environ.setdefault(name, value)  # the store reads the tables' names when imported


@pytest.fixture(autouse=True)
def issuer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OIDC_ISSUER", ISSUER)
    monkeypatch.setenv("OIDC_AUDIENCE", AUDIENCE)
    monkeypatch.setenv("OIDC_JWKS", JWKS)


@pytest.fixture
def registry() -> Iterator[None]:
    with mock_aws():
        resources.create()
        yield
