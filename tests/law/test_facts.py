"""Facts: what an applicant may state of a study, form by form (R8, R12, R14)."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.rules.credit import facts_document, parse_facts
from chalicelib.law.rules.form import FORMS
from chalicelib.platform.rules.refusal import Refusal
from tests.identity.claims import SMALLEST

CASES = Path(__file__).parents[1] / "cases" / "facts.toml"
NAMES = sorted({name for form in FORMS.values() for name in form.known})
FAULTS = tomllib.loads(CASES.read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case["name"])
def test_r14_faulty_facts_are_refused(case: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        parse_facts(case["given"]["form"], case["given"]["facts"])

    assert refused.value.code == case["then"]["code"]
    assert refused.value.facts["field"] == case["then"]["field"]
    assert refused.value.detail


def test_r14_facts_are_read_into_their_types() -> None:
    form, facts = parse_facts("exam", {"papers": 2, "examination": "cpa", "days": None})
    assert form is FORMS["exam"]
    assert facts == {"papers": 2, "examination": "cpa"}

    _, facts = parse_facts("paper", {"role": "other_author", "general_knowledge": True})
    assert facts == {"role": "other_author", "general_knowledge": True}

    _, facts = parse_facts("transfer", {"subject": "public", "credits": 30})
    assert facts == {"subject": "public", "credits": Decimal(30)}
    assert isinstance(facts["credits"], Decimal)


def test_r14_null_is_not_stated() -> None:
    with pytest.raises(Refusal, match="fact_missing"):
        parse_facts("exam", {"papers": None})


@pytest.mark.parametrize("form", FORMS)
def test_r8_general_knowledge_goes_with_any_form(form: str) -> None:
    for flag in (True, False):
        _, facts = parse_facts(form, SMALLEST[form] | {"general_knowledge": flag})
        assert facts["general_knowledge"] is flag


@pytest.mark.parametrize("form", FORMS)
def test_r12_no_form_takes_the_facts_of_another(form: str) -> None:
    for name in NAMES:
        if name in FORMS[form].known:
            continue
        with pytest.raises(Refusal) as refused:
            parse_facts(form, SMALLEST[form] | {name: 1})
        assert (refused.value.code, refused.value.facts["field"]) == (
            "fact_unknown",
            f"facts.{name}",
        )


@pytest.mark.parametrize("fact", ["papers", "courses", "days"])
@pytest.mark.parametrize(("count", "accepted"), [(0, False), (1, True), (366, True), (367, False)])
def test_r12_counts_have_bounds(fact: str, count: int, *, accepted: bool) -> None:
    form = {"papers": "exam", "courses": "degree", "days": "conference"}[fact]

    if accepted:
        assert parse_facts(form, {fact: count})[1][fact] == count
        return
    with pytest.raises(Refusal, match="fact_invalid") as refused:
        parse_facts(form, {fact: count})
    assert "1至366" in refused.value.detail


def test_r14_a_refusal_names_what_may_be_chosen() -> None:
    with pytest.raises(Refusal) as refused:
        parse_facts("research", {"role": "other_author"})
    assert "lead、participant" in refused.value.detail
    assert "「承担角色」" in refused.value.detail

    with pytest.raises(Refusal) as refused:
        parse_facts("lecture", {})
    assert "exam（会计类考试）、conference（会计类专业会议）" in refused.value.detail
    assert refused.value.facts["value"] == "lecture"


@pytest.mark.parametrize(
    ("form", "given", "document"),
    [
        ("online", {"hours": "24.50"}, {"hours": "24.5"}),
        ("online", {"hours": 100}, {"hours": "100"}),
        ("exam", {"papers": 1, "examination": "cpa"}, {"papers": 1, "examination": "cpa"}),
        ("degree", {"courses": 1, "graduated": False}, {"courses": 1, "graduated": False}),
    ],
)
def test_r14_facts_go_back_to_json(
    form: str, given: dict[str, object], document: dict[str, object]
) -> None:
    written = facts_document(parse_facts(form, given)[1])

    assert written == document
    assert [type(value) for value in written.values()] == [
        type(value) for value in document.values()
    ]
    assert facts_document(parse_facts(form, written)[1]) == document


@given(st.sampled_from(list(FORMS)), st.sampled_from(NAMES), st.floats())
def test_r14_no_fact_is_a_binary_float(form: str, name: str, value: float) -> None:
    with pytest.raises(Refusal):
        parse_facts(form, SMALLEST[form] | {name: value})


def test_r35_a_refusal_names_the_form_in_the_words_of_the_law() -> None:
    with pytest.raises(Refusal) as refused:
        parse_facts("conference", {})

    assert "学习形式「会计类专业会议」需要填写「天数」" in refused.value.detail


def test_r14_an_unknown_choice_is_told_the_known_ones() -> None:
    with pytest.raises(Refusal) as refused:
        parse_facts("exam", {"papers": 1, "examination": "bar"})

    assert "请选择：accounting_qualification、cpa、" in refused.value.detail


def test_r12_a_decimal_that_is_no_text_is_told_the_right_form() -> None:
    with pytest.raises(Refusal) as refused:
        parse_facts("online", {"hours": 2.5})

    assert '例如"2.5"' in refused.value.detail


def test_r12_a_text_that_is_no_decimal_is_told_under_the_field_s_own_name() -> None:
    with pytest.raises(Refusal) as refused:
        parse_facts("online", {"hours": "二"})

    assert refused.value.detail.startswith("「小时数」填写有误：应为数字，例如2.5。")
