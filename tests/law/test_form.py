"""Declarations of forms: what one may say, and what follows from it (R12, R14-R16)."""

import re
import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from chalicelib.law.rules.cap import CapKind
from chalicelib.law.rules.declaration import Form, parse_declaration
from chalicelib.law.rules.figure import FIGURES
from chalicelib.law.rules.figure_words import figure_label
from chalicelib.law.rules.form import FORMS, form_label, forms_in, require_form_in, said
from chalicelib.law.rules.form_figures import check_stated, require_forms
from chalicelib.platform.rules.refusal import Refusal

CONTEST = Path(__file__).parents[1] / "cases" / "new_form" / "contest.toml"
DECLARED = tomllib.loads(CONTEST.read_text("utf-8"))
LEVELS = {"national": "全国", "provincial": "全省"}
SUGGESTED = {"label": "竞赛", "least": "1"}


def contest(path: str = "", value: object = None) -> Form:
    """The declaration with one member otherwise; None takes it away."""
    document: dict[str, Any] = deepcopy(DECLARED)
    *tables, last = path.split("/")
    table: Any = document
    for each in tables:
        table = table[int(each) if isinstance(table, list) else each]
    if value is None:
        table.pop(last, None)
    else:
        table[last] = value
    return parse_declaration("contest", document)


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        ("label", None, "label"),
        ("since", "2023", "Expected `int`"),
        ("units", "轮", "unknown field `units`"),
        ("facts", None, "facts"),
        ("facts", [], "Expected `object`"),
        ("facts/level", "全国", "Expected `object`"),
        ("facts/level/kind", "word", "Invalid enum value 'word'"),
        ("facts/level/choices", None, "choices belong to a choice"),
        ("facts/rounds/choices", LEVELS, "choices belong to a choice"),
        ("facts/level/default", "city", "city is none of its choices"),
        ("facts/level/most", 3, "only a number has a bound"),
        ("facts/rounds/most", 10_000, "only a number has a bound, of 1 to 9999"),
        ("facts/rounds/most", 0, "only a number has a bound"),
        ("facts/general_knowledge", {"label": "通识", "kind": "flag"}, "goes with any form"),
        ("credits", [], "must hold for everybody"),
        ("credits/0/when", "level", "level is no flag among its facts"),
        ("credits/0/optional", True, "must hold for everybody"),
        ("credits/0/quantity", "level", "level is no number among its facts"),
        ("credits/0/quantity", "days", "days is no number among its facts"),
        ("credits/0/by", "rounds", "rounds is no choice among its facts"),
        ("credits/0/by", None, None),
        ("credits", [{"unit": "每轮"}], "called something"),
        ("reference/by", "rounds", "rounds is no choice among its facts"),
        ("reference/known", "papers", "papers are counted by a fact"),
        ("reference/counted", "rounds", "papers are counted by a fact"),
        ("reference/known", "doi", "Invalid enum value 'doi'"),
        ("facts/level2", {"label": "级别", "kind": "flag"}, "level2: a name must be words"),
        ("facts/level/choices", {"city.of": "全市"}, "city.of: a name must be words"),
        ("credits/0/figure", "2027", "2027: a name must be words of small letters"),
        ("reference/hint", "没有的可不填。", "what is required has a hint of its own"),
        ("reference/hint", "证书右上角的号码", None),
        ("caps", [{"of": "year"}, {"of": "year", "optional": True}], "it has a cap twice"),
        ("caps/0/of", "month", "Invalid enum value 'month'"),
        ("caps/0/most", 20, "unknown field `most`"),
        ("credits/0/completes_year", True, "what may complete a year alone has no cap of credits"),
        ("until", 2022, "it ends before it begins"),
        ("until", 2023, None),
        ("evidence", [], "some evidence must prove it"),
        ("suggested", SUGGESTED, "counts by one figure"),
    ],
)
def test_r12_a_declaration_with_a_fault_is_refused(
    path: str, value: object, why: str | None
) -> None:
    if why is None:
        assert contest(path, value).name == "contest"
        return
    with pytest.raises(ValueError, match=re.escape(why)):
        contest(path, value)


@pytest.mark.parametrize("name", ["Contest", "contest.1", "2contest", "contest_", ""])
def test_r12_a_form_is_named_by_words_of_small_letters(name: str) -> None:
    with pytest.raises(ValueError, match="words of small letters"):
        parse_declaration(name, DECLARED)


