"""A form of study is added by its declaration and by its figures in a year's file, and nothing else.

The project is copied, the two are put into the copy, and the copy is played over its own HTTP app.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from chalicelib.law.rules import form, policy
from chalicelib.law.rules.policy import years
from tests.project.sources import ROOT
from tests.release.recipes.copied import copied, ran, refused

ADDED = ROOT / "tests" / "cases" / "new_form"
PLAYED = "tests/journey/play_new_form.py"
PLAYED_OF_LAST = "tests/journey/play_capped_form.py"
LAW = (
    "tests/law/test_amendment.py",
    "tests/law/test_data_files.py",
    "tests/law/test_inheritance.py",
    "tests/law/test_policy.py",
    "tests/law/test_credit.py",
    "tests/law/test_facts.py",
    "tests/law/test_form.py",
)
"""What asks every form or every year."""
EXAMPLE = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, with a form of its own from 2023 on."""
    copy = copied(tmp_path_factory.mktemp("project"))
    add_form(copy, 2023)
    return copy


@pytest.fixture(scope="module")
def of_last_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with a form that only the last year has, and its cases by hand, as the page says."""
    copy, last = copied(tmp_path_factory.mktemp("of_last_year")), years()[-1]
    add_form(copy, last)
    cases = (ADDED / "conversions.toml").read_text("utf-8").replace("SINCE", str(last))
    append(copy / "tests/cases/conversions.toml", cases)
    append(copy / "tests/cases/figures.toml", (ADDED / "said.toml").read_text("utf-8"))
    return copy


def add_form(copy: Path, since: int) -> None:
    declared = (ADDED / "contest.toml").read_text("utf-8").replace("2023", str(since))
    (copy / form.FOLDER.relative_to(ROOT) / "contest.toml").write_text(declared, "utf-8")
    year = copy / policy.FOLDER.relative_to(ROOT) / f"{since}.toml"
    append(year, (ADDED / "figures.toml").read_text("utf-8"))


def append(file: Path, text: str) -> None:
    file.write_text(f"{file.read_text('utf-8')}\n{text}", "utf-8")


def test_the_page_on_a_new_form_shows_the_form_that_is_played() -> None:
    page = (ROOT / "docs" / "new-form.md").read_text("utf-8")
    shown, figures = (tomllib.loads(each) for each in EXAMPLE.findall(page))
    played = tomllib.loads((ADDED / "contest.toml").read_text("utf-8"))
    of_its_year = tomllib.loads((ADDED / "figures.toml").read_text("utf-8"))

    assert shown | {"since": played["since"]} == played
    assert _values(figures) == _values(of_its_year)


def _values(figures: dict[str, Any]) -> dict[str, str]:
    return {
        f"{heading}.{name}": told["value"]
        for heading in figures
        for name, told in figures[heading]["contest"].items()
    }


def test_r12_a_form_is_its_declaration_and_its_figures(project: Path) -> None:
    said = ran(project, "-m", "pytest", PLAYED)

    assert "6 passed" in said


def test_r12_the_page_of_rules_has_the_form(project: Path) -> None:
    page = ran(project, "-c", "from local.rules_page.page import page_text; print(page_text())")

    assert "| 会计技能竞赛 | `contest` | 赛事级别（全国、全省）、参赛轮次 |" in page
    assert "**会计技能竞赛获奖：全省** | **`contest.provincial`** | **每轮** | **12.5** |" in page
    assert "| 会计技能竞赛 | 每年至多计入40学分 | 2023–" in page
    assert "| 会计技能竞赛 | 获奖证书编号 | 是 | 全文 |" in page


def test_r12_a_form_of_the_last_year_alone_is_played_and_every_test_of_the_law_holds(
    of_last_year: Path,
) -> None:
    # The profile without deadlines: what is asked is whether they hold, not how fast this machine is.
    options = ("-q", "-p", "no:cacheprovider", "--hypothesis-profile", "ci")
    said = ran(of_last_year, "-m", "pytest", *options, PLAYED_OF_LAST, *LAW)

    assert "[100%]" in said


def test_a_figure_that_is_forgotten_is_told_in_one_line_by_file_year_and_figure(
    of_last_year: Path,
) -> None:
    last = years()[-1]
    year = of_last_year / policy.FOLDER.relative_to(ROOT) / f"{last}.toml"
    whole = year.read_text("utf-8")
    year.write_text(whole.replace("provincial =", "regional ="), "utf-8")
    told = refused(of_last_year, "-m", "local.law_check")
    year.write_text(whole.replace("provincial =", "# provincial ="), "utf-8")
    forgotten = refused(of_last_year, "-m", "local.law_check")
    year.write_text(whole, "utf-8")

    begins = (
        f"policy_invalid: {policy.FOLDER.relative_to(ROOT)}/{last}.toml: {last}年度政策数据有误："
    )
    assert told == f"{begins}不认识的数值conversion.contest.regional\n"
    assert forgotten == f"{begins}缺少conversion.contest.provincial\n"
    assert ran(of_last_year, "-m", "local.law_check") == ""
