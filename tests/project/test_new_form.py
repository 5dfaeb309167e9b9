"""A form of study is added by its declaration and by its figures in a year's file, and nothing else.

The project is copied, the two are put into the copy, and the copy is played over its own HTTP app.
"""

import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from chalicelib.law.rules import form, policy
from tests.project.copied import copied, ran
from tests.project.sources import ROOT

ADDED = ROOT / "tests" / "cases" / "new_form"
PLAYED = "tests/journey/play_new_form.py"
EXAMPLE = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, with a form of its own from 2023 on."""
    copy = copied(tmp_path_factory.mktemp("project"))
    shutil.copy(ADDED / "contest.toml", copy / form.FOLDER.relative_to(ROOT))
    year = copy / policy.FOLDER.relative_to(ROOT) / "2023.toml"
    figures = (ADDED / "figures.toml").read_text("utf-8")
    year.write_text(f"{year.read_text('utf-8')}\n{figures}", "utf-8")
    return copy


def test_the_page_on_a_new_form_shows_the_form_that_is_played() -> None:
    page = (ROOT / "docs" / "new-form.md").read_text("utf-8")
    shown, figures = (tomllib.loads(each) for each in EXAMPLE.findall(page))
    played = tomllib.loads((ADDED / "contest.toml").read_text("utf-8"))
    of_its_year = tomllib.loads((ADDED / "figures.toml").read_text("utf-8"))

    assert shown | {"since": played["since"]} == played
    assert _values(figures) == _values(of_its_year)


def _values(figures: dict[str, Any]) -> dict[str, str]:
    return {name: told["value"] for name, told in figures["conversion"]["contest"].items()}


def test_r12_a_form_is_its_declaration_and_its_figures(project: Path) -> None:
    said = ran(project, "-m", "pytest", PLAYED)

    assert "6 passed" in said


def test_r12_the_page_of_rules_has_the_form(project: Path) -> None:
    page = ran(project, "-c", "from local.rules_page.page import page_text; print(page_text())")

    assert "| 会计技能竞赛 | `contest` | 赛事级别（全国、全省）、参赛轮次 |" in page
    assert "| 会计技能竞赛获奖：全省 | `contest.provincial` | 每轮 | 12.5 |" in page
