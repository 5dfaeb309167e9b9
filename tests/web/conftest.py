"""A real Chromium in front of the local cloud: each worker has its own of both.

The cloud is what `make run` starts, without the demonstration. Each test gets a new browser context
(no storage, no session); `out/web/` keeps what it saw.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from local.client import Client
from local.demo import START
from tests.served import served
from tests.web.reader import ROOT, SCREENSHOTS

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{folder}</dir></fontconfig>
"""
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
PATIENCE = 20_000
"""Milliseconds that a page may take to show what is expected, while bundles are built beside it."""
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="package")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the local cloud of this worker answers."""
    with served(tmp_path_factory.mktemp("cloud")) as url:
        yield url


@pytest.fixture(scope="package")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium, with the fonts that `make setup` fetched: a bare machine has no Chinese ones."""
    if not Path(CHROMIUM).exists():
        pytest.fail("没有Chromium：Debian请运行 apt-get install chromium (Chromium is missing)")
    fonts = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    fonts.write_text(FONTS.format(folder=ROOT / ".cache" / "fonts"), "utf-8")
    environment: dict[str, str | float | bool] = {
        **os.environ,
        "FONTCONFIG_FILE": str(fonts),
        "LANGUAGE": "zh_CN",
    }
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, env=environment)
        yield started
        started.close()


def _page(browser: Browser, viewport: dict[str, int], base: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport=viewport, base_url=base, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda said: faults.append(said.text) if "Content Security" in said.text else None,
    )
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def phone(browser: Browser, base: str) -> Iterator[Page]:
    """A phone's viewport; what a script throws or the policy stops fails the test."""
    yield from _page(browser, PHONE, base)


@pytest.fixture
def desk(browser: Browser, base: str) -> Iterator[Page]:
    """A desk's viewport, likewise."""
    yield from _page(browser, DESK, base)


@pytest.fixture(scope="session", autouse=True)
def _screenshots() -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)


@pytest.fixture
def notice_year(base: str) -> Iterator[None]:
    """Let the server's clock stand in the notice's year while a test lasts."""
    client = Client(base, "web-clock")
    client.send("PUT", "/dev/clock", {"now": START.isoformat()})
    yield
    client.send("PUT", "/dev/clock", {"now": None})
