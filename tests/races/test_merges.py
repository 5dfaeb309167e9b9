"""R1, R10: two accounts of one person are merged while either is written to."""

from datetime import date, timedelta

import pytest

from chalicelib.access.role import Role
from chalicelib.access.staff import Staff
from chalicelib.corrections.actions.change_profile import ProfileChange, change_profile
from chalicelib.corrections.actions.merge_accounts import merge_accounts
from chalicelib.people.rules.professional import Professional
from chalicelib.people.store import logins, professionals
from chalicelib.records.actions.revoke_record import revoke_record
from chalicelib.records.actions.submit_record import submit_record
from chalicelib.records.rules import person_year
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.store import years
from chalicelib.reports.actions.report_credits import Statement, report_credits
from chalicelib.study.actions.report_study import report_study
from tests.races.contest import Act, Contest, answers, refusals
from tests.records.province import (
    JUNE,
    NAME,
    application,
    course,
    decided,
    enrolled,
    fresh_cause,
    login_of,
    registered,
    resident_id,
    studied,
    uploaded,
)
from tests.records.truth import require_sum

pytestmark = pytest.mark.ministack(only=True)
LATER = JUNE + timedelta(minutes=15)
ADMIN = Staff(login_of("admin"), Role.ADMINISTRATOR, "440000")
SCHOOL = Staff(login_of("school"), Role.PROVIDER, "440000")


def both() -> tuple[Professional, Professional]:
    """The account that goes on, and the one that is merged into it."""
    return enrolled(0), enrolled(1)


def merging(kept: Professional, left: Professional) -> Act:
    cause = fresh_cause()
    return lambda: merge_accounts(ADMIN, kept.id, left.id, "同一人", at=LATER, cause=cause).id


def submitted(owner: Professional, reference: str = "JM-1", days: int = 1) -> Record:
    files = (uploaded(owner.id),)
    return registered(
        owner.id, application(files, reference=reference, facts={"days": days}), submit=True
    )


def reporting(serial: int, reference: str) -> Act:
    statement = Statement(
        reference=reference,
        name=NAME,
        document_type="resident_id",
        document_number=resident_id(serial),
        year=2020,
        subject="professional",
        form="training",
        facts={"days": 1},
        title="新收入准则专题培训",
        completed_on=date(2020, 5, 20),
    )
    cause = fresh_cause()
    return lambda: [
        each.status.value for each in report_credits(SCHOOL, [statement], at=LATER, cause=cause)
    ]


def require_one(kept: Professional, left: Professional) -> person_year.PersonYear:
    """Every login leads to one account, whose standing is the sum over the records of both (R10)."""
    for serial in (0, 1):
        assert logins.find_person(login_of(f"login {serial}")) == kept.id
    kept_year, other = years.find_year(kept.id, 2020), years.find_year(left.id, 2020)
    assert kept_year is not None
    assert other == kept_year
    require_sum(kept_year)
    shut = years.find_standing(left.id, 2020)
    assert shut is not None
    assert (shut.merged, shut.public, shut.professional) == (True, 0, 0)
    return kept_year


def counted(kept_year: person_year.PersonYear) -> list[RecordState]:
    return sorted(record.state for record in kept_year.records)


def test_given_decisions_on_either_side_at_once_then_all_count_for_the_one(
    contest: Contest,
) -> None:
    kept, left = both()
    records = [submitted((kept, left)[n % 2], f"JM-{n}") for n in range(6)]
    causes = [fresh_cause() for _ in records]
    acts: list[Act] = [
        lambda r=r, cause=cause: decided(r, cause=cause).state  # type: ignore[misc]  # a default binds each
        for r, cause in zip(records, causes, strict=True)
    ]

    outcomes = contest([merging(kept, left), *acts])

    assert refusals(outcomes) == []
    assert require_one(kept, left).standing.professional == 60


def test_given_the_same_thing_accredited_on_either_side_at_once_then_it_counts_once(
    contest: Contest,
) -> None:
    kept, left = both()
    causes = [fresh_cause(), fresh_cause()]
    acts: list[Act] = [
        lambda r=r, cause=cause: decided(r, cause=cause).state  # type: ignore[misc]  # a default binds each
        for r, cause in zip([submitted(kept), submitted(left)], causes, strict=True)
    ]

    outcomes = contest([merging(kept, left), *acts])

    assert set(refusals(outcomes)) <= {"duplicate_credit"}
    kept_year = require_one(kept, left)
    assert kept_year.standing.professional == 10
    assert [state for state in counted(kept_year) if state is RecordState.ACCREDITED] == [
        RecordState.ACCREDITED
    ]


def test_given_what_others_write_of_the_merged_account_at_once_then_nothing_is_lost(
    contest: Contest,
) -> None:
    kept, left = both()
    studied(left.id)
    revoked = decided(submitted(left, "JM-9"))
    files = (uploaded(left.id),)
    draft = registered(left.id, application(files, reference="JM-5", facts={"days": 1}))
    causes = [fresh_cause() for _ in range(3)]

    outcomes = contest(
        [
            merging(kept, left),
            reporting(1, "JM-3"),
            reporting(0, "JM-4"),
            lambda: (
                report_study(left.id, course().id, 900, at=LATER, cause=causes[0]).progress.seconds
            ),
            lambda: revoke_record(ADMIN, revoked.id, "误认定", at=LATER, cause=causes[1]).record,
            lambda: submit_record(left.id, draft.id, at=LATER, cause=causes[2]).record.state,
        ]
    )

    assert refusals(outcomes) == []
    kept_year = require_one(kept, left)
    assert (kept_year.standing.public, kept_year.standing.professional) == (30, 20)
    assert counted(kept_year) == ["accredited", "accredited", "accredited", "revoked", "submitted"]


def test_given_mergers_of_one_account_into_two_then_one_wins(contest: Contest) -> None:
    kept, left, other = enrolled(0), enrolled(1), enrolled(2)

    outcomes = contest([merging(kept, left), merging(other, left), merging(kept, left)])

    assert refusals(outcomes) == ["account_merged"] * 2
    (winner,) = answers(outcomes)
    assert logins.find_person(login_of("login 1")) == winner


def test_given_mergers_in_a_ring_then_one_account_is_left(contest: Contest) -> None:
    ring = [enrolled(serial) for serial in range(3)]

    outcomes = contest([merging(ring[n], ring[(n + 1) % 3]) for n in range(3)])

    assert set(refusals(outcomes)) <= {"account_merged"}
    now = professionals.find_professionals([each.id for each in ring])
    heads = [each.id for each in now.values() if not each.merged_into]
    merged = len(answers(outcomes))
    assert len(heads) == len(ring) - merged
    for serial in range(3):
        assert logins.find_person(login_of(f"login {serial}")) in heads


def test_given_a_profile_changed_at_once_then_it_is_changed_before_or_not_at_all(
    contest: Contest,
) -> None:
    kept, left = both()
    cause = fresh_cause()
    change = ProfileChange(employer="新单位")

    outcomes = contest(
        [
            merging(kept, left),
            lambda: change_profile(left.id, None, change, at=LATER, cause=cause).employer,
        ]
    )

    gone = professionals.find_professional(left.id)
    assert gone is not None
    assert gone.merged_into == kept.id
    assert refusals(outcomes) == ([] if gone.employer == "新单位" else ["account_merged"])
