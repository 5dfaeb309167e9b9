"""R8, R10, R11: the standing is the sum over accredited records, always."""

from datetime import UTC, datetime
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.figure import Figure
from chalicelib.rules.policy import Required
from chalicelib.rules.record import Record, Source, State, Subject
from chalicelib.rules.standing import Standing, missing, standing_of

AT = datetime(2020, 6, 1, 4, tzinfo=UTC)
LATER = datetime(2020, 7, 1, 4, tzinfo=UTC)
EMPTY = Standing(person="p", year=2020, territory="440703")


def required(public: int = 30, professional: int = 60, general: int = 0) -> Required:
    return Required(
        *(Figure(Decimal(value), f"law {value}") for value in (public, professional, general))
    )


def a_record(
    amount: str,
    subject: str = "professional",
    state: str = "accredited",
    *,
    alone: bool = False,
    general: bool = False,
    number: int = 0,
) -> Record:
    return Record(
        id=f"r{number}",
        person="p",
        year=2020,
        slot=f"s{number}",
        subject=Subject(subject),
        form="training",
        title="t",
        ended_on=AT.date(),
        credits=Decimal(amount),
        accredited=Decimal(amount),
        completes_year=alone,
        general_knowledge=general,
        figure="f",
        law="l",
        state=State(state),
        source=Source.SELF,
        territory="440703",
    )


amounts = st.decimals("0.01", "99.99", places=2).map(str)
records = st.lists(
    st.builds(
        a_record,
        amounts,
        st.sampled_from(list(Subject)),
        st.sampled_from(list(State)),
        alone=st.booleans(),
        general=st.booleans(),
    ),
    max_size=12,
)


@given(records)
def test_r10_given_any_records_then_each_sum_is_over_the_accredited_ones(
    some: list[Record],
) -> None:
    standing = standing_of(EMPTY, some, required(), AT)
    counted = [record for record in some if record.state == "accredited"]
    for subject in Subject:
        expected = sum(
            (record.credits for record in counted if record.subject is subject), Decimal(0)
        )
        assert getattr(standing, subject.value) == expected


@given(records, records)
def test_r10_given_any_history_then_the_standing_forgets_what_no_longer_counts(
    before: list[Record], after: list[Record]
) -> None:
    fresh = standing_of(EMPTY, after, required(), AT)
    told = standing_of(standing_of(EMPTY, before, required(), AT), after, required(), AT)
    assert msgspec.structs.replace(told, version=fresh.version) == fresh
    assert told.version > EMPTY.version


@pytest.mark.parametrize(
    ("public", "professional", "general", "complete"),
    [
        ("30", "60", "20", True),
        ("29.99", "60", "20", False),
        ("30", "59.99", "20", False),
        ("30", "60", "19.99", False),
    ],
)
def test_r8_given_amounts_about_the_requirement_then_complete_only_when_every_one_is_met(
    public: str, professional: str, general: str, *, complete: bool
) -> None:
    rest = str(Decimal(professional) - Decimal(general))
    some = [
        a_record(public, "public"),
        a_record(general, general=True),
        a_record(rest),
    ]
    assert standing_of(EMPTY, some, required(general=20), AT).complete is complete


def test_r11_given_one_record_that_completes_the_year_then_public_is_waived_not_earned() -> None:
    standing = standing_of(EMPTY, [a_record("90", alone=True)], required(), AT)
    assert (standing.complete, standing.waived, standing.public) == (True, True, Decimal(0))
    assert missing(standing, required()) == ()


def test_r11_given_public_earned_besides_then_nothing_is_waived() -> None:
    some = [a_record("90", alone=True), a_record("30", "public")]
    assert standing_of(EMPTY, some, required(), AT).waived is False


def test_r11_given_the_completing_record_is_not_accredited_then_nothing_is_complete() -> None:
    standing = standing_of(EMPTY, [a_record("90", state="submitted", alone=True)], required(), AT)
    assert (standing.complete, standing.waived) == (False, False)


def test_given_a_year_complete_since_june_when_more_is_added_then_it_is_complete_since_june() -> (
    None
):
    full = [a_record("30", "public"), a_record("60", number=1)]
    june = standing_of(EMPTY, full, required(), AT)
    july = standing_of(june, [*full, a_record("10", number=2)], required(), LATER)
    assert june.completed_at == july.completed_at == AT
    assert standing_of(july, [], required(), LATER).completed_at is None


def test_r8_given_an_incomplete_year_then_missing_names_each_gap_and_its_law() -> None:
    standing = standing_of(EMPTY, [a_record("12.5")], required(general=20), AT)
    gaps = {gap.requirement: gap for gap in missing(standing, required(general=20))}
    assert {name: gap.credits for name, gap in gaps.items()} == {
        "public": Decimal(30),
        "professional": Decimal("47.5"),
        "general_knowledge": Decimal(20),
    }
    assert gaps["public"].source == "law 30"
    assert "47.5" in gaps["professional"].why
