"""R1, R28: accounts that a file brings, while it is read twice, people enrol and logins claim them."""

import pytest

from chalicelib.identity.rules.proof import Claims
from chalicelib.imports.actions.import_accounts import import_enrolments, import_hr_accounts
from chalicelib.imports.actions.told_row import RowTold
from chalicelib.imports.rules.account_row import ENROLMENT_HEADINGS, HR_HEADINGS
from chalicelib.imports.rules.import_job import ImportKind, Job
from chalicelib.imports.rules.import_row import RawRow
from chalicelib.imports.rules.table_cell import NAME as NAME_HEADING
from chalicelib.imports.rules.table_cell import NUMBER, TYPE
from chalicelib.people.actions.claim_account import find_own_hr_account, find_own_person
from chalicelib.people.store import accounts, logins, professionals
from tests.races.contest import Contest, answers, refusals
from tests.records.province import (
    COUNTY,
    JUNE,
    NAME,
    account_opened,
    digest,
    enrolled,
    login_of,
    resident_id,
)

pytestmark = pytest.mark.ministack(only=True)
SERIALS = range(6)
PROVED = Claims(name=NAME, number=resident_id(0))


def job(kind: ImportKind) -> Job:
    return Job(
        id="job", kind=kind, filename="existing.csv", login=login_of("admin"), offered_at=JUNE
    )


def rows(headings: tuple[str, ...], *serials: int) -> list[RawRow]:
    def cells(serial: int) -> tuple[str, ...]:
        stated = {
            NAME_HEADING: NAME,
            TYPE: "居民身份证",
            NUMBER: resident_id(serial),
            "人员类别": "在职",
            "工作单位": "江门市示范会计有限公司",
            "行政区划代码": COUNTY,
        }
        return tuple(stated.get(heading, "") for heading in headings)

    return [RawRow(serial + 2, cells(serial)) for serial in serials]


def enrolments(*serials: int) -> list[RowTold]:
    return list(
        import_enrolments(job(ImportKind.ENROLMENTS), rows(ENROLMENT_HEADINGS, *serials)).values()
    )


def hr_accounts(*serials: int) -> list[RowTold]:
    return list(
        import_hr_accounts(job(ImportKind.HR_ACCOUNTS), rows(HR_HEADINGS, *serials)).values()
    )


def test_r28_given_one_message_delivered_four_times_at_once_then_each_account_is_there_once(
    contest: Contest,
) -> None:
    outcomes = contest([lambda: (enrolments(*SERIALS), hr_accounts(*SERIALS))] * 4)
    assert len(set(answers(outcomes))) == 1, "every delivery counts the same"
    people = [professionals.find_person_by_identity(digest(serial)) for serial in SERIALS]
    assert len(set(people) - {None}) == len(SERIALS)
    for serial in SERIALS:
        account = accounts.find_account(digest(serial))
        assert account is not None
        assert (account.name, account.login) == (NAME, "")


def test_r1_given_people_who_enrol_while_their_rows_come_then_each_has_one_account(
    contest: Contest,
) -> None:
    own = [
        lambda serial=serial: (enrolled(serial).id, account_opened(serial).digest)
        for serial in SERIALS
    ]
    outcomes = contest([lambda: (enrolments(*SERIALS), hr_accounts(*SERIALS)), *own])
    assert set(refusals(outcomes)) <= {"already_enrolled", "hr_account_exists"}
    for serial in SERIALS:
        person = professionals.find_person_by_identity(digest(serial))
        assert person is not None
        kept = professionals.find_professional(person)
        assert kept is not None
        assert (logins.find_person(kept.login) if kept.login else person) == person
        assert accounts.find_account(digest(serial)) is not None


def test_r1_given_logins_that_prove_the_same_at_once_then_one_has_both_accounts(
    contest: Contest,
) -> None:
    enrolments(0)
    hr_accounts(0)
    claimants = [login_of(f"login {n % 4}") for n in range(8)]
    had = contest([lambda o=o: find_own_person(o, PROVED, at=JUNE) for o in claimants])  # type: ignore[misc]  # a default binds o
    owners = {o for o, outcome in zip(claimants, had, strict=True) if outcome.answer != "None"}
    (owner,) = owners
    assert [o.answer != "None" for o in had] == [o == owner for o in claimants]
    assert logins.find_person(owner) == professionals.find_person_by_identity(digest(0))

    had = contest([lambda o=o: find_own_hr_account(o, PROVED, at=JUNE) for o in claimants])  # type: ignore[misc]  # a default binds o
    account = accounts.find_account(digest(0))
    assert account is not None
    assert [o.answer != "None" for o in had] == [o == account.login for o in claimants]
