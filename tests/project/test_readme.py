"""README's examples are requests that the app takes."""

import json
import re
import shlex
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from app import app
from chalicelib.assembly.contract import ALL
from local.clock import Clock
from local.dev import Dev
from local.gateway import find_route
from local.issuer import Issuer
from local.pump import Pump
from tests.project.sources import ROOT

FENCED = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
DECLARED = {(one.method, one.path): one for calls in ALL for one in calls.declarations}


class Told(msgspec.Struct):
    """A request that README tells of."""

    method: str
    path: str
    query: dict[str, list[str]]
    body: dict[str, Any] | None


def _told() -> list[Told]:
    blocks = [
        text
        for language, text in FENCED.findall((ROOT / "README.md").read_text("utf-8"))
        if language == "sh"
    ]
    words = [shlex.split(_plain(block), comments=True) for block in blocks]
    return [_request(command) for each in words for command in _commands(each)]


def _plain(block: str) -> str:
    """The block with what a shell would do inside another command left out."""
    return re.sub(r"\$\((.*?) \| .*\)", r"\1", block)


def _commands(words: list[str]) -> list[list[str]]:
    """What follows each `curl` up to the next."""
    starts = [place for place, word in enumerate(words) if word.removeprefix("token=") == "curl"]
    return [words[first + 1 : end] for first, end in pairwise([*starts, len(words)])]


def _request(command: list[str]) -> Told:
    options = dict(pairwise(command))
    address = next(word for word in command if word.startswith("$base/"))
    parts = urlsplit(address.removeprefix("$base"))
    body = json.loads(options["-d"]) if "-d" in options else None
    method = options.get("-X", "GET" if body is None else "POST")
    return Told(method, parts.path, parse_qs(parts.query), body)


def test_readme_tells_of_requests() -> None:
    told = [f"{each.method} {each.path}" for each in _told()]

    assert "POST /v1/me" in told
    assert "POST /dev/token" in told


@pytest.mark.parametrize("told", _told(), ids=lambda each: f"{each.method} {each.path}")
def test_every_request_of_readme_is_one_that_the_app_takes(told: Told, pump: Pump) -> None:
    if told.path.startswith("/dev/"):
        body = json.dumps(told.body).encode() if told.body else b""
        dev = Dev(Clock(), Issuer("http://127.0.0.1/dev/issuer", "xuefen"), pump)
        assert dev(told.method, told.path, "", body).status == 200
        return
    route = find_route(app.routes, told.path)
    assert route is not None
    declared = DECLARED[told.method, route.resource]
    assert (declared.body is None) == (told.body is None)
    if declared.body is not None:
        msgspec.convert(told.body, declared.body)
