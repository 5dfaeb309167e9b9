"""R16, R21, R43: an appeal against who registers the thing anew, who reopens; two who answer it."""

import pytest

from chalicelib.records.actions.decide_appeal import Answer
from chalicelib.records.actions.decide_record import Decision
from chalicelib.records.actions.reopen_record import reopen_record
from tests.races.contest import Contest, answers, refusals
from tests.records.looking import year_of
from tests.records.province import (
    JUNE,
    answered,
    appealed,
    decided,
    enrolled,
    fresh_cause,
    registered,
    reviewer,
)
from tests.records.truth import facts

pytestmark = pytest.mark.ministack(only=True)


def test_r21_given_an_appeal_upheld_and_overturned_at_once_then_one_answer_is_given(
    contest: Contest,
) -> None:
    li = enrolled().id
    appeal = appealed(li, decided(registered(li, submit=True), Decision.REJECT))
    causes = [fresh_cause() for _ in range(4)]
    outcomes = contest(
        [
            lambda n=n, c=c: (
                answered(  # type: ignore[misc]  # a default binds each
                    appeal, [Answer.UPHOLD, Answer.OVERTURN][n % 2], cause=c, name=f"city-{n}"
                ).state
            )
            for n, c in enumerate(causes)
        ]
    )
    assert refusals(outcomes) == ["already_decided"] * 3
    (record,) = year_of(li).records
    assert answers(outcomes) == [record.state.value]
    assert len(record.moves) == 4
    ((_, listed),) = facts(li)["asked"]
    assert listed.startswith("APPEALS#overturned" if record.counts else "APPEALS#upheld")


def test_r16_given_an_appeal_and_the_thing_registered_anew_at_once_then_one_has_the_slot(
    contest: Contest,
) -> None:
    li = enrolled().id
    rejected = decided(registered(li, submit=True), Decision.REJECT)
    causes = [fresh_cause() for _ in range(2)]
    outcomes = contest(
        [
            lambda: appealed(li, rejected, cause=causes[0]),
            lambda: registered(li, cause=causes[1]).id,
        ]
    )
    assert refusals(outcomes) == ["duplicate_credit"]
    standing = [each for each in year_of(li).records if not each.frees_slot]
    assert len(standing) == 1
    assert answers(outcomes)[0].startswith(standing[0].id)
    assert len(facts(li)["asked"]) == standing[0].under_appeal


def test_r43_given_an_appeal_and_a_reopening_at_once_then_one_of_them_is_true(
    contest: Contest,
) -> None:
    li = enrolled().id
    rejected = decided(registered(li, submit=True), Decision.REJECT)
    causes = [fresh_cause() for _ in range(2)]
    outcomes = contest(
        [
            lambda: appealed(li, rejected, cause=causes[0]),
            lambda: (
                reopen_record(
                    reviewer("440700"), rejected.id, "因故", at=JUNE, cause=causes[1]
                ).record.id
            ),
        ]
    )
    (record,) = year_of(li).records
    refused = "appeal_open" if record.under_appeal else "record_not_changeable"
    assert refusals(outcomes) == [refused]
    assert len(facts(li)["asked"]) == record.under_appeal
