"""How soon the web client's first page can be used: `python -m bench.first_page`, a local cloud running.

Usable is the page once its sign-in button is painted: whatever is pressed before the client itself is there is kept and carried
out (web/src/door). A phone's viewport, nothing kept from before: the processor slowed down by four, then a network of
1.6 Mbit/s with 150 ms of delay besides; the same machine unslowed is the baseline of the ratios.
"""

import os
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

BASE = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
RUNS = 5
SLOW_3G_PLUS = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 200_000,
    "uploadThroughput": 93_750,
}


PAINTED = """
new MutationObserver((_, watching) => {
  if (![...document.querySelectorAll('main button')].some((each) => each.textContent === '登录')) return;
  watching.disconnect();
  requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = () => (window.usable = performance.now());
    after.port2.postMessage(0);
  });
}).observe(document, { childList: true, subtree: true });
"""
"""The page notes by itself when the button was painted: a browser that is asked from outside answers when it has time."""


def measured(browser: Browser, *, rate: int = 1, poor: bool = False) -> tuple[float, float]:
    """Return milliseconds until the sign-in button can be pressed, and kilobytes over the wire."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    if poor:
        session.send("Network.emulateNetworkConditions", SLOW_3G_PLUS)
    sizes: list[float] = []

    def finished(event: dict[str, Any]) -> None:
        sizes.append(event["encodedDataLength"])

    session.on("Network.loadingFinished", finished)
    page.add_init_script(PAINTED)
    page.goto(BASE, wait_until="networkidle")
    page.wait_for_function("window.usable")
    took = float(page.evaluate("window.usable"))
    context.close()
    return took, sum(sizes) / 1000


def main() -> None:
    """Print medians and their ratio."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        plain = [measured(browser) for _ in range(RUNS)]
        slow = [measured(browser, rate=4) for _ in range(RUNS)]
        poor = [measured(browser, rate=4, poor=True) for _ in range(RUNS)]
        browser.close()
    usual, slowed, far = (median(took for took, _ in runs) for runs in (plain, slow, poor))
    print(f"first page over the wire: {median(size for _, size in slow):.1f} kB")
    print(f"usable after {usual:.0f} ms")
    print(f"processor slowed four times: {slowed:.0f} ms, ratio {slowed / usual:.1f}")
    print(f"and 1.6 Mbit/s, 150 ms away: {far:.0f} ms, ratio {far / usual:.1f}")


if __name__ == "__main__":
    main()
