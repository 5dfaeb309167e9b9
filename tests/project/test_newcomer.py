"""The pages that somebody reads first: short, true, with pictures, and of this version."""

import re
import tomllib
from datetime import date
from itertools import pairwise

import pytest

from local.seed import DEMO_STAFF
from local.sign_in_page import PEOPLE
from tests.project.sources import ROOT

SCREEN = 25
"""Lines before the two commands: what fits a screen."""
LARGEST_PICTURE = 200_000
README = (ROOT / "README.md").read_text("utf-8")
CHANGES = (ROOT / "CHANGELOG.md").read_text("utf-8")
RELEASE = re.compile(r"^## (\d+\.\d+\.\d+) — (\d{4}-\d{2}-\d{2})$", re.MULTILINE)
SECTION = re.compile(r"^## (.*)$", re.MULTILINE)
PICTURE = re.compile(r'<img src="([^"]+)" width="\d+" alt="([^"]+)">')
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")


def test_at_most_a_screen_comes_before_the_two_commands() -> None:
    before = README.partition("## Two commands")[0]
    assert 5 < len(before.splitlines()) <= SCREEN


@pytest.mark.parametrize("picture", ["year.png", "certificate.png"])
def test_the_pictures_are_there_small_and_described(picture: str) -> None:
    told = dict(PICTURE.findall(README))
    file = ROOT / "docs" / "pictures" / picture
    assert len(told[f"docs/pictures/{picture}"]) > len(picture)
    assert file.read_bytes()[:4] == b"\x89PNG"
    assert file.stat().st_size < LARGEST_PICTURE


def test_readme_says_of_everybody_in_the_demonstration_what_they_may_do() -> None:
    told = set(re.findall(r"`([\w-]+)`", README.partition("| login |")[2].partition("\n\n")[0]))
    assert told == {subject for subject, *_ in PEOPLE} | DEMO_STAFF.keys()


def test_the_version_is_the_newest_release_and_its_sections_have_dates() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    releases = RELEASE.findall(CHANGES)
    assert project["version"] == releases[0][0]
    assert [name for name in SECTION.findall(CHANGES) if "—" not in name] in (["Unreleased"], [])
    assert len(SECTION.findall(CHANGES)) - len(releases) in {0, 1}
    for (later, on), (earlier, before) in pairwise(releases):
        assert tuple(map(int, later.split("."))) > tuple(map(int, earlier.split(".")))
        assert date.fromisoformat(on) > date.fromisoformat(before)


def test_every_file_that_contributing_names_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = re.findall(r"`((?:tests|docs|deploy|chalicelib|policies)/[\w./-]*)`", text)
    assert len(named) > 5
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_security_invents_no_address() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    assert MAIL.findall(text) == []
    assert "private vulnerability reporting" in text
