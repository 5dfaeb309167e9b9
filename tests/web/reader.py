"""Looking at a page as its readers do: with a narrow screen, with a screen reader, with eyes."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / "out" / "web"
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = {"serious", "critical"}
PHONE_WIDTH = 360
READING = 30_000
"""Milliseconds that lists of a whole province may take from an emulator that does one thing at a time."""


def sign_in(page: Page, subject: str, to: str = "/") -> None:
    """Open a page and sign in on the issuer's page as a person of one's own naming."""
    # An address that differs after `#` alone loads no page: the one before could still be clicked.
    page.goto("about:blank")
    page.goto(to)
    page.get_by_role("button", name="登录").click()
    page.get_by_label("其他账号").fill(subject)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("button", name="退出").wait_for()


def axe(page: Page, options: str = "{resultTypes: ['violations']}") -> list[str]:
    """What axe-core finds serious or critical on the page as it is now."""
    if not page.evaluate("'axe' in window"):
        # Not by a script element: the page's own policy refuses one that is not its own.
        page.evaluate(AXE.read_text("utf-8"))
    # To describe whatever is in order costs most where a page is long.
    found: dict[str, Any] = page.evaluate(f"axe.run(document, {options})")
    return [
        f"{each['id']}: {node['html'][:200]}"
        for each in found["violations"]
        if each["impact"] in GRAVE
        for node in each["nodes"]
    ]


SETTLED = """new Promise((done) => {
  const isSeen = (each) => each.effect.target.checkVisibility();
  const isFading = () => document.getAnimations().some((each) => each instanceof CSSTransition && isSeen(each));
  const wait = () => (isFading() ? requestAnimationFrame(wait) : done());
  requestAnimationFrame(wait);
})"""
"""Until no colour is between two; what a closed part hides stands still until it is opened."""


def _unreadable_in_the_dark(page: Page) -> list[str]:
    """What is too faint in the other theme; all else is the same in both."""
    page.emulate_media(color_scheme="dark")
    page.evaluate(SETTLED)
    found = axe(page, "{runOnly: ['color-contrast'], resultTypes: ['violations']}")
    page.emulate_media(color_scheme="light")
    page.evaluate(SETTLED)
    return [f"dark: {each}" for each in found]


def scrolls_sideways(page: Page) -> bool:
    """Say whether the page is wider than the screen."""
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )


SMALL = """() => {
  const shown = (each) => each.getClientRects().length && !each.closest('.visually-hidden, .skip');
  const within = (each) => getComputedStyle(each).display === 'inline';
  const area = (each) => (each.closest('label') || each).getBoundingClientRect();
  return [...document.querySelectorAll('a, button, input, select, textarea, summary')]
    .filter((each) => shown(each) && !within(each) && area(each).height < 43.5)
    .map((each) => each.outerHTML.slice(0, 120));
}"""


def small_targets(page: Page) -> list[str]:
    """What is pressed with a thumb and is less than 44 px high; a link within a sentence has its line (WCAG 2.5.5)."""
    return list(page.evaluate(SMALL))


def look(page: Page, name: str) -> None:
    """Keep a picture and hold the page to what every page must keep to."""
    page.wait_for_load_state("networkidle", timeout=READING)
    expect(page.get_by_text("正在读取…")).to_have_count(0, timeout=READING)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
    found = [*axe(page), *_unreadable_in_the_dark(page)]
    assert not found, found
    assert not scrolls_sideways(page)
    if page.viewport_size and page.viewport_size["width"] <= PHONE_WIDTH:
        assert small_targets(page) == []
