"""What the documents say lies somewhere lies there, and the map of the house is the house."""

import re
import tomllib
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from tests.project.sources import ROOT, name_of, text_files

DOCS = ROOT / "docs"
OF_TODAY = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "web/README.md")),
    *sorted(DOCS.glob("*.md")),
]
"""What tells of the project as it is. A change and a decision tell of it as it was on their day."""
CHALICELIB = ROOT / "chalicelib"
NOT_KEPT = {"chalicelib/web", "out", "out/web", "sam.json", "openapi.json"} | {
    "src/contract.ts",
    "src/labels.ts",
    "web/src/contract.ts",
    "web/src/labels.ts",
    "chalicelib/law/calendars/<year>.toml",
}
"""What is made where it is needed; a year's calendar until the package knows it."""
OF_THE_ROOT = re.compile(
    r"(?<![\w/.-])(?:chalicelib|deploy|docs|local|policies|tests|web)/[\w./<>…-]+"
)
IN_TICKS = re.compile(r"`([\w<>….-]+(?:/[\w<>….-]+)*/?)`")
FILE = re.compile(r"[\w<>….-]+\.(?:py|ts|vue|toml|csv|typ|yaml|json)")
PLACEHOLDER = re.compile(r"<\w+>|…|NNNN")
DECISION = re.compile(r"docs/decisions/\d{4}$")
MAPPED = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)


def _contracts() -> list[dict[str, list[str]]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts: list[dict[str, list[str]]] = project["tool"]["importlinter"]["contracts"]
    return contracts


def _subjects() -> list[str]:
    """The subjects as import-linter holds them, from the ground up."""
    ordered = next(each["layers"] for each in _contracts() if "containers" not in each)
    return [name.removeprefix("chalicelib.") for name in reversed(ordered)]


def _told(text: str) -> set[str]:
    """The paths and names of files that a document tells."""
    subjects = _subjects()
    ticked = {
        each
        for each in IN_TICKS.findall(text)
        if FILE.fullmatch(each) or ("/" in each and each.split("/")[0] in {*subjects, "src"})
    }
    told = {each.rstrip("./") for each in {*OF_THE_ROOT.findall(text), *ticked}}
    return told - NOT_KEPT


def _is_there(told: str, page: Path) -> bool:
    """Whether it lies below the project, the product or its page; a name alone may lie anywhere."""
    pattern = DECISION.sub(r"\g<0>-*", PLACEHOLDER.sub("*", told))
    if "/" not in pattern and any(fnmatchcase(file.name, pattern) for file in text_files()):
        return True
    return any(any(base.glob(pattern)) for base in (ROOT, CHALICELIB, page.parent))


@pytest.mark.parametrize("page", OF_TODAY, ids=name_of)
def test_every_file_that_a_document_names_is_there(page: Path) -> None:
    told = _told(page.read_text("utf-8"))

    assert sorted(each for each in told if not _is_there(each, page)) == []


def test_documents_name_files() -> None:
    told = {page.name: len(_told(page.read_text("utf-8"))) for page in OF_TODAY}

    assert told["architecture.md"] > 70
    assert told["CONTRIBUTING.md"] > 5


@pytest.mark.parametrize(
    "said",
    [
        "see `records/rules/mover.py`",
        "`chalicelib/rules/move.py` has them",
        ".venv/bin/python -m pytest tests/entry/test_call.py",
        "`movers.py`",
        "docs/decisions/9999",
        "a file in `law/figures/`",
        "`chalicelib/law/years/<year>.yaml`",
    ],
)
def test_given_a_path_that_leads_nowhere_then_it_is_found(said: str) -> None:
    (told,) = _told(said)

    assert not _is_there(told, DOCS / "architecture.md")


def test_the_map_of_the_house_is_the_order_of_the_subjects() -> None:
    page = (DOCS / "architecture.md").read_text("utf-8")
    mapped = MAPPED.findall(page.partition("## The house by subject")[2].partition("\n## ")[0])

    assert mapped == _subjects()


def test_every_folder_of_the_product_is_a_subject_with_its_tests() -> None:
    folders = {each.name for each in CHALICELIB.iterdir() if (each / "__init__.py").exists()}
    untested = {name for name in folders if not any((ROOT / "tests" / name).glob("test_*.py"))}

    assert folders == set(_subjects())
    # What comes from outside and goes through all subjects is played by journeys.
    assert untested <= {"events", "assembly"}


def test_every_subject_with_layers_holds_them_apart_and_every_store_is_its_own() -> None:
    contracts = _contracts()
    (held,) = [each["containers"] for each in contracts if "containers" in each]
    own = {name for each in contracts for name in each.get("protected_modules", [])}
    layered = {f"chalicelib.{each.parent.name}" for each in CHALICELIB.glob("*/rules")}
    stores = {f"chalicelib.{each.parent.name}.store" for each in CHALICELIB.glob("*/store")}

    assert layered <= set(held)
    # What all subjects stand on is for all of them.
    assert stores - own == {"chalicelib.platform.store"}
