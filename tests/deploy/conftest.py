from collections.abc import Iterator

import pytest

from local import ministack
from local.issuer import Issuer
from tests.deploy.deployed import Deployed, deploy

ISSUER = "https://login.dev.xuefen.example"


@pytest.fixture(scope="session")
def deployed_issuer() -> Issuer:
    """Signs tokens that the deployed stage takes: under its configured issuer's name."""
    return Issuer(ISSUER, "xuefen")


@pytest.fixture(scope="session")
def deployed(
    deployed_issuer: Issuer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Deployed]:
    """The packaged app as a stack on a ministack of its own, which enforces IAM."""
    log = tmp_path_factory.mktemp("deployed") / "ministack.log"
    with pytest.MonkeyPatch.context() as patched:
        # The renderer's fonts are those of its layer, or none.
        patched.delenv("XUEFEN_FONTS", raising=False)
        with ministack.running(log=log) as emulator:
            yield deploy(emulator, deployed_issuer.jwks())
