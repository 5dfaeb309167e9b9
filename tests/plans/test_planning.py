"""R15, R39, R40: what a plan may say, until when it may be handed in, and when its rows come."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from chalicelib.law.rules.policy import policy_of
from chalicelib.law.rules.year_law import YearLaw, law_of
from chalicelib.plans.rules.plan import Approved, plan_moved
from chalicelib.plans.rules.plan_move import SUBMIT_PLAN
from chalicelib.plans.rules.plan_review import PlanDecision, PlanVerdict, plan_decided
from chalicelib.plans.rules.planning import parse_taught, require_in_time, require_same_year
from chalicelib.plans.rules.roster_period import require_roster_time, roster_until
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.refusal import Refusal
from tests.plans.example import CLERK, JUNE, a_plan, stated, taught

COUNTY = Actor(Party.BUREAU, "reviewer", "440703")
INSTANT = timedelta(microseconds=1)


def _law(at: datetime, year: int = 2020) -> YearLaw:
    return law_of(policy_of(year), at=at, territory="440703")


def _at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=SHANGHAI)


def _faults(year: int = 2020, at: datetime = JUNE, **changes: object) -> set[tuple[str, str]]:
    """Which fields are at fault and how; none where it can be read."""
    try:
        parse_taught(_law(at, year), stated(**changes), ())
    except Refusal as refusal:
        told: Any = refusal.facts.get("faults") or [{**refusal.facts, "code": refusal.code}]
        return {(each["field"], each["code"]) for each in told}
    return set()


@pytest.mark.parametrize(
    ("amounts", "form", "amount"),
    [
        ({"days": 3}, "training", 3),
        ({"days": None, "hours": "2.5"}, "online", Decimal("2.5")),
        ({"hours": "2.50"}, "online", Decimal("2.50")),
    ],
)
def test_r39_given_days_or_hours_then_it_is_training_or_online(
    amounts: dict[str, object], form: str, amount: object
) -> None:
    said = parse_taught(_law(JUNE), stated(amounts=amounts), ())
    assert (said.form, said.amount) == (form, amount)


@pytest.mark.parametrize(
    ("amounts", "fault"),
    [
        ({}, ("days", "field_missing")),
        ({"days": 2, "hours": "3"}, ("hours", "field_invalid")),
        ({"days": 2.5}, ("days", "fact_invalid")),
        ({"days": "2.5"}, ("days", "fact_invalid")),
        ({"days": 0}, ("days", "fact_invalid")),
        ({"days": 367}, ("days", "fact_invalid")),
        ({"days": True}, ("days", "fact_invalid")),
        ({"hours": "0"}, ("hours", "fact_invalid")),
        ({"hours": "2000.5"}, ("hours", "fact_invalid")),
        ({"hours": "0.001"}, ("hours", "fact_invalid")),
    ],
)
def test_r39_given_neither_both_or_part_days_then_refused(
    amounts: dict[str, object], fault: tuple[str, str]
) -> None:
    assert _faults(amounts=amounts) == {fault}


def test_r39_given_part_days_then_the_clerk_is_told_to_count_hours() -> None:
    with pytest.raises(Refusal) as refused:
        parse_taught(_law(JUNE), stated(amounts={"days": 2.5}), ())
    assert "小时" in refused.value.detail


@pytest.mark.parametrize(
    ("year", "ends_on", "is_in_it"),
    [
        (2020, date(2019, 12, 31), False),
        (2020, date(2020, 1, 1), True),
        (2020, date(2020, 12, 31), True),
        (2020, date(2021, 1, 1), False),
        (2022, date(2023, 4, 30), True),
        (2022, date(2023, 5, 1), False),
        (2018, date(2020, 9, 30), True),
        (2018, date(2020, 10, 1), False),
    ],
)
def test_r15_given_its_last_day_then_it_lies_in_its_year_or_before_the_cut_off(
    year: int, ends_on: date, *, is_in_it: bool
) -> None:
    outside = {("ends_on", "date_outside_year")}
    found = _faults(year, _at(2023, 1, 1), starts_on=ends_on, ends_on=ends_on)
    assert found == (set() if is_in_it else outside)


def test_r39_given_many_faults_then_all_are_told_at_once() -> None:
    assert _faults(
        title="",
        place="",
        expected=0,
        amounts={"days": 1.5},
        starts_on=date(2021, 3, 2),
        ends_on=date(2021, 3, 1),
    ) == {
        ("title", "field_invalid"),
        ("place", "field_invalid"),
        ("expected", "field_invalid"),
        ("days", "fact_invalid"),
        ("starts_on", "date_invalid"),
        ("ends_on", "date_outside_year"),
    }


def _too_late(at: datetime, **changes: object) -> str:
    """By which code it is refused to submit a plan at an instant; "" if it is not."""
    plan = msgspec.structs.replace(a_plan(), **changes)
    try:
        require_in_time(plan, _law(at))
    except Refusal as refusal:
        return refusal.code
    return ""


def test_r39_a_plan_is_first_submitted_before_it_begins() -> None:
    begins = _at(2020, 7, 6)
    assert [_too_late(begins - INSTANT), _too_late(begins)] == ["", "plan_begun"]


def test_r25_given_the_cut_off_then_nothing_is_submitted_first() -> None:
    later = msgspec.structs.replace(
        taught(), starts_on=date(2020, 12, 31), ends_on=date(2020, 12, 31)
    )
    assert _too_late(_at(2021, 1, 1), said=later) == "window_closed"


def test_r39_a_returned_plan_is_mended_for_ten_working_days_though_it_has_begun() -> None:
    submitted = plan_moved(a_plan(), SUBMIT_PLAN, at=_at(2020, 7, 3), by=CLERK, cause=Cause("1"))
    verdict = PlanVerdict(decision=PlanDecision.RETURN, reason="请补充课时")
    law = _law(_at(2020, 7, 6))  # a Monday
    returned = plan_decided(submitted, verdict, law, by=COUNTY, cause=Cause("2"))
    until = _at(2020, 7, 21)  # ten working days from the day after, to the end of the tenth
    assert returned.resubmit_until == until
    require_in_time(returned, _law(until - INSTANT))
    with pytest.raises(Refusal) as refused:
        require_in_time(returned, _law(until))
    assert refused.value.code == "plan_mending_over"


def test_r39_a_change_lies_behind_the_first_submission_too() -> None:
    submitted = plan_moved(a_plan(), SUBMIT_PLAN, at=_at(2020, 7, 3), by=CLERK, cause=Cause("1"))
    earlier = msgspec.structs.replace(submitted.said, starts_on=date(2020, 7, 3))
    changed = msgspec.structs.replace(submitted, said=earlier)
    with pytest.raises(Refusal) as refused:
        require_in_time(changed, _law(_at(2020, 7, 10)))
    assert refused.value.code == "plan_begun"


@pytest.mark.parametrize(
    ("approved_at", "until"),
    [
        # 1 to 3 January 2021 are holidays: five working days after the cut-off end on the 8th.
        (_at(2020, 7, 1), _at(2021, 1, 9)),
        (_at(2021, 1, 4), _at(2021, 1, 12)),
    ],
)
def test_r40_rows_come_until_the_later_of_the_cut_off_and_the_approval_and_five_working_days(
    approved_at: datetime, until: datetime
) -> None:
    held, window = Approved(1, taught(), approved_at), _law(JUNE).window
    assert roster_until(held, window) == until
    codes = []
    for at in (_at(2020, 7, 8) - INSTANT, _at(2020, 7, 8), until - INSTANT, until):
        try:
            require_roster_time(held, window, at)
            codes.append("")
        except Refusal as refusal:
            codes.append(refusal.code)
    assert codes == ["roster_not_open", "", "", "roster_closed"]


def test_r39_given_nobody_expected_then_refused_and_one_is_enough() -> None:
    assert _faults(expected=0) == {("expected", "field_invalid")}
    assert _faults(expected=1) == set()


def test_r39_given_another_year_then_it_is_another_plan() -> None:
    require_same_year(a_plan(), 2020)
    with pytest.raises(Refusal) as refused:
        require_same_year(a_plan(), 2021)
    assert (refused.value.code, refused.value.facts["field"]) == ("field_invalid", "year")


def test_r21_given_another_edition_than_the_reviewer_saw_then_nothing_is_decided() -> None:
    plan = plan_moved(a_plan(), SUBMIT_PLAN, at=JUNE, by=CLERK, cause=Cause("1"))
    seen = PlanVerdict(decision=PlanDecision.APPROVE, version=plan.edition)
    stale = msgspec.structs.replace(seen, version=plan.edition + 1)
    with pytest.raises(Refusal) as refused:
        plan_decided(plan, stale, _law(JUNE), by=COUNTY, cause=Cause("2"))
    assert (refused.value.code, refused.value.facts) == ("record_changed", {"version": 1})
    assert plan_decided(plan, seen, _law(JUNE), by=COUNTY, cause=Cause("2")).admits_rows
