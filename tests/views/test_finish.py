"""What would finish a year: enough study, and not a step more than that."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.rules.credit import convert, parse_facts
from chalicelib.law.rules.policy import policy_of
from chalicelib.law.rules.year_law import law_of
from chalicelib.views.rules import finish

AT = datetime(2020, 6, 1, 4, 0, tzinfo=UTC)
LAW = law_of(policy_of(2020), at=AT, territory="440703")
LEAST = {"online": ("hours", Decimal("0.1")), "training": ("days", Decimal(1))}
credits_missing = st.decimals("0.01", "90", places=2)


def credits_of(form: str, quantity: Decimal) -> Decimal:
    name, _ = LEAST[form]
    value = str(quantity) if name == "hours" else int(quantity)
    known, facts = parse_facts(form, {name: value})
    return convert(LAW, known, facts).credits


@given(credits_missing)
def test_r12_given_credits_missing_then_each_way_brings_them_and_any_less_would_not(
    missing: Decimal,
) -> None:
    for way in finish.ways_of_professional(missing, LAW):
        assert credits_of(way.form, way.quantity) >= missing
        less = way.quantity - LEAST[way.form][1]
        assert less == 0 or credits_of(way.form, less) < missing


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (AT, "还差12.5学分：远程5小时，或面授2天，12月31日前"),
        (datetime(2020, 3, 31, 15, 59, tzinfo=UTC), None),
        (datetime(2020, 12, 31, 16, 0, tzinfo=UTC), None),
    ],
)
def test_r25_given_an_instant_then_it_is_said_until_when_and_nothing_once_it_is_too_late(
    at: datetime, text: str | None
) -> None:
    ways = finish.ways_of_professional(Decimal("12.5"), LAW)
    assert (
        finish.finish_text(Decimal("12.5"), ways, law_of(policy_of(2020), at=at).own_window, at)
        == text
    )


@pytest.mark.parametrize(
    ("seconds", "texts"),
    [(43_200, ["在线学习12小时"]), (1, ["在线学习0.1小时"]), (0, []), (-5, [])],
)
def test_r17_given_seconds_left_of_the_course_then_hours_never_too_few(
    seconds: int, texts: list[str]
) -> None:
    assert [each.text for each in finish.ways_of_public(seconds)] == texts
