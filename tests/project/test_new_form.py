"""A form of study is added by its declaration and by its figures in a year's file, and nothing else.

The project is copied, the two are put into the copy, and the copy is played over its own HTTP app.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from chalicelib.law.rules import form, policy
from tests.project.sources import ROOT

ADDED = ROOT / "tests" / "cases" / "new_form"
PLAYED = "tests/journey/play_new_form.py"
COPIED = (
    "app.py",
    "pyproject.toml",
    ".chalice",
    "chalicelib",
    "deploy",
    "local",
    "policies",
    "tests",
)
UNNEEDED = shutil.ignore_patterns("__pycache__", "web", "stores")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, with a form of its own from 2023 on."""
    copy = tmp_path_factory.mktemp("project")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=UNNEEDED)
        else:
            shutil.copy(ROOT / name, copy / name)
    shutil.copy(ADDED / "contest.toml", copy / form.FOLDER.relative_to(ROOT))
    year = copy / policy.FOLDER.relative_to(ROOT) / "2023.toml"
    figures = (ADDED / "figures.toml").read_text("utf-8")
    year.write_text(f"{year.read_text('utf-8')}\n{figures}", "utf-8")
    return copy


def run(project: Path, *arguments: str) -> str:
    """Run Python in the copy; what it says, where it fails."""
    done = subprocess.run(  # noqa: S603 - our own Python, on our own files
        [sys.executable, *arguments],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout


def test_r12_a_form_is_its_declaration_and_its_figures(project: Path) -> None:
    said = run(project, "-m", "pytest", PLAYED)

    assert "6 passed" in said


def test_r12_the_page_of_rules_has_the_form(project: Path) -> None:
    page = run(project, "-c", "from local.rules_page.page import page_text; print(page_text())")

    assert "| 会计技能竞赛 | `contest` | 赛事级别（全国、全省）、参赛轮次 |" in page
    assert "| 会计技能竞赛获奖：全省 | `contest.provincial` | 每轮 | 12.5 |" in page
