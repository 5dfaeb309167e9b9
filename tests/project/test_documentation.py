"""The documents are checked against the code: nothing in them leads nowhere or can be out of date."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from chalicelib.law.rules.announced import find_announced, read_announced
from chalicelib.law.rules.figure import FIGURES
from chalicelib.law.rules.policy import contents_before, parse_policy, policy_of
from chalicelib.upkeep.migrations import ALL
from local.rules_page.markdown import slug
from local.rules_page.page import PAGE, page_text
from tests.project.sources import ROOT, name_of

PAGES = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
DOCUMENTS = [*(ROOT / name for name in PAGES), *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
MAKE = re.compile(r"\bmake ([a-z][a-z-]*)")
TARGET = re.compile(r"^([a-z][a-z-]*):(.*)$", re.MULTILINE)
TOLD_TARGETS = re.compile(r"`[^`]*`|```.*?```", re.DOTALL)


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

    numbers = [int(file.name[:4]) for file in files]
    assert numbers == list(range(1, len(files) + 1))
    for file in files:
        text = file.read_text("utf-8")
        assert text.startswith(f"# {file.name[:4]} ")
        for part in ("**Context.**", "**Decision.**", "**Consequences.**"):
            assert part in text, (file.name, part)


def test_the_page_on_a_new_year_shows_a_year_that_is_read() -> None:
    page = (ROOT / "docs" / "new-year.md").read_text("utf-8")
    example, _ = re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    document = tomllib.loads(example)

    shown, before = parse_policy(document, contents_before(2028)), policy_of(2027)

    differ = [n for n in FIGURES if shown.figures.get(n) != before.figures.get(n)]
    assert {n for n in differ if not n.startswith("window.")} == {
        "public.pass_mark",
        "conversion.training",
    }
    assert shown.pass_mark is None
    assert shown.figures["conversion.training"].value == Decimal(15)


def test_the_page_on_a_new_year_shows_a_calendar_as_it_was_announced(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "new-year.md").read_text("utf-8")
    _, example = re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    file = tmp_path / "2026.toml"
    file.write_text(example, "utf-8")

    assert read_announced(file) == find_announced(2026)


def test_the_table_of_migrations_has_a_row_for_each_and_no_other() -> None:
    page = (ROOT / "docs" / "operations.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d{4}) `(\w+)` \| (.+) \| (.+) \|$", page, re.MULTILINE)

    assert [(int(number), name) for number, name, *_ in rows] == [
        (each.number, each.name) for each in ALL
    ]
    assert len(re.findall(r"^\| \d{4}\b", page, re.MULTILINE)) == len(ALL)
