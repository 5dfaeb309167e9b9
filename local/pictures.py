"""`python -m local.pictures`: the pictures of README, made anew of the running demonstration.

Starts a local cloud of its own, looks at the year of the demonstration's person as a phone shows it, and
at the certificate that was drawn. Needs Chromium; nobody in the pictures is real.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Page, ViewportSize, sync_playwright

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
OUT = ROOT / "out"
PERSON = "demo-2020"
YEAR = "/#/year/2020"
PHONE = ViewportSize(width=390, height=844)
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{folder}</dir></fontconfig>
"""
CERTIFICATE_WIDTH = 840
"""Pixels: twice what README shows, for sharp screens."""
COLOURS = 64
"""Of a picture: a page has few, and a picture of few is small."""


def main() -> None:
    """Make both pictures, and say how long the demonstration took to be ready."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with _demonstration() as url:
        print(f"· ready after {time.monotonic() - began:.0f} s", flush=True)
        _picture_of_page(url)
        _picture_of_certificate()


@contextmanager
def _demonstration() -> Iterator[str]:
    """The local cloud, until it is no longer needed; where it answers."""
    command = [sys.executable, "-u", "-m", "local"]
    environment = {**os.environ, "PORT": "0"}
    with subprocess.Popen(  # noqa: S603 - our own arguments
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE
    ) as cloud:
        lines = iter(cloud.stdout.readline, "") if cloud.stdout else iter(())
        found = (re.search(r"ready\): (http\S+)", line) for line in lines)
        try:
            yield next(each[1] for each in found if each)
        finally:
            cloud.send_signal(signal.SIGTERM)
            cloud.communicate()


def _picture_of_page(url: str) -> None:
    settings = OUT / "pictures-fonts.conf"
    settings.write_text(FONTS.format(folder=ROOT / ".cache" / "fonts"), "utf-8")
    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    environment: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(settings)}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"], env=environment
        )
        page = browser.new_page(
            viewport=PHONE, device_scale_factor=1.5, locale="zh-CN", base_url=url
        )
        _sign_in(page)
        page.goto(YEAR)
        page.wait_for_load_state("networkidle")
        target = PICTURES / "year.png"
        page.screenshot(path=target)
        browser.close()
    _made_small(target)


def _sign_in(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="李䶮").click()
    page.get_by_role("button", name="退出").wait_for()


def _picture_of_certificate() -> None:
    """Draw the newest certificate that the demonstration has downloaded."""
    newest = max(OUT.glob("certificate-*.pdf"), key=lambda file: file.stat().st_mtime)
    page = pypdfium2.PdfDocument(newest)[0]
    target = PICTURES / "certificate.png"
    page.render(scale=CERTIFICATE_WIDTH / page.get_width()).to_pil().save(target)
    _made_small(target)


def _made_small(file: Path) -> None:
    with Image.open(file) as picture:
        few = picture.convert("RGB").quantize(COLOURS)
    few.save(file, optimize=True)
    print(f"· {file.relative_to(ROOT)}: {file.stat().st_size:,} bytes", flush=True)


if __name__ == "__main__":
    main()
