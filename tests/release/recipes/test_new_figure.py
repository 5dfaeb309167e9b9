"""CONTRIBUTING's recipe for a figure, played in a copy of the project: also one of a kind nobody knew."""

import re
import textwrap
from pathlib import Path

import pytest

from chalicelib.law.rules import figure, figure_words
from chalicelib.law.rules.policy import FOLDER, years
from tests.project.sources import ROOT
from tests.release.recipes.copied import copied, ran, refused

SNIPPET = re.compile(r"^   ```(python|toml)\n(.*?)^   ```$", re.MULTILINE | re.DOTALL)
LAST = years()[-1]
ASKED = """
from datetime import datetime
from chalicelib.law.rules.policy import policy_of
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.china_time import SHANGHAI
for year in ({last} - 1, {last}):
    law = law_of(policy_of(year), at=datetime(year, 6, 1, tzinfo=SHANGHAI))
    {asking}
    print(workdays)
"""


def recipe() -> tuple[str, str, str, str]:
    """The two lines of code, the year's lines, and how it is asked, as the page has them."""
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    part = page.partition("### A figure of a year\n")[2].partition("\n### ")[0]
    known, stated, asked = (textwrap.dedent(each) for _, each in SNIPPET.findall(part))
    kind, words = known.splitlines()
    return kind, words, stated, asked


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, which knows one more figure."""
    copy = copied(tmp_path_factory.mktemp("project"))
    kind, words, _, _ = recipe()
    for module, line in ((figure, kind), (figure_words, words)):
        file = copy / Path(str(module.__file__)).relative_to(ROOT)
        before, mark, after = file.read_text("utf-8").rpartition('    "period.reminder_days": ')
        file.write_text(f"{before}    {line}\n{mark}{after}", "utf-8")
    return copy


@pytest.fixture(scope="module")
def stated(project: Path) -> Path:
    """The project, whose last year says it."""
    append(project / FOLDER.relative_to(ROOT) / f"{LAST}.toml", recipe()[2])
    return project


def append(file: Path, text: str) -> None:
    file.write_text(f"{file.read_text('utf-8')}\n{text}", "utf-8")


def test_a_figure_of_a_new_kind_is_asked_of_the_years_that_have_it(stated: Path) -> None:
    asking = textwrap.indent(recipe()[3], "    ").strip()

    assert ran(stated, "-c", ASKED.format(last=LAST, asking=asking)) == "None\n10\n"


def test_it_stands_on_the_page_of_rules_with_its_assumption(stated: Path) -> None:
    page = ran(stated, "-c", "from local.rules_page.page import page_text; print(page_text())")

    assert f"| 答复咨询的工作日数 | {LAST}年度 | 10 | 文件未规定，可由管理员调整 |" in page


def test_what_the_years_must_say_is_held_against_the_table_by_hand(stated: Path) -> None:
    files = ("tests/law/test_policy.py", "tests/law/test_amendment.py")
    test = ("-m", "pytest", "-q", "-p", "no:cacheprovider", *files)
    run_without = refused(stated, *test)
    append(stated / "tests/cases/figures.toml", '"period.enquiry_workdays" = 10\n')
    amendment = stated / files[1]
    known = amendment.read_text("utf-8").replace(
        "OPTIONAL = {", "OPTIONAL = {'period.enquiry_workdays',"
    )
    amendment.write_text(known, "utf-8")

    assert "test_r8_every_year_says_exactly_this" in run_without
    assert f"({LAST}, 'period.enquiry_workdays')" in run_without
    assert "test_r8_who_may_amend_a_figure_and_where[period.enquiry_workdays]" in run_without
    assert "[100%]" in ran(stated, *test)


def test_a_figure_that_nobody_knows_is_told_by_file_year_and_name(tmp_path: Path) -> None:
    copy = copied(tmp_path)
    append(copy / FOLDER.relative_to(ROOT) / f"{LAST}.toml", recipe()[2])

    told = refused(copy, "-m", "local.law_check")

    assert f"/{LAST}.toml: {LAST}年度政策数据有误：不认识的数值period.enquiry_workdays" in told
