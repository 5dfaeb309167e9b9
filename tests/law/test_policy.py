"""Policies: what each year says, with its sources (R8, R35)."""

import tomllib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from chalicelib.law.rules.figure import FIGURES, Figure
from chalicelib.law.rules.policy import parse_year, policy_of, years
from chalicelib.law.rules.requirement import Requirement
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.refusal import Refusal

Document = dict[str, Any]

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "figures.toml").read_text("utf-8"))
COMMON = CASES.pop("common")
EXPECTED = {int(year): COMMON | changes for year, changes in CASES.items()}
NOON = datetime(2020, 6, 1, 12, tzinfo=SHANGHAI)


def plain(figure: Figure[Any] | None) -> object:
    match None if figure is None else figure.value:
        case Decimal() as value:
            return str(value)
        case tuple() as value:
            return list(value)
        case value:
            return value


def test_r8_every_year_has_a_policy() -> None:
    assert years() == tuple(range(2018, 2018 + len(EXPECTED))) == tuple(EXPECTED)
    assert [policy_of(year).year for year in years()] == list(years())


def test_r8_every_year_says_exactly_this() -> None:
    differing = {
        (year, name): (said, expected.get(name))
        for year, expected in EXPECTED.items()
        for name in FIGURES
        if (said := plain(policy_of(year).figures.get(name))) != expected.get(name)
    }
    assert differing == {}


def test_r8_a_mend_says_what_the_file_had_wrong() -> None:
    assert {each.figure: each.was for each in policy_of(2022).mends} == {
        "public.hours": Decimal(12),
        "public.pass_mark": None,
        "conversion.degree.graduated": None,
        "completes_year.degree.graduated": None,
    }
    assert {each.on for year in years() for each in policy_of(year).mends} == {date(2026, 11, 30)}


def test_r23_the_one_amendment_of_the_files_extends_2022() -> None:
    found = {year: policy_of(year).amendments for year in years()}

    (extension,) = found.pop(2022)
    assert (extension.figure, extension.value) == ("window.closes", date(2023, 4, 30))
    assert (extension.since, extension.territory) == (date(2022, 12, 20), None)
    assert extension.source.startswith("广东省财政厅《关于明确2022年度")
    assert extension.since_source == "文件未规定，可由管理员调整"
    assert not any(found.values())


@pytest.mark.parametrize("year", years())
def test_r8_every_figure_names_a_source_of_its_year(year: int) -> None:
    policy = policy_of(year)

    titles = {source.title for source in policy.sources}
    assert {figure.source for figure in policy.figures.values()} <= titles
    named = {figure.source for figure in policy.figures.values()}
    assert titles == named | {each.source for each in policy.amendments}


@pytest.mark.parametrize(
    ("year", "name", "source"),
    [
        (2018, "window.opens", "粤财会函〔2020〕4号 一（四）"),
        (2019, "window.closes", "粤财会函〔2020〕4号 一（四）"),
        (2020, "window.opens", "粤财会函〔2020〕4号 一（一）"),
        (2020, "window.closes", "文件未规定，可由管理员调整"),
        (2020, "required.professional", "第十二条"),
        (2020, "conversion.exam.cpa", "第十三条（一）"),
        (2020, "conversion.conference", "第十三条（二）"),
        (2020, "conversion.degree.course", "第十三条（三）"),
        (2020, "conversion.research.lead", "第十三条（四）"),
        (2020, "conversion.paper.first_author", "第十三条（五）"),
        (2020, "conversion.book.other_author", "第十三条（六）"),
        (2020, "conversion.training", "文件未规定，可由管理员调整"),
        (2020, "public.hours", "文件未规定，可在年度政策文件中调整（比照2023年度"),
        (2021, "public.pass_mark", "2021年广东省会计专业技术人员继续教育专业科目学习指南"),
        (2021, "conversion.degree.graduated", "2021年广东省会计专业技术人员"),
        (2021, "completes_year.degree.graduated", "文件未规定，可由管理员调整（2023年度起明文"),
        (2022, "public.pass_mark", "文件未规定及格分数"),
        (2022, "window.closes", "文件未规定，可由管理员调整"),
        (2022, "conversion.degree.graduated", "广东省财政厅《关于明确2022年度"),
        (2023, "required.general_knowledge", "广东省财政厅《关于明确2023年度"),
        (2023, "window.closes", "惠州市转发"),
        (2023, "public.hours", "30学时，每学时45分钟"),
        (2023, "public.topics", "选学其一"),
        (2023, "conversion.training", "2023年省属会计专业技术人员"),
        (2023, "conversion.exam.cpa", "2023年省属会计专业技术人员"),
        (2024, "required.general_knowledge", "文件未规定，可在年度政策文件中调整（2023、2025"),
        (2024, "conversion.exam.cpa", "第4项（本年度沿用）"),
        (2025, "required.general_knowledge", "2025年度"),
        (2025, "public.pass_mark", "文件未规定"),
        (2025, "window.opens", "潮州市转发"),
        (2026, "required.general_knowledge", "文件未规定，可在年度政策文件中调整（比照2025"),
        (2026, "window.closes", "文件未规定，可由管理员调整"),
        (2027, "required.general_knowledge", "文件未规定，可在年度政策文件中调整（比照2025"),
        (2027, "public.pass_mark", "文件未规定，可在年度政策文件中调整（公需科目设考试"),
        (2027, "conversion.training", "第1项（本年度沿用）"),
        (2027, "window.opens", "文件未规定，可由管理员调整"),
        (2027, "window.closes", "文件未规定，可由管理员调整"),
    ],
)
def test_r35_a_figure_names_law_and_article(year: int, name: str, source: str) -> None:
    assert source in policy_of(year).figures[name].source


