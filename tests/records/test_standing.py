"""R8, R10, R11: the standing is the sum over accredited records, always."""

from datetime import UTC, datetime
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.rules.figure import Figure
from chalicelib.law.rules.requirement import Required, Requirement
from chalicelib.law.rules.subject import Subject
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.records.rules.record import Record, RecordSource
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.standing import (
    Standing,
    hoped_of,
    missing,
    shown_requirement,
    standing_of,
)
from chalicelib.records.rules.step import Step

AT = datetime(2020, 6, 1, 4, tzinfo=UTC)
LATER = datetime(2020, 7, 1, 4, tzinfo=UTC)
EMPTY = Standing(person="p", year=2020, territory="440703")


EARLIER = Requirement(Decimal(30), Decimal(60))


def required(public: int = 30, professional: int = 60, general: int = 0) -> Required:
    """What is required now, where the file said 30 and 60 alone before it was mended."""
    figures = (Figure(Decimal(value), f"law {value}") for value in (public, professional, general))
    return Required(*figures, before=EARLIER)


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
        state=RecordState(state),
        source=RecordSource.SELF,
        territory="440703",
    )


amounts = st.decimals("0.01", "99.99", places=2).map(str)
records = st.lists(
    st.builds(
        a_record,
        amounts,
        st.sampled_from(list(Subject)),
        st.sampled_from(list(RecordState)),
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
    assert msgspec.structs.replace(told, version=fresh.version, judged_by=fresh.judged_by) == fresh
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


@given(records)
def test_r10_given_what_waits_then_it_is_hoped_for_and_no_more_of_it_than_is_missing(
    some: list[Record],
) -> None:
    hoped, waiting = hoped_of(some), [each for each in some if each.state == "submitted"]
    asked = required(general=20)
    gaps = missing(standing_of(EMPTY, some, asked, AT), asked)
    after = [msgspec.structs.replace(each, state=RecordState.ACCREDITED) for each in waiting]
    others = [each for each in some if each not in waiting]
    left = missing(standing_of(EMPTY, [*others, *after], asked, AT), asked)
    still = {gap.requirement: gap.credits - hoped.of(gap) for gap in gaps}
    assert {name: left_over for name, left_over in still.items() if left_over} == {
        gap.requirement: gap.credits for gap in left
    }


# R8: a year completed under earlier figures is judged by those while its records meet them

NOW = required(general=20)
FULL = [a_record("30", "public"), a_record("60", number=1)]
STORED = Standing(
    person="p",
    year=2020,
    territory="440703",
    public=Decimal(30),
    professional=Decimal(60),
    complete=True,
    completed_at=AT,
)
"""A year that was completed before its requirement was kept with it."""


def undone(record: Record, at: datetime) -> Record:
    """The record accredited again, because its revocation was undone at the instant."""
    move = Step(
        at,
        Actor(Party.ADMINISTRATOR),
        RecordState.ACCREDITED,
        Cause("t", "b"),
        RecordState.REVOKED,
        "误撤",
    )
    return msgspec.structs.replace(record, state=RecordState.ACCREDITED, moves=(move,))


def revoked(record: Record) -> Record:
    return msgspec.structs.replace(record, state=RecordState.REVOKED)


def test_r8_given_figures_that_rose_since_when_one_more_record_counts_then_it_stays_complete() -> (
    None
):
    after = standing_of(STORED, [*FULL, a_record("5", number=2)], NOW, LATER)

    assert (after.complete, after.completed_at, after.judged_by) == (True, AT, EARLIER)
    assert (shown_requirement(after, NOW), missing(after, NOW)) == (EARLIER, ())
    assert standing_of(after, FULL, required(general=60), LATER).complete


def test_r8_given_a_new_year_then_what_is_required_now_completes_it_whatever_was_before() -> None:
    assert not standing_of(EMPTY, FULL, NOW, AT).complete
    enough = [a_record("30", "public"), a_record("60", general=True, number=1)]
    standing = standing_of(EMPTY, enough, NOW, AT)
    assert (standing.complete, standing.judged_by) == (True, NOW.now)
    assert shown_requirement(standing, NOW) == NOW.now


def test_r8_given_its_own_record_lost_then_it_falls_and_needs_what_is_required_now() -> None:
    public, professional = FULL
    fallen = standing_of(STORED, [public, revoked(professional)], NOW, LATER)
    assert (fallen.complete, fallen.completed_at) == (False, None)
    assert [gap.requirement for gap in missing(fallen, NOW)] == [
        "professional",
        "general_knowledge",
    ]
    anew = [public, revoked(professional), a_record("60", number=2)]
    assert not standing_of(fallen, anew, NOW, LATER).complete
    anew[-1] = a_record("60", general=True, number=2)
    assert standing_of(fallen, anew, NOW, LATER).judged_by == NOW.now


def test_r8_given_the_revocation_is_undone_then_the_year_is_what_it_was() -> None:
    public, professional = FULL
    fallen = standing_of(STORED, [public, revoked(professional)], NOW, AT)
    back = standing_of(fallen, [public, undone(professional, LATER)], NOW, LATER)
    assert (back.complete, back.judged_by, back.completed_at) == (True, EARLIER, LATER)
    other = standing_of(fallen, [public, undone(professional, AT)], NOW, LATER)
    assert not other.complete, "another change than the one that undoes it"


def test_r8_given_more_than_enough_then_a_loss_that_leaves_enough_revokes_nothing() -> None:
    some = [*FULL, a_record("60", number=2)]
    fuller = standing_of(STORED, some, NOW, LATER)
    less = standing_of(fuller, [some[0], revoked(some[1]), some[2]], NOW, LATER)
    assert (less.complete, less.judged_by) == (True, EARLIER)


def test_r11_given_public_credits_that_sufficed_then_a_higher_figure_waives_nothing() -> None:
    alone = [a_record("90", alone=True), a_record("30", "public", number=1)]
    before = standing_of(EMPTY, alone, required(), AT)
    assert standing_of(before, alone, required(public=40), LATER).waived is False


def test_r28_given_hr_certified_the_year_under_earlier_figures_then_it_still_has() -> None:
    imported = [msgspec.structs.replace(each, source=RecordSource.HR_LEGACY) for each in FULL]
    stored = msgspec.structs.replace(STORED, certified_by_hr=True)
    after = standing_of(stored, [*imported, a_record("5", number=2)], NOW, LATER)
    assert (after.complete, after.certified_by_hr) == (True, True)
    assert standing_of(EMPTY, imported, NOW, LATER).certified_by_hr is False


@given(records, st.integers(0, 90), st.integers(0, 90), st.integers(0, 60))
def test_r8_no_accreditation_and_no_figure_ends_a_complete_year(
    more: list[Record], public: int, professional: int, general: int
) -> None:
    changed = required(public, professional, general)
    once = standing_of(STORED, [*FULL, *more], changed, LATER)
    assert once.complete
    assert standing_of(once, FULL, required(100, 100, 100), LATER).complete


@given(st.lists(records, max_size=6), st.integers(0, 40))
def test_r8_a_year_stays_complete_exactly_while_its_records_meet_what_completed_it(
    histories: list[list[Record]], general: int
) -> None:
    law, standing = required(general=general), STORED
    for some in histories:
        before, standing = standing, standing_of(standing, some, law, LATER)
        alone = any(r.completes_year and r.counts for r in some)
        own = before.complete and standing.meets(before.judged_by or EARLIER)
        assert standing.complete is (alone or own or standing.meets(law.now))
        assert (standing.completed_at is not None) is standing.complete
