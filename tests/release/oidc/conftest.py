"""Two deployments, each with an issuer of its own and set up as its operator would have to."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.release.oidc.issuer import Issuer, issuing
from tests.served import served
from tests.web.conftest import DESK, PATIENCE, PHONE, browser

__all__ = ["browser"]
RESOURCE = "https://api.xuefen.example"


class Deployment(NamedTuple):
    """Where people go, and who signs them in."""

    url: str
    issuer: Issuer


@contextmanager
def deployed(kept: Path, folder: Path, **settings: str) -> Iterator[Deployment]:
    with issuing(kept, folder / "issuer") as issuer:
        asked = {"OIDC_AUDIENCE": "xuefen", "OIDC_TOKEN_TYPE": "at+jwt", **settings}
        with served(folder, f"--issuer={issuer.url}", **asked) as url:
            issuer.be(redirect=f"{url}/")
            yield Deployment(url, issuer)


@pytest.fixture(scope="module")
def by_resource(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """Tokens are asked for a resource (RFC 8707), and renewed by refresh tokens."""
    folder = tmp_path_factory.mktemp("resource")
    asked = {
        "OIDC_RESOURCE": RESOURCE,
        "OIDC_SCOPE": "openid offline_access",
        "OIDC_PARAMETERS": "prompt=consent",
    }
    with deployed(kept, folder, **asked) as made:
        yield made


@pytest.fixture(scope="module")
def by_audience(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """Tokens are asked for an audience, and renewed by whoever is still signed in at the issuer."""
    folder = tmp_path_factory.mktemp("audience")
    asked = {"OIDC_PARAMETERS": f"audience={RESOURCE}", "OIDC_SIGN_OUT": "stay"}
    with deployed(kept, folder, **asked) as made:
        made.issuer.be(refresh="never", signOut=False)
        yield made


@contextmanager
def _context(browser: Browser, **device: object) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **device)  # type: ignore[arg-type]  # of a device
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """A browser on a desk, of somebody who has never been here."""
    with _context(browser, viewport=DESK) as context:
        yield context


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """One where fingers point, likewise."""
    with _context(browser, viewport=PHONE, has_touch=True, is_mobile=True) as context:
        yield context
