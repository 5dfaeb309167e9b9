"""R1, R6, R30: many at once over one identity, one login, one profile, one account."""

from datetime import timedelta

import pytest

from chalicelib.certificates.actions.match_account import match_account
from chalicelib.certificates.actions.sync_year import sync_year
from chalicelib.certificates.rules.certificate import CertificateState
from chalicelib.certificates.store import certificates
from chalicelib.corrections.actions.change_profile import ProfileChange, change_profile
from chalicelib.corrections.actions.correct_hr_account import correct_hr_account
from chalicelib.people.actions.enrol import enrol
from chalicelib.people.actions.open_hr_account import open_hr_account
from chalicelib.people.store import accounts, logins, professionals
from chalicelib.platform.rules.cause import Cause
from tests.races.contest import Contest, answers, refusals
from tests.records.province import (
    JUNE,
    NAME,
    account_opened,
    completed,
    correction,
    digest,
    enrolled,
    fresh_cause,
    login_of,
    person,
    situation,
)

pytestmark = pytest.mark.ministack(only=True)
EIGHT = range(8)
LATER = JUNE + timedelta(hours=1)


def enrolment(serial: int, login: str, cause: Cause) -> str:
    return enrol(person(serial), situation(), login=login_of(login), at=JUNE, cause=cause).id


def opening(serial: int, login: str) -> str:
    account = open_hr_account(person(serial), login=login_of(login), at=JUNE, cause=fresh_cause())
    return account.digest


def test_r1_given_eight_people_who_enrol_one_identity_then_one_has_it(contest: Contest) -> None:
    causes = [fresh_cause() for _ in EIGHT]
    outcomes = contest([lambda n=n: enrolment(0, f"login {n}", causes[n]) for n in EIGHT])  # type: ignore[misc]  # a default binds n
    assert refusals(outcomes) == ["already_enrolled"] * 7
    (winner,) = answers(outcomes)
    assert professionals.find_person_by_identity(digest(0)) == winner
    owners = [logins.find_person(login_of(f"login {n}")) for n in EIGHT]
    assert [owner for owner in owners if owner] == [winner]


def test_r1_given_one_login_that_enrols_eight_identities_then_it_has_one(contest: Contest) -> None:
    causes = [fresh_cause() for _ in EIGHT]
    outcomes = contest([lambda n=n: enrolment(n, "li", causes[n]) for n in EIGHT])  # type: ignore[misc]  # a default binds n
    assert refusals(outcomes) == ["already_enrolled"] * 7
    (winner,) = answers(outcomes)
    assert logins.find_person(login_of("li")) == winner
    owners = [professionals.find_person_by_identity(digest(n)) for n in EIGHT]
    assert [owner for owner in owners if owner] == [winner]


def test_given_one_request_sent_eight_times_at_once_then_all_are_told_the_same(
    contest: Contest,
) -> None:
    cause = fresh_cause()
    outcomes = contest([lambda: enrolment(0, "li", cause)] * 8)
    assert len(set(answers(outcomes))) == 1
    assert refusals(outcomes) == []


def test_r30_given_eight_who_open_one_document_s_account_then_one_has_it(contest: Contest) -> None:
    outcomes = contest([lambda n=n: opening(0, f"login {n}") for n in EIGHT])  # type: ignore[misc]  # a default binds n
    assert refusals(outcomes) == ["hr_account_exists"] * 7
    owners = [accounts.find_account_of_login(login_of(f"login {n}")) for n in EIGHT]
    assert [owner.digest for owner in owners if owner] == answers(outcomes)


def test_r6_given_different_changes_at_once_then_none_is_lost(contest: Contest) -> None:
    li = enrolled().id
    changes = (
        ProfileChange(territory="440704"),
        ProfileChange(employer="新单位"),
        ProfileChange(mobile="13900139000"),
        ProfileChange(worked_since=None),
    )
    causes = [fresh_cause() for _ in changes]
    outcomes = contest(
        [
            lambda c=c, cause=cause: change_profile(li, None, c, at=LATER, cause=cause).id  # type: ignore[misc]  # a default binds each
            for c, cause in zip(changes, causes, strict=True)
        ]
    )
    assert answers(outcomes) == [li] * 4
    now = professionals.find_professional(li)
    assert now is not None
    assert (now.territory, now.employer, now.masked_mobile, now.worked_since) == (
        "440704",
        "新单位",
        "139****9000",
        None,
    )


def test_r1_given_two_who_correct_to_one_document_then_one_has_it(contest: Contest) -> None:
    both = [enrolled(serial).id for serial in (0, 1)]
    causes = [fresh_cause() for _ in both]
    outcomes = contest(
        [
            lambda p=p, cause=cause: (
                change_profile(  # type: ignore[misc]  # a default binds each
                    p, correction(serial=9), ProfileChange(), at=LATER, cause=cause
                ).id
            )
            for p, cause in zip(both, causes, strict=True)
        ]
    )
    assert refusals(outcomes) == ["already_enrolled"]
    (winner,) = answers(outcomes)
    assert professionals.find_person_by_identity(digest(9)) == winner
    loser = both[1 - both.index(winner)]
    assert professionals.find_person_by_identity(digest(both.index(loser))) == loser


def test_r30_given_a_correction_while_the_year_is_synced_then_it_is_issued_in_the_end(
    contest: Contest,
) -> None:
    """Whoever reads first: the correction owes a match, and the match looks at what is true then."""
    account = account_opened(name="李岩")
    li = completed(name=NAME).professional.id

    def correct() -> str:
        corrected = correct_hr_account(correction(NAME), login=account.login, at=LATER)
        match_account(corrected.digest, at=LATER)
        return "corrected"

    def sync() -> str:
        sync_year(li, 2020, at=LATER)
        return "synced"

    outcomes = contest([sync, correct, sync])
    assert answers(outcomes) == ["corrected", "synced", "synced"]
    certificate = certificates.find_certificate(li, 2020)
    assert certificate is not None
    assert (certificate.state, certificate.version) == (CertificateState.ISSUED, 1)
