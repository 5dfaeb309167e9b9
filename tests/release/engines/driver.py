"""Driving a browser that Debian packages: WebKitGTK by WebDriver, Firefox by Marionette, which geckodriver speaks too.

Debian has no geckodriver, and the few commands that are needed are the same in both languages.
"""

import base64
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, Protocol

WEBKIT = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""What both languages call a reference to an element."""
START_SECONDS = 60
ANSWER_SECONDS = 90
Answer = Any


class RefusedError(Exception):
    """The browser answered that it cannot: no such element, one that is covered, a script that threw."""


class Driver(Protocol):
    """A browser with one page."""

    def ask(self, command: str, **told: Any) -> Answer:  # noqa: ANN401 - whatever the command takes
        """Let the browser do something; `RefusedError` if it will not."""

    def end(self) -> None:
        """Close the browser and what was started with it."""


def until(start: Callable[[], Answer], seconds: float = START_SECONDS) -> Answer:
    """What something answers as soon as it does not raise any more."""
    last = time.monotonic() + seconds
    while True:
        try:
            return start()
        except (OSError, ValueError, RefusedError):
            if time.monotonic() > last:
                raise
            time.sleep(0.1)


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


class WebKit:
    """WebKitGTK's MiniBrowser behind WebKitWebDriver, on a screen of its own in memory."""

    COMMANDS: ClassVar = {
        "open": ("POST", "url"),
        "run": ("POST", "execute/sync"),
        "find": ("POST", "element"),
        "click": ("POST", "element/{id}/click"),
        "keys": ("POST", "element/{id}/value"),
        "picture": ("GET", "screenshot"),
        "back": ("POST", "back"),
        "close": ("DELETE", ""),
    }

    def __init__(self, environment: dict[str, str]) -> None:
        port, screen = free_port(), Screen()
        self.screen = screen
        command = ["WebKitWebDriver", f"--port={port}"]
        shown = {**environment, "DISPLAY": screen.display, "WEBKIT_DISABLE_COMPOSITING_MODE": "1"}
        self.server = subprocess.Popen(command, env=shown)  # noqa: S603 - our own arguments
        self.url = f"http://127.0.0.1:{port}/session"
        options = {"webkitgtk:browserOptions": {"binary": WEBKIT, "args": ["--automation"]}}
        asked = {"capabilities": {"alwaysMatch": options}}
        self.url += "/" + until(lambda: self._send("POST", "", asked))["sessionId"]

    def ask(self, command: str, **told: Any) -> Answer:  # noqa: ANN401 - as above
        """Let the browser do something."""
        method, path = self.COMMANDS[command]
        return self._send(method, path.format(**told), told if method == "POST" else None)

    def end(self) -> None:
        """Close everything."""
        self.ask("close")
        self.server.terminate()
        self.server.wait()
        self.screen.end()

    def _send(self, method: str, path: str, body: object) -> Answer:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/{path}".rstrip("/"), data, method=method)  # noqa: S310 - our own
        request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:  # noqa: S310 - our own
                return json.load(answer)["value"]
        except urllib.error.HTTPError as refused:
            raise RefusedError(refused.read().decode()) from refused


class Firefox:
    """Firefox without a window, by Marionette: lengths and JSON over a socket."""

    COMMANDS: ClassVar = {
        "open": "WebDriver:Navigate",
        "run": "WebDriver:ExecuteScript",
        "find": "WebDriver:FindElement",
        "click": "WebDriver:ElementClick",
        "keys": "WebDriver:ElementSendKeys",
        "picture": "WebDriver:TakeScreenshot",
        "back": "WebDriver:Back",
        "close": "Marionette:Quit",
    }
    PREFERENCES = 'user_pref("marionette.port", 0);\nuser_pref("intl.accept_languages", "zh-CN");\n'

    def __init__(self, environment: dict[str, str]) -> None:
        self.profile = Path(tempfile.mkdtemp(prefix="firefox"))
        (self.profile / "user.js").write_text(self.PREFERENCES, "utf-8")
        command = [
            "firefox-esr",
            "--headless",
            "--marionette",
            "--no-remote",
            "--profile",
            str(self.profile),
        ]
        self.browser = subprocess.Popen(command, env=environment)  # noqa: S603 - our own arguments
        said = self.profile / "MarionetteActivePort"
        port = until(lambda: int(said.read_text("utf-8")))
        self.wire = until(lambda: socket.create_connection(("127.0.0.1", port), ANSWER_SECONDS))
        self.heard = self.wire.makefile("rb")
        self.asked = 0
        self._hear()
        self._send("WebDriver:NewSession", {})

    def ask(self, command: str, **told: Any) -> Answer:  # noqa: ANN401 - as above
        """Let the browser do something."""
        if command == "picture":
            told = {"full": False}
        answered = self._send(self.COMMANDS[command], told)
        return answered["value"] if isinstance(answered, dict) and "value" in answered else answered

    def end(self) -> None:
        """Close everything."""
        self.ask("close", flags=["eForceQuit"])
        self.heard.close()
        self.wire.close()
        self.browser.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def _send(self, command: str, told: dict[str, Any]) -> Answer:
        self.asked += 1
        sent = json.dumps([0, self.asked, command, told]).encode()
        self.wire.sendall(b"%d:%b" % (len(sent), sent))
        _, _, refused, answered = self._hear()
        if refused:
            raise RefusedError(json.dumps(refused, ensure_ascii=False))
        return answered

    def _hear(self) -> Answer:
        length = b"".join(iter(lambda: self.heard.read(1), b":"))
        return json.loads(self.heard.read(int(length)))


class Screen:
    """A screen in memory, for a browser that has no mode without."""

    def __init__(self) -> None:
        reading, writing = os.pipe()
        command = [
            "Xvfb",
            "-displayfd",
            str(writing),
            "-screen",
            "0",
            "1280x900x24",
            "-nolisten",
            "tcp",
        ]
        self.server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)  # noqa: S603 - our own
        os.close(writing)
        with os.fdopen(reading) as told:
            self.display = f":{told.readline().strip()}"

    def end(self) -> None:
        """Take the screen away."""
        self.server.terminate()
        self.server.wait()


def picture(driver: Driver, file: Path) -> None:
    """Keep what the page looks like."""
    file.write_bytes(base64.b64decode(driver.ask("picture")))
