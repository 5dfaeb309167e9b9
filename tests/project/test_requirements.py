"""What is deployed is what is tested: one resolution for everything that `make lock` pins."""

import re

import pytest

from tests.project.sources import ROOT

NAME = r"[a-z0-9._-]+(?:\[[a-z0-9,-]+\])?"
PINNED = re.compile(rf"^{NAME}==.+?(?=^{NAME}==|\Z)", re.MULTILINE | re.DOTALL)
TESTED = "requirements-dev.txt"


def pins_of(name: str) -> list[str]:
    """Every pin of a lock file: the package, its version, the markers and digests."""
    text = (ROOT / name).read_text("utf-8")
    return [" ".join(found[0].split()) for found in PINNED.finditer(text)]


def test_given_a_lock_file_then_every_line_of_it_is_read() -> None:
    lines = re.findall(r"^\S+==", (ROOT / TESTED).read_text("utf-8"), re.MULTILINE)
    pins = pins_of(TESTED)
    assert [pin.partition("==")[0] + "==" for pin in pins] == lines
    assert all("--hash=sha256:" in pin for pin in pins)


@pytest.mark.parametrize("deployed", ["requirements.txt", "requirements-render.txt"])
def test_given_what_is_deployed_then_the_tests_ran_with_just_that(deployed: str) -> None:
    pins = pins_of(deployed)
    assert pins
    assert set(pins) - set(pins_of(TESTED)) == set(), f"run `make lock` to make {deployed} anew"
