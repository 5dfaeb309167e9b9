"""R1, R6, R30: who enrols, who changes what, on either side."""

from datetime import timedelta

import pytest

from chalicelib.certificates.actions.match_account import match_profile
from chalicelib.certificates.actions.sync_year import sync_year
from chalicelib.corrections.actions.change_profile import ProfileChange, change_profile
from chalicelib.corrections.actions.correct_hr_account import correct_hr_account
from chalicelib.identity.gateways import keys
from chalicelib.identity.rules.proof import Claims
from chalicelib.people.actions.enrol import enrol
from chalicelib.people.actions.open_hr_account import open_enrolled_account, open_hr_account
from chalicelib.people.store import accounts, logins, professionals
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.store.tables import RegistryItem
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
    refused,
    resident_id,
    situation,
)

pytestmark = [pytest.mark.ministack, pytest.mark.usefixtures("cloud")]
LATER = JUNE + timedelta(hours=1)


def marks(owner: str) -> str | None:
    return RegistryItem.get(f"P#{owner}", "PROFILE", consistent_read=True).waits_for


def test_r1_given_an_enrolment_then_identity_and_login_both_find_the_person() -> None:
    li = enrolled()
    assert professionals.find_person_by_identity(digest(0)) == li.id
    assert logins.find_person(li.login) == li.id
    assert professionals.find_professional(li.id) == li


@pytest.mark.parametrize(("serial", "login"), [(0, "another"), (1, "login 0"), (0, "login 0")])
def test_r1_given_an_identity_or_a_login_that_enrolled_then_a_second_is_refused(
    serial: int, login: str
) -> None:
    first = enrolled(0)
    with refused("already_enrolled"):
        enrol(person(serial), situation(), login=login_of(login), at=LATER, cause=fresh_cause())
    assert professionals.find_professional(first.id) == first
    assert professionals.find_person_by_identity(digest(0)) == first.id
    assert professionals.find_person_by_identity(digest(1)) is None


def test_r1_given_the_same_request_again_then_the_same_account_and_another_body_is_refused() -> (
    None
):
    cause, login = fresh_cause(), login_of("li")
    first = enrol(person(), situation(), login=login, at=JUNE, cause=cause)
    assert enrol(person(), situation(), login=login, at=LATER, cause=cause) == first
    other = Cause(cause.token, "other")
    with refused("idempotency_key_reused"):
        enrol(person(1), situation(), login=login, at=LATER, cause=other)


@pytest.mark.parametrize("claims", [Claims(name="李岩"), Claims(number=resident_id(9))])
def test_r1_given_claims_that_contradict_then_neither_side_takes_the_person(claims: Claims) -> None:
    for act in (
        lambda: enrol(person(claims=claims), situation(), login="l", at=JUNE, cause=fresh_cause()),
        lambda: open_hr_account(person(claims=claims), login="l", at=JUNE, cause=fresh_cause()),
    ):
        with refused("identity_not_proved"):
            act()
    assert professionals.find_person_by_identity(digest(0)) is None
    assert accounts.find_account(digest(0)) is None


def test_r7_given_an_enrolment_then_the_number_is_sealed_and_only_its_owner_s_key_opens_it() -> (
    None
):
    li = enrolled()
    item = RegistryItem.get(f"P#{li.id}", "PROFILE")
    assert resident_id(0) not in str(item.body)
    assert keys.unseal(li.id, li.sealed_number) == resident_id(0)


def test_r6_given_a_new_territory_then_the_rest_stays_and_so_does_what_is_owed() -> None:
    li = enrolled()
    changed = change_profile(
        li.id, None, ProfileChange(territory="440704"), at=LATER, cause=fresh_cause()
    )
    assert (changed.territory, changed.employer, changed.sealed_mobile) == (
        "440704",
        li.employer,
        li.sealed_mobile,
    )
    assert professionals.find_professional(li.id) == changed
    assert changed.version > li.version
    assert (marks(li.id) or "").startswith("CLAIM#"), "an enrolment owes it until it was claimed"


def test_r6_given_members_that_are_cleared_then_only_they_are() -> None:
    li = enrolled()
    changed = change_profile(
        li.id,
        None,
        ProfileChange(employer="", mobile="", worked_since=None),
        at=LATER,
        cause=fresh_cause(),
    )
    assert (changed.employer, changed.sealed_mobile, changed.worked_since) == ("", None, None)
    assert changed.territory == li.territory


def test_r30_given_a_corrected_name_then_the_hr_side_is_to_be_asked_until_it_was() -> None:
    li = enrolled(name="李岩")
    corrected = change_profile(
        li.id, correction(NAME), ProfileChange(), at=LATER, cause=fresh_cause()
    )
    assert (corrected.name, corrected.document_digest) == (NAME, li.document_digest)
    assert (marks(li.id) or "").startswith("MATCH#")
    moved = change_profile(
        li.id, None, ProfileChange(territory="440704"), at=LATER, cause=fresh_cause()
    )
    assert (marks(li.id) or "").startswith("MATCH#"), "a later change must not forget it"
    match_profile(li.id, corrected.version, at=LATER)
    assert (marks(li.id) or "").startswith("MATCH#"), "an older version must not clear it"
    match_profile(li.id, moved.version, at=LATER)
    assert marks(li.id) is None
    assert professionals.find_professional(li.id) == moved


