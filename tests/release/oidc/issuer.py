"""An issuer of the tests: npm's oidc-provider in a process of its own, which does as it is told."""

import json
import re
import subprocess
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.node import NODE

SCRIPT = Path(__file__).with_name("provider.mjs")
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Issuer:
    """Where it answers, and what it was made to do (`provider.mjs`, settings)."""

    def __init__(self, url: str) -> None:
        self.url = url

    def be(self, **settings: object) -> None:
        """Change how it behaves; `rotate` takes a new key into use, `forget` ends every session."""
        body = json.dumps(settings).encode()
        self._control(urllib.request.Request(f"{self.url}/control", body, method="PUT"))  # noqa: S310 - our own process

    def seen(self) -> Mapping[str, Any]:
        """What it granted and what it was asked, in order; the ids of its keys, newest first."""
        return self._control(urllib.request.Request(f"{self.url}/control"))  # noqa: S310 - as above

    def refreshed(self) -> int:
        """How often a refresh token was redeemed."""
        return sum(each["grant"] == "refresh_token" for each in self.seen()["granted"])

    @staticmethod
    def _control(request: urllib.request.Request) -> dict[str, Any]:
        with DIRECT.open(request) as answer:
            told: dict[str, Any] = json.load(answer)
            return told


@contextmanager
def issuing(kept: Path, log: Path) -> Iterator[Issuer]:
    """Run an issuer with the packages that lie in a folder; what it says of errors is kept."""
    with (
        log.open("w", encoding="utf-8") as errors,
        subprocess.Popen(  # noqa: S603 - our own script
            [NODE, SCRIPT, kept], text=True, stdout=subprocess.PIPE, stderr=errors
        ) as process,
    ):
        assert process.stdout
        told = re.search(r"http\S+", process.stdout.readline())
        assert told, log.read_text("utf-8")
        yield Issuer(told[0])
        process.terminate()