def test_r12_what_is_suggested_has_a_quantity() -> None:
    document = deepcopy(DECLARED) | {"suggested": SUGGESTED}
    document["credits"] = [{"label": "获奖", "unit": "每项"}]

    with pytest.raises(ValueError, match="what is suggested has a quantity"):
        parse_declaration("contest", document)


@pytest.mark.parametrize(
    ("since", "until", "years", "has"),
    [
        (2023, None, "2023年度起", {2023, 2030}),
        (2023, 2023, "2023年度", {2023}),
        (2021, 2023, "2021至2023年度", {2021, 2022, 2023}),
    ],
)
def test_r12_a_form_is_of_the_years_that_it_says(
    since: int, until: int | None, years: str, has: set[int]
) -> None:
    document = DECLARED | {"since": since} | ({"until": until} if until else {})
    form = parse_declaration("contest", document)

    assert form.years == years
    assert {year for year in (2020, 2021, 2022, 2023, 2030) if form.is_in(year)} == has


def test_r12_a_form_that_a_year_has_not_is_refused_with_the_years_that_do() -> None:
    form = contest()
    require_form_in(form, 2023)

    with pytest.raises(Refusal) as refused:
        require_form_in(form, 2022)

    assert (refused.value.code, refused.value.facts["field"]) == ("form_not_in_year", "form")
    assert "2022年度没有学习形式「会计技能竞赛」，它适用于2023年度起" in refused.value.detail
    assert "面授培训" in refused.value.detail


def test_r12_its_figures_are_one_for_each_choice_named_by_it() -> None:
    assert list(contest().rates) == ["contest.national", "contest.provincial"]
    assert contest().rates["contest.national"].label == "会计技能竞赛获奖：全国"
    assert list(contest("credits/0/by").rates) == ["contest"]


def test_r12_its_caps_are_figures_that_a_year_states() -> None:
    form = contest()

    assert {name: cap.optional for name, cap in form.cap_figures.items()} == {
        "contest.year": False,
        "contest.items": True,
    }
    assert form.cap_label("year") == "会计技能竞赛：每年至多计入学分"
    only_items = parse_declaration(
        "contest",
        DECLARED
        | {
            "caps": [{"of": "items"}],
            "credits": [DECLARED["credits"][0] | {"completes_year": True}],
        },
    )
    assert [cap.of for cap in only_items.caps] == [CapKind.ITEMS]


def test_r12_every_figure_of_a_form_is_called_something_and_is_its_own() -> None:
    for name, kind in FIGURES.items():
        assert figure_label(name)
        heading, _, rest = name.partition(".")
        of_a_form = heading in {"conversion", "completes_year", "cap", "evidence"}
        assert kind.form == (rest.partition(".")[0] if of_a_form else "")
    assert len({figure_label(name) for name in FIGURES}) == len(FIGURES)


def test_r12_a_year_s_policy_has_the_figures_of_its_forms_and_no_others() -> None:
    absent = {name for name, form in FORMS.items() if not form.is_in(2020)}
    due = [n for n, kind in FIGURES.items() if not kind.optional and kind.form not in absent]
    check_stated(2020, due, [])

    with pytest.raises(ValueError, match=r"缺少conversion\.online$"):
        check_stated(2020, [name for name in due if name != "conversion.online"], [])
    with pytest.raises(ValueError, match=r"^2017年度没有conversion\."):
        check_stated(2017, due, [])
    with pytest.raises(ValueError, match=r"2017年度没有conversion\.online所属的学习形式"):
        check_stated(2017, [], ["conversion.online"])
    with pytest.raises(Refusal, match="form_not_in_year") as refused:
        require_forms(2017, ["window.closes", "conversion.none", "conversion.online"])
    assert refused.value.facts["field"] == "figure"
    assert forms_in(2017) == ()


def test_r28_what_no_declaration_knows_is_shown_all_the_same() -> None:
    assert form_label("hr_legacy") == "省继续教育系统认定"
    assert form_label("seminar") == "其他形式（seminar）"
    assert said("seminar", {"sittings": 2, "place": None}) == (("sittings", "sittings", "2"),)
    assert said("hr_legacy", {"study_hours": "12"}) == (("study_hours", "学时", "12"),)
    assert said("research", {"role": "lead", "general_knowledge": True}) == (
        ("role", "承担角色", "独立承担或主持"),
        ("general_knowledge", "专业通识知识", "是"),
    )
