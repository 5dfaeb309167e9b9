"""R19, R20: what somebody may do with a record now; whose list it stands on."""

from datetime import UTC, datetime
from itertools import product

import pytest

from chalicelib.law.rules.policy import policy_of
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.records.rules.move import REJECT, RETURN, SUBMIT, TAKE_OVER
from chalicelib.records.rules.next_moves import next_moves
from chalicelib.records.rules.reconsideration import lodged
from chalicelib.records.rules.record import Record, moved
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.review import taken_over
from tests.records.test_record import a_record

AT = datetime(2020, 6, 1, 4, tzinfo=UTC)
OWNER = Actor(Party.PROFESSIONAL, "login")
COUNTY, CITY, PROVINCE, ELSEWHERE = "440703", "440700", "440000", "440100"


def _submitted() -> Record:
    return moved(a_record(), SUBMIT, at=AT, by=OWNER, cause=Cause("0"), new=True)


def _rejected(by: str) -> Record:
    bureau = Actor(Party.BUREAU, "r", by)
    return moved(_submitted(), REJECT, at=AT, by=bureau, cause=Cause("1"), reason="因故")


def _appealed(against: str) -> Record:
    return lodged(
        _rejected(against), WINDOW, (), at=AT, by=OWNER, cause=Cause("2"), reasons="附会议通知"
    )


def _taken_over() -> Record:
    by = Actor(Party.BUREAU_ABOVE, "r", CITY)
    return taken_over(_submitted(), at=AT, by=by, cause=Cause("1"), reason="因故")


def _names(record: Record, by: Actor) -> set[str]:
    return {each.name for each in next_moves(record, record.state, by)}


WINDOW = law_of(policy_of(2020), at=AT).own_window
ANSWER = {"uphold", "overturn"}
DECIDE = {"accredit", "return", "reject"}


@pytest.mark.parametrize(
    ("record", "may"),
    [
        (
            _submitted(),
            {COUNTY: DECIDE, CITY: {*DECIDE, "take-over"}, PROVINCE: {*DECIDE, "take-over"}},
        ),
        (_taken_over(), {CITY: DECIDE, PROVINCE: {*DECIDE, "take-over"}}),
        (_rejected(COUNTY), {CITY: {"reopen"}, PROVINCE: {"reopen"}}),
        (_rejected(CITY), {PROVINCE: {"reopen"}}),
        (_rejected(PROVINCE), {PROVINCE: {"reopen"}}),
        (_appealed(COUNTY), {CITY: ANSWER, PROVINCE: ANSWER}),
        (_appealed(CITY), {PROVINCE: ANSWER}),
        (_appealed(PROVINCE), {PROVINCE: ANSWER}),
    ],
    ids=[
        "submitted",
        "taken over",
        "rejected",
        "rejected by the city",
        "by the province",
        "under appeal",
        "under appeal against the city",
        "against the province",
    ],
)
def test_r19_r20_given_a_bureau_then_it_may_do_what_its_place_allows(
    record: Record, may: dict[str, set[str]]
) -> None:
    found = {
        code: _names(record, Actor(Party.BUREAU, "r", code))
        for code in (COUNTY, CITY, PROVINCE, ELSEWHERE)
    }
    assert {code: names for code, names in found.items() if names} == may


def test_r19_given_any_state_then_only_owner_administrator_and_reporter_may_do_else() -> None:
    may = {
        (state, party): names
        for state, party in product(RecordState, set(Party) - {Party.BUREAU})
        if (names := _names(a_record(state), Actor(party, "x", CITY)))
    }
    owner, administrator = Party.PROFESSIONAL, Party.ADMINISTRATOR
    assert may == {
        (RecordState.DRAFT, owner): {"submit", "withdraw"},
        (RecordState.RETURNED, owner): {"submit", "withdraw"},
        (RecordState.SUBMITTED, owner): {"withdraw"},
        (RecordState.ACCREDITED, administrator): {"revoke"},
        (RecordState.REVOKED, administrator): {"restore"},
        (RecordState.ACCREDITED, Party.REPORTER): {"withdraw-report"},
        (RecordState.SUBMITTED, Party.REPORTER): {"recall-report"},
        (RecordState.RETURNED, Party.REPORTER): {"recall-report"},
    }


def test_r20_given_an_administrator_of_another_territory_then_nothing() -> None:
    assert not _names(a_record(RecordState.ACCREDITED), Actor(Party.ADMINISTRATOR, "x", ELSEWHERE))


@pytest.mark.parametrize(
    ("decided_by", "above"), [(COUNTY, CITY), (CITY, PROVINCE), (PROVINCE, PROVINCE)]
)
def test_r20_given_a_row_that_waits_at_the_bureau_above_then_above_whoever_decided_last(
    decided_by: str, above: str
) -> None:
    record = _rejected(decided_by)
    assert record.bureau_at(Party.BUREAU_ABOVE) == above
    assert record.bureau_at(Party.BUREAU) == COUNTY


def test_r20_given_a_record_that_was_taken_over_then_its_own_bureau_is_the_one_above() -> None:
    record = _taken_over()
    assert record.bureau_at(Party.BUREAU) == record.bureau == CITY
    by = Actor(Party.BUREAU, "r", CITY)
    returned = moved(record, RETURN, at=AT, by=by, cause=Cause("2"), reason="因故")
    assert returned.decided_by == record.decided_by == CITY
    assert record.moves[-1].to is TAKE_OVER.to
    assert _submitted().decided_by == ""


def test_r43_given_a_rejection_then_its_owner_alone_may_appeal_and_once() -> None:
    assert _names(_rejected(COUNTY), OWNER) == {"appeal"}
    assert _names(_appealed(COUNTY), OWNER) == set()
    assert _appealed(COUNTY).bureau == CITY
