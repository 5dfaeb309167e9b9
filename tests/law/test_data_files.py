"""Files of the law's data: whoever reads a faulty one is told which it is, and why, in one line."""

import shutil
from pathlib import Path

import pytest

from chalicelib.law.rules.data_file import name_of_file
from chalicelib.law.rules.declared import read_forms
from chalicelib.law.rules.form import FOLDER
from chalicelib.law.rules.policy import FOLDER as YEARS
from chalicelib.law.rules.policy import contents_before, policy_of, read_policy, years
from chalicelib.platform.rules.refusal import Refusal

LAST = years()[-1]
SOME = ("conference", "research", "paper", "book", "training")
"""Forms of the law, in the order of their places."""
WRITTEN = f"""
year = {LAST}

[window]
kind = {{ value = "regular", source = "A-file" }}
opens = {{ value = {LAST}-05-31, source = "A" }}
closes = {{ value = {LAST + 1}-04-30, source = "A" }}
"""
"""A year that says nothing of its own but its window."""
CONTEST = Path(__file__).parents[1] / "cases" / "new_form" / "contest.toml"


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    """Some forms in a folder of their own, with one more."""
    folder = tmp_path / "forms"
    folder.mkdir()
    for file in (*(FOLDER / f"{name}.toml" for name in SOME), CONTEST):
        shutil.copy(file, folder)
    return folder


def change(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    file.write_text(text, "utf-8")


def faults(forms: Path) -> list[str]:
    with pytest.raises(ValueError, match=r"\.toml: ") as refused:
        read_forms(forms)
    lines = str(refused.value).splitlines()
    assert all(line.startswith(f"{forms}/") for line in lines)
    return [line.removeprefix(f"{forms}/") for line in lines]


def test_r12_forms_are_read_in_the_order_of_their_places(forms: Path) -> None:
    assert list(read_forms(forms)) == [*SOME, "contest"]


def test_r12_every_faulty_form_is_told_at_once_by_its_file(forms: Path) -> None:
    change(forms / "contest.toml", ('kind = "count"', 'kind = "word"'))
    change(forms / "book.toml", ("label", "= label"))

    one, other = faults(forms)

    assert one.startswith("book.toml: 不是有效的TOML：Invalid")
    assert other.startswith("contest.toml: Invalid enum value 'word'")


def test_r12_a_name_that_is_no_form_s_is_refused(forms: Path) -> None:
    with pytest.raises(ValueError, match=r"contest\.toml: contest can not be claimed$"):
        read_forms(forms, taken=("contest",))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("place = 10", "place = 5", "contest.toml, paper.toml: both have place 5"),
        (
            '"会计技能竞赛"',
            '"会计类书籍"',
            "book.toml, contest.toml: both have the label 会计类书籍",
        ),
    ],
)
def test_r12_two_forms_alike_are_refused_by_both_names(
    forms: Path, before: str, after: str, told: str
) -> None:
    change(forms / "contest.toml", (before, after))

    assert faults(forms) == [told]


AS_ROLE = (
    ('[facts.level]\nlabel = "赛事级别"', '[facts.role]\nlabel = "承担角色"'),
    ("[facts.level.", "[facts.role."),
    ('by = "level"', 'by = "role"'),
)
AS_DAYS = (
    ("[facts.rounds]", "[facts.days]"),
    ('"参赛轮次"', '"天数"'),
    ('"轮"\nmost = 3', '"天"'),
    ('"rounds"', '"days"'),
)


def test_r12_facts_of_one_name_that_mean_the_same_are_taken(forms: Path) -> None:
    change(forms / "contest.toml", *AS_ROLE)
    change(forms / "contest.toml", *AS_DAYS)

    assert read_forms(forms)["contest"].facts.keys() == {"role", "days"}


@pytest.mark.parametrize(
    ("changes", "what", "was", "said"),
    [
        ((*AS_DAYS, ('"天数"', '"参赛天数"')), "label", "'天数'", "'参赛天数'"),
        ((*AS_DAYS, ('"count"', '"measure"')), "kind", "'count'", "'measure'"),
        ((*AS_DAYS, ('"天"', '"日"')), "unit", "'天'", "'日'"),
        ((*AS_DAYS, ('"天"', '"天"\nmost = 9')), "most", "366", "9"),
    ],
)
def test_r12_facts_of_one_name_that_mean_two_things_are_refused(
    forms: Path, changes: tuple[tuple[str, str], ...], what: str, was: str, said: str
) -> None:
    change(forms / "contest.toml", *changes)

    told = faults(forms)

    of = f"{what} of the fact days is"
    assert f"conference.toml, contest.toml: {of} {was} in the first, {said} in the other" in told
    assert f"contest.toml, training.toml: {of} {said} in the first, {was} in the other" in told


def test_r12_a_choice_of_two_forms_is_called_the_same(forms: Path) -> None:
    change(forms / "contest.toml", *AS_ROLE, ('provincial = "全省"', 'lead = "主持"'))

    (told,) = faults(forms)

    assert told == (
        "contest.toml, research.toml: the choice lead of the fact role is '主持' in the first, "
        "'独立承担或主持' in the other"
    )


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """A file of the last year, to be changed."""
    file = tmp_path / f"{LAST}.toml"
    file.write_text(WRITTEN, "utf-8")
    return file


def fault_of(file: Path) -> str:
    with pytest.raises(Refusal, match=r"^policy_invalid: ") as refused:
        read_policy(file, contents_before(LAST))
    assert "file" not in refused.value.facts  # a client is told the year, not our files
    (line,) = str(refused.value).splitlines()
    return line


def test_r8_a_year_s_file_is_read() -> None:
    assert read_policy(YEARS / f"{LAST}.toml", contents_before(LAST)) == policy_of(LAST)


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("year", "years", f"year应为{LAST}"),
        (f"year = {LAST}", "year = 2020", f"year应为{LAST}"),
        ("[window]", "[windows", "不是有效的TOML：Expected"),
        ("opens", "open", "不认识的数值window.open"),
        ('source = "A-file"', 'source = "G-x"', "window.kind的来源G-x不在[sources]中"),
        (
            "[window]",
            '[conversion]\nonline = { value = "3" }\n[window]',
            "conversion.online缺少source",
        ),
        (
            "[window]",
            '[public]\nhours = { ended = true, source = "A" }\n[window]',
            "缺少public.hours",
        ),
    ],
)
def test_r8_a_faulty_year_is_told_by_file_year_figure_and_reason(
    year: Path, before: str, after: str, why: str
) -> None:
    change(year, (before, after))

    assert fault_of(year).startswith(f"policy_invalid: {year}: {LAST}年度政策数据有误：{why}")


def test_a_file_of_the_project_is_named_from_its_folder() -> None:
    assert name_of_file(YEARS / "2020.toml") == "chalicelib/law/years/2020.toml"
