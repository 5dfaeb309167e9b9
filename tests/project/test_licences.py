"""What Xuefen is installed with lets it be under the MIT licence."""

import re
from importlib.metadata import metadata

import pytest

from tests.project.sources import ROOT

PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==(?!.*'win32')", re.MULTILINE)
PERMISSIVE = re.compile(r"\b(MIT|MIT-0|MIT-CMU|BSD|Apache|PSF|Python Software Foundation|ISC)\b")
OTHERS = {
    "python-stdnum": "LGPL: a library that is used unmodified; README says so",
    "certifi": "MPL: a list of certificates that is used unmodified; README says so",
}
"""Whatever else is deployed, and why it may be."""


def deployed() -> list[str]:
    files = (ROOT / name for name in ("requirements.txt", "requirements-render.txt"))
    return [name for file in files for name in PINNED.findall(file.read_text("utf-8"))]


def licence_of(name: str) -> str:
    """What a package says of its licence: an expression, else its classifiers, else its own words."""
    told = metadata(name)
    classified = [each for each in told.get_all("Classifier") or [] if "License ::" in each]
    return told["License-Expression"] or " ".join(classified) or told["License"] or ""


def test_the_licence_is_mit_and_says_whose() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert text.startswith("MIT License\n\nCopyright (c) 2026 ")


@pytest.mark.parametrize("name", deployed())
def test_a_package_that_is_deployed_forbids_nothing(name: str) -> None:
    is_permissive = PERMISSIVE.search(licence_of(name)) is not None
    assert is_permissive != (name in OTHERS), licence_of(name)
    if name in OTHERS:
        assert name in (ROOT / "README.md").read_text("utf-8")