def test_r6_given_a_corrected_document_then_its_lock_moves_and_the_old_one_is_free() -> None:
    li = enrolled(0)
    corrected = change_profile(
        li.id, correction(serial=1), ProfileChange(), at=LATER, cause=fresh_cause()
    )
    assert corrected.name == li.name
    assert professionals.find_person_by_identity(digest(0)) is None
    assert professionals.find_person_by_identity(digest(1)) == li.id
    assert keys.unseal(li.id, corrected.sealed_number) == resident_id(1)
    assert corrected.masked_number == f"440703********{resident_id(1)[-4:]}"
    login = login_of("another")
    other = enrol(person(0), situation(), login=login, at=LATER, cause=fresh_cause())
    assert professionals.find_person_by_identity(digest(0)) == other.id


def test_r1_given_another_s_document_then_the_correction_is_refused_and_nothing_changes() -> None:
    li, wang = enrolled(0), enrolled(1)
    with refused("already_enrolled"):
        change_profile(
            li.id,
            correction(serial=1),
            ProfileChange(territory="440704"),
            at=LATER,
            cause=fresh_cause(),
        )
    assert professionals.find_professional(li.id) == li
    assert professionals.find_person_by_identity(digest(1)) == wang.id


def test_r6_given_an_issued_certificate_then_name_and_document_are_fixed_but_not_the_rest() -> None:
    account_opened()
    li = completed().professional
    sync_year(li.id, 2020, at=JUNE)
    for wanted in (correction("李岩"), correction(serial=1)):
        with refused("certificate_rests_on_identity"):
            change_profile(li.id, wanted, ProfileChange(), at=LATER, cause=fresh_cause())
    without = change_profile(li.id, None, ProfileChange(mobile=""), at=LATER, cause=fresh_cause())
    assert without.masked_mobile == ""


def test_given_nobody_of_that_id_then_there_is_nothing_to_change() -> None:
    with refused("not_enrolled"):
        change_profile("abcdefghijklmnop", None, ProfileChange(), at=JUNE, cause=fresh_cause())


def test_r30_given_an_hr_account_then_document_and_login_find_it() -> None:
    account = account_opened()
    assert accounts.find_account(digest(0)) == account
    assert accounts.find_account_of_login(account.login) == account


@pytest.mark.parametrize(("serial", "login"), [(0, "another"), (1, "login 0"), (0, "login 0")])
def test_r30_given_an_account_of_the_document_or_login_then_a_second_is_refused(
    serial: int, login: str
) -> None:
    first = account_opened(0)
    with refused("hr_account_exists"):
        open_hr_account(person(serial), login=login_of(login), at=LATER, cause=fresh_cause())
    assert accounts.find_account(digest(0)) == first
    assert accounts.find_account(digest(1)) is None


def test_given_the_same_opening_again_then_the_same_account_and_another_body_is_refused() -> None:
    cause, login = fresh_cause(), login_of("li")
    first = open_hr_account(person(), login=login, at=JUNE, cause=cause)
    assert open_hr_account(person(), login=login, at=LATER, cause=cause) == first
    with refused("idempotency_key_reused"):
        open_hr_account(person(), login=login, at=LATER, cause=Cause(cause.token, "other"))


def test_r30_given_an_enrolment_then_the_other_side_is_opened_as_it_is_and_nothing_is_asked_twice() -> (
    None
):
    li, cause = enrolled(0), fresh_cause()
    nobody, other = Claims(), Claims(name="他人", number=None)
    account = open_enrolled_account(nobody, login=li.login, at=LATER, cause=cause)
    assert (account.digest, account.name) == (digest(0), li.name)
    assert accounts.find_account(digest(0)) == account
    assert open_enrolled_account(nobody, login=li.login, at=LATER, cause=cause) == account
    with refused("hr_account_exists"):
        open_enrolled_account(nobody, login=li.login, at=LATER, cause=fresh_cause())
    with refused("identity_not_proved"):
        open_enrolled_account(other, login=li.login, at=LATER, cause=fresh_cause())
    with refused("field_missing"):
        open_enrolled_account(nobody, login=login_of("x"), at=LATER, cause=fresh_cause())


def test_r30_given_a_corrected_document_then_the_account_moves_with_its_login() -> None:
    first = account_opened(0)
    moved = correct_hr_account(correction(serial=1), login=first.login, at=LATER)
    assert (moved.name, moved.digest) == (first.name, digest(1))
    assert moved.version > first.version
    assert accounts.find_account(digest(0)) is None
    assert accounts.find_account_of_login(first.login) == moved


def test_r30_given_another_s_document_then_the_account_s_correction_is_refused() -> None:
    first, other = account_opened(0), account_opened(1)
    with refused("hr_account_exists"):
        correct_hr_account(correction(serial=1), login=first.login, at=LATER)
    assert accounts.find_account_of_login(first.login) == first
    assert accounts.find_account(digest(1)) == other


def test_r1_given_claims_then_a_corrected_name_alone_must_agree_with_them() -> None:
    first = account_opened()
    wanted = correction("李岩")
    claimed = type(wanted)(wanted.name, wanted.document, Claims(name=NAME), allow_unproved=True)
    with refused("identity_not_proved"):
        correct_hr_account(claimed, login=first.login, at=LATER)
    assert accounts.find_account_of_login(first.login) == first


@pytest.mark.parametrize("name", ["", " ", "李1"])
def test_r3_given_no_name_then_neither_side_is_corrected(name: str) -> None:
    li, account = enrolled(), account_opened()
    with refused("name_invalid"):
        change_profile(li.id, correction(name), ProfileChange(), at=LATER, cause=fresh_cause())
    with refused("name_invalid"):
        correct_hr_account(correction(name), login=account.login, at=LATER)


def test_given_no_account_then_there_is_none_to_correct() -> None:
    with refused("hr_account_missing"):
        correct_hr_account(correction("李岩"), login="nobody", at=JUNE)
