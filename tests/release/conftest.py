"""What the parts of this folder share: the local cloud over real HTTP, and where their tools lie."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local import contract
from tests.served import ROOT, served

KEPT = ROOT / ".cache" / "release"


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the local cloud answers: one for all, since each part signs in as its own people."""
    with served(tmp_path_factory.mktemp("cloud")) as url:
        yield url


@pytest.fixture(scope="session")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """openapi.json as it is served, in a file."""
    file = tmp_path_factory.mktemp("contract") / "openapi.json"
    contract.main(file)
    return file


@pytest.fixture(scope="module")
def kept(request: pytest.FixtureRequest) -> Path:
    """The folder with this part's `node_modules` and `python`, as `make release` installs them."""
    folder = KEPT / request.path.parent.name
    assert folder.is_dir(), f"make release ONLY={folder.name} installs what this part needs"
    return folder
