"""Conversion: facts to credits, exactly (R9, R11-R14)."""

import tomllib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.rules.amendment import Amendment
from chalicelib.law.rules.credit import Conversion, convert, parse_facts
from chalicelib.law.rules.figure import FIGURES
from chalicelib.law.rules.form import FORMS
from chalicelib.law.rules.policy import policy_of, years
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.decimals import decimal_text
from chalicelib.platform.rules.refusal import Refusal
from tests.identity.claims import SMALLEST

CASES = Path(__file__).parents[1] / "cases"
CONVERSIONS = tomllib.loads((CASES / "conversions.toml").read_text("utf-8"))["case"]
NOON = datetime(2020, 6, 1, 12, tzinfo=SHANGHAI)


def converted(year: int, form: str, facts: dict[str, object], at: datetime = NOON) -> Conversion:
    return convert(law_of(policy_of(year), at=at), *parse_facts(form, facts))


@pytest.mark.parametrize("case", CONVERSIONS, ids=lambda case: f"{case['rule']}-{case['name']}")
def test_r12_r13_facts_become_credits(case: dict[str, Any]) -> None:
    given, then = case["given"], case["then"]

    result = converted(given["year"], given["form"], given["facts"])

    assert result.credits == Decimal(then["credits"])
    assert result.completes_year is then["completes_year"]
    assert result.figure == then["figure"]
    assert result.source == policy_of(given["year"]).figures[result.figure].source


def what_becomes_of_the_least(year: int, form: str) -> str:
    """Say that it counts, or the code of the refusal."""
    try:
        counted = converted(year, form, SMALLEST[form]).credits
    except Refusal as refused:
        return refused.code
    return "counts" if counted > 0 and policy_of(year).evidence(form) else f"counts {counted}"


def test_r12_every_form_converts_in_every_year_that_has_it() -> None:
    cells = [(year, form) for year in years() for form in FORMS]
    assert {cell: what_becomes_of_the_least(*cell) for cell in cells} == {
        (year, form): "counts" if FORMS[form].is_in(year) else "form_not_in_year"
        for year, form in cells
    }


def test_r12_every_conversion_of_the_policies_is_reached() -> None:
    reached = {case["then"]["figure"] for case in CONVERSIONS}

    assert reached == {name for name in FIGURES if name.startswith("conversion.")}


def test_r13_a_graduate_before_2021_states_the_courses() -> None:
    with pytest.raises(Refusal) as refused:
        converted(2020, "degree", {"graduated": True})

    assert (refused.value.code, refused.value.facts["field"]) == ("fact_missing", "facts.courses")
    assert "通过课程数" in refused.value.detail


@pytest.mark.parametrize("form", FORMS)
def test_r12_a_fact_never_stated_is_missing_at_conversion_too(form: str) -> None:
    year = next(year for year in years() if FORMS[form].is_in(year))
    with pytest.raises(Refusal, match="fact_missing"):
        convert(law_of(policy_of(year), at=NOON), FORMS[form], {})


def test_r12_the_law_in_force_at_the_instant_converts() -> None:
    since = date(2020, 6, 1)
    policy = policy_of(2020).amended(
        [
            Amendment("conversion.training", since, "20", "甲"),
            Amendment("conversion.training", since, "25", "乙", "440700"),
            Amendment("completes_year.exam.other", since, value=True, source="甲"),
            Amendment("conversion.degree.graduated", since, "90", "丙", "440700"),
        ]
    )
    training, exam = parse_facts("training", {"days": 1}), parse_facts("exam", {"papers": 1})
    degree = parse_facts("degree", {"graduated": True, "courses": 2})
    before = datetime(2020, 5, 31, 23, 59, 59, tzinfo=SHANGHAI)

    assert convert(law_of(policy, at=before), *training).credits == Decimal(10)
    assert convert(law_of(policy, at=NOON), *training) == Conversion(
        Decimal(20), completes_year=False, figure="conversion.training", source="甲"
    )
    assert convert(law_of(policy, at=NOON, territory="440703"), *training).credits == Decimal(25)
    assert not convert(law_of(policy, at=before), *exam).completes_year
    assert convert(law_of(policy, at=NOON), *exam).completes_year
    assert convert(law_of(policy, at=NOON), *degree).credits == Decimal(180)
    assert convert(law_of(policy, at=NOON, territory="440703"), *degree).credits == Decimal(90)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("30", "30"),
        ("30.00", "30"),
        ("2.50", "2.5"),
        ("1.25", "1.25"),
        ("0.00", "0"),
        ("-0", "0"),
        ("1E+2", "100"),
        ("32940.00", "32940"),
        ("0.01", "0.01"),
    ],
)
def test_r14_decimals_are_written_plainly(value: str, text: str) -> None:
    assert decimal_text(Decimal(value)) == text


# Properties

YEARS = st.sampled_from(years())
HOURS = st.decimals("0.000001", "2000", places=6)


@given(YEARS, HOURS)
def test_r14_credits_are_cut_to_two_places_and_never_rounded_up(year: int, hours: Decimal) -> None:
    rate = policy_of(year).figures["conversion.online"].as_(Decimal).value

    credits_given = converted(year, "online", {"hours": f"{hours:f}"}).credits

    assert isinstance(credits_given, Decimal)
    assert credits_given.as_tuple().exponent == -2
    assert hours * rate - Decimal("0.01") < credits_given <= hours * rate


@given(YEARS, HOURS, HOURS)
def test_r14_more_hours_are_never_fewer_credits(year: int, one: Decimal, other: Decimal) -> None:
    less, more = (
        converted(year, "online", {"hours": f"{hours:f}"}).credits for hours in sorted((one, other))
    )

    assert less <= more


@given(YEARS, st.sampled_from(["training", "conference"]), st.integers(1, 365))
def test_r14_another_day_is_more_credits(year: int, form: str, days: int) -> None:
    assert (
        converted(year, form, {"days": days}).credits
        < converted(year, form, {"days": days + 1}).credits
    )


@given(st.decimals("0", "100000", places=4))
def test_r14_a_decimal_in_writing_is_the_same_decimal(value: Decimal) -> None:
    text = decimal_text(value)

    assert Decimal(text) == value
    assert not set(text) - set("0123456789.")
    assert "." not in text or not text.endswith("0")
