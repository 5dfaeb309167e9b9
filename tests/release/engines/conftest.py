"""The engines that people have beside Chromium, which tests/web plays: WebKit and Firefox, as Debian packages them."""

import os
import shutil
from collections.abc import Iterator

import pytest

from local.client import Client
from local.demo import NAME, START
from tests.release.engines.driver import WEBKIT, Driver, Firefox, WebKit
from tests.release.engines.page import Page
from tests.served import ROOT

ENGINES = {"webkit": WebKit, "firefox": Firefox}
NEEDED = ("WebKitWebDriver", "Xvfb", "firefox-esr", WEBKIT)
NUMBERS = {"webkit": "440703199204112785", "firefox": "440703199502043343"}
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{folder}</dir></fontconfig>
"""


@pytest.fixture(scope="session", params=ENGINES)
def driver(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Driver]:
    """A browser of each engine, with the fonts that `make setup` fetched."""
    missing = [each for each in NEEDED if not shutil.which(each)]
    if missing:
        pytest.fail(
            f"缺少{missing}：Debian请运行 apt-get install webkit2gtk-driver xvfb firefox-esr"
        )
    fonts = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    fonts.write_text(FONTS.format(folder=ROOT / ".cache" / "fonts"), "utf-8")
    # Firefox' pages may read no fonts but the system's, unless they are let out of their box.
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts), "MOZ_DISABLE_CONTENT_SANDBOX": "1"}
    started: Driver = ENGINES[request.param](environment)
    yield started
    started.end()


@pytest.fixture(scope="session")
def engine(driver: Driver) -> str:
    """How an engine is called: people sign in as one of its own."""
    return type(driver).__name__.lower()


@pytest.fixture
def page(driver: Driver, engine: str, base: str) -> Page:
    """Its page, and where pictures of it are kept."""
    pictures = ROOT / "out" / "engines" / engine
    pictures.mkdir(parents=True, exist_ok=True)
    return Page(driver, base, pictures)


@pytest.fixture(scope="session")
def person(engine: str, base: str) -> Client:
    """A professional of the notice's year, another one for each engine."""
    enrolled = Client(base, f"{engine}-person")
    document = {"type": "resident_id", "number": NUMBERS[engine]}
    told = {"name": NAME, "document": document, "territory": "440703", "employment": "unemployed"}
    enrolled.post("/v1/me", told)
    return enrolled


@pytest.fixture
def notice_year(base: str) -> Iterator[None]:
    """Let the server's clock stand in the notice's year while a test lasts."""
    client = Client(base, "engines-clock")
    client.send("PUT", "/dev/clock", {"now": START.isoformat()})
    yield
    client.send("PUT", "/dev/clock", {"now": None})
