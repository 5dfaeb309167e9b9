"""Caps of a form, by the law of the year (R12): what one study brings at most, and what freezes with it."""

import tomllib
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.rules.cap import CAP_LABELS, Cap, CapKind
from chalicelib.law.rules.credit import Conversion, caps_of, convert
from chalicelib.law.rules.declaration import Form, parse_declaration
from chalicelib.law.rules.figure import Figure, Value
from chalicelib.law.rules.policy import policy_of
from chalicelib.law.rules.reference import known_by
from chalicelib.law.rules.year_law import YearLaw, law_of
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.refusal import Refusal

CONTEST = Path(__file__).parents[1] / "cases" / "new_form" / "contest.toml"
DECLARED = tomllib.loads(CONTEST.read_text("utf-8"))
EVERY_CAP = [{"of": kind.value, "optional": True} for kind in CapKind]
FORM = parse_declaration("contest", DECLARED | {"caps": EVERY_CAP})
FACTS = {"level": "national", "rounds": 2}


def law(**caps: Value) -> YearLaw:
    """The law of 2023 with the form's figures, and these caps."""
    plain = law_of(policy_of(2023), at=datetime(2023, 6, 1, tzinfo=SHANGHAI))
    figures: dict[str, Figure[Value]] = {
        **plain.figures,
        "conversion.contest.national": Figure(Decimal(30), "甲"),
        **{f"cap.contest.{of}": Figure(value, "乙") for of, value in caps.items()},
    }
    return msgspec.structs.replace(plain, figures=figures)


@pytest.mark.parametrize(
    ("most", "credits_given"),
    [("59.99", "59.99"), ("60", "60"), ("60.01", "60"), ("0.01", "0.01")],
)
def test_r12_one_study_brings_no_more_than_its_cap(most: str, credits_given: str) -> None:
    found = convert(law(item=Decimal(most)), FORM, FACTS)

    assert found.credits == Decimal(credits_given)
    assert found.caps_of_year == ()


def test_r12_a_year_s_caps_freeze_with_the_credits_and_cut_none_of_them() -> None:
    found = convert(law(item=Decimal(50), year=Decimal(20), items=2), FORM, FACTS)

    assert found.credits == Decimal(50)
    assert found.caps_of_year == (
        Cap(CapKind.YEAR, Decimal(20), "乙"),
        Cap(CapKind.ITEMS, Decimal(2), "乙"),
    )
    assert [cap.text for cap in found.caps] == [
        "每项至多计入50学分",
        "每年至多计入20学分",
        "每年至多计入2项",
    ]


def test_r12_where_the_law_is_silent_there_is_no_cap() -> None:
    assert caps_of(law(), FORM) == convert(law(), FORM, FACTS).caps == ()


def test_what_was_kept_before_there_were_caps_is_read() -> None:
    kept = {
        "credits": "60",
        "completes_year": False,
        "figure": "conversion.training",
        "source": "甲",
    }

    assert msgspec.convert(kept, Conversion).caps == ()


def test_every_cap_is_called_something() -> None:
    assert CAP_LABELS.keys() == set(CapKind)


@given(st.decimals("0.01", "100", places=2), st.integers(1, 3))
def test_r12_a_cap_never_raises_what_a_study_brings(most: Decimal, rounds: int) -> None:
    facts = {"level": "national", "rounds": rounds}

    free, capped = (convert(each, FORM, facts).credits for each in (law(), law(item=most)))

    assert capped == min(free, most)


@pytest.mark.parametrize("reference", ["", "  ", "—·—"])
def test_r16_what_is_required_to_identify_a_study_is_asked_for(reference: str) -> None:
    with pytest.raises(Refusal, match="fact_missing") as refused:
        known(FORM, reference)
    assert refused.value.facts["field"] == "reference"
    assert "「获奖证书编号」" in refused.value.detail


def test_r16_what_need_not_be_stated_is_known_by_the_rest() -> None:
    asked = {name: each for name, each in DECLARED["reference"].items() if name != "required"}
    optional = parse_declaration("contest", DECLARED | {"reference": asked})

    assert known(optional, "") == ("大赛|某会",)
    assert known(FORM, "第17号") == known(optional, "第17号") == ("第17号",)


def known(form: Form, reference: str) -> tuple[str, ...]:
    return known_by(form, FACTS, reference, "大赛", ("某会",))
