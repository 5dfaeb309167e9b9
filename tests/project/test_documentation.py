"""The documents are checked against the code: nothing in them leads nowhere or can be out of date."""

import json
import re
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from app import app
from chalicelib.entry.contract import ALL
from local.clock import Clock
from local.dev import Dev
from local.gateway import find_route
from local.issuer import Issuer
from local.pump import Pump
from local.rules_page.markdown import slug
from local.rules_page.page import PAGE, page_text
from tests.project.sources import ROOT, name_of

DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
FENCED = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
MAKE = re.compile(r"\bmake ([a-z][a-z-]*)")
TARGET = re.compile(r"^([a-z][a-z-]*):(.*)$", re.MULTILINE)
TOLD_TARGETS = re.compile(r"`[^`]*`|```.*?```", re.DOTALL)
DECLARED = {(one.method, one.path): one for calls in ALL for one in calls.declarations}


def _anchors(file: Path) -> set[str]:
    return {slug(heading) for heading in HEADING.findall(file.read_text("utf-8"))}


def _leads_somewhere(file: Path, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme:
        return True
    target = file.parent / parts.path if parts.path else file
    if not target.exists():
        return False
    return not parts.fragment or parts.fragment in _anchors(target)


def _links() -> list[tuple[Path, str]]:
    return [(file, link) for file in DOCUMENTS for link in LINK.findall(file.read_text("utf-8"))]


def test_the_page_of_rules_is_what_the_policies_and_the_code_say() -> None:
    assert PAGE.read_text("utf-8") == page_text(), "docs/rules.md is out of date: run `make docs`"


def test_the_page_of_rules_is_made_from_nothing_but_the_repository() -> None:
    assert page_text() == page_text()


def test_every_link_leads_somewhere() -> None:
    links = _links()

    assert len(links) > len(DOCUMENTS)
    assert [(name_of(file), link) for file, link in links if not _leads_somewhere(file, link)] == []


@pytest.mark.parametrize("link", ["docs/none.md", "README.md#nowhere", "#nowhere"])
def test_given_a_link_that_leads_nowhere_then_it_is_found(link: str) -> None:
    assert not _leads_somewhere(ROOT / "README.md", link)


def _targets() -> dict[str, str]:
    return dict(TARGET.findall((ROOT / "Makefile").read_text("utf-8")))


@pytest.mark.parametrize("file", DOCUMENTS, ids=name_of)
def test_every_make_target_that_is_told_of_exists(file: Path) -> None:
    told = {
        name
        for text in TOLD_TARGETS.findall(file.read_text("utf-8"))
        for name in MAKE.findall(text)
    }

    assert told <= _targets().keys()


def test_every_make_target_has_its_line_in_make_help_and_is_phony() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)

    assert [name for name, rest in _targets().items() if "## " not in rest] == []
    assert set(phony.split()) == _targets().keys()


def test_ci_calls_only_make_targets() -> None:
    told = MAKE.findall((ROOT / ".ci" / "run").read_text("utf-8"))

    assert told
    assert set(told) - {"was"} <= _targets().keys()


def test_every_decision_is_numbered_and_says_why() -> None:
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    assert [int(file.name[:4]) for file in files] == list(range(1, len(files) + 1))
    for file in files:
        text = file.read_text("utf-8")
        assert text.startswith(f"# {file.name[:4]} ")
        for part in ("**Context.**", "**Decision.**", "**Consequences.**"):
            assert part in text, (file.name, part)


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
    return [words[a + 1 : b] for a, b in zip(starts, [*starts[1:], len(words)], strict=True)]


def _request(command: list[str]) -> Told:
    options = dict(zip(command, command[1:], strict=False))
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
        assert dev(told.method, told.path, body).status == 200
        return
    route = find_route(app.routes, told.path)
    assert route is not None
    declared = DECLARED[told.method, route.resource]
    assert (declared.body is None) == (told.body is None)
    if declared.body is not None:
        msgspec.convert(told.body, declared.body)