def test_year_unknown() -> None:
    for year in (2017, years()[-1] + 1, 0, 20200):
        with pytest.raises(Refusal) as refused:
            policy_of(year)
        assert (refused.value.code, refused.value.facts) == ("year_unknown", {"year": year})


@pytest.mark.parametrize(
    ("year", "general", "first"),
    [
        (2018, 0, 0),
        (2022, 0, 0),
        (2023, 20, 0),
        (2024, 20, 0),
        (2025, 20, 20),
        (2026, 20, 20),
        (2027, 20, 20),
    ],
)
def test_r8_general_knowledge_is_required_from_2023(year: int, general: int, first: int) -> None:
    required = law_of(policy_of(year), at=NOON).required

    assert required.before == Requirement(Decimal(30), Decimal(60), Decimal(first))

    assert required.public.value == Decimal(30)
    assert required.professional.value == Decimal(60)
    assert required.general_knowledge.value == Decimal(general)
    assert bool(required.general_knowledge.source) == bool(general)
    assert "十二条" in law_of(policy_of(2020), at=NOON).required.public.source


def test_figures_with_a_name_of_their_own() -> None:
    policy = policy_of(2021)

    assert (policy.public_hours, policy.public_hours_before) == (Decimal("22.5"), Decimal(12))
    assert (policy.pass_mark, policy_of(2020).pass_mark) == (60, None)
    assert (policy.topics, policy_of(2023).topics) == (1, 2)
    assert policy.sync_workdays == 3
    assert policy.reminders == (30, 7, 1)
    assert policy.evidence("exam") == ("成绩单或合格证明（载明姓名、科目和考试时间）",)


def test_an_absent_figure_is_none_or_a_key_error() -> None:
    policy = policy_of(2020)

    assert law_of(policy, at=NOON).find_figure("conversion.degree.graduated") is None
    with pytest.raises(KeyError, match="graduated"):
        law_of(policy, at=NOON).figure("conversion.degree.graduated")
    with pytest.raises(TypeError, match="no int"):
        law_of(policy, at=NOON).figure("required.public").as_(int)


def test_a_day_has_all_figures_in_force() -> None:
    figures = policy_of(2020).figures_on(date(2020, 6, 1))

    window = [name for name in figures if name.startswith("window.")]
    assert window == ["window.kind", "window.opens", "window.closes"]
    assert figures["window.closes"].value == date(2020, 12, 31)


def test_an_instant_without_time_zone_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="time zone"):
        law_of(policy_of(2020), at=NOON.replace(tzinfo=None))


def test_a_year_in_a_path_is_one_that_has_a_policy() -> None:
    assert parse_year("2020") == 2020
    for text in (
        "2017",
        str(years()[-1] + 1),
        "020",
        "20200",
        "abcd",
        "",
        "２０２０",
        " 2020",
        "-2020",
    ):
        with pytest.raises(Refusal, match="year_unknown"):
            parse_year(text)
