"""What somebody does at the issuer's own pages, and what their token says."""

import base64
import json
import re
from typing import Any

from playwright.sync_api import Page, expect

STORED = "JSON.parse(sessionStorage.getItem(Object.keys(sessionStorage).find((each) => each.startsWith('oidc.user'))))"
"""What this tab knows of whoever is signed in."""


def at_issuer(page: Page, login: str) -> None:
    """Say who one is on the issuer's page, and agree."""
    page.get_by_placeholder("Enter any login").fill(login)
    page.get_by_placeholder("and password").fill("any")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()


def sign_in(page: Page, url: str, login: str) -> None:
    """Open the page of a deployment and sign in there for the first time."""
    page.goto(url)
    page.get_by_role("button", name="登录").click()
    at_issuer(page, login)
    expect(page.get_by_role("button", name="退出")).to_be_visible()


def header_of(page: Page) -> dict[str, Any]:
    """The header of the token that this tab has."""
    return _part(page, 0)


def claims_of(page: Page) -> dict[str, Any]:
    """What that token says."""
    return _part(page, 1)


def _part(page: Page, place: int) -> dict[str, Any]:
    token = page.evaluate(f"{STORED}.access_token")
    part = re.split(r"\.", token)[place]
    told: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return told
