"""R29 to R31: the sync looks at the truth of now, never at an older one, and owes until it is done."""

from datetime import timedelta

import msgspec
import pytest

from chalicelib.certificates.actions.download_certificate import download_certificate
from chalicelib.certificates.actions.sync_year import StaleRead, sync_year
from chalicelib.certificates.rules.certificate import Basis, CertificateState
from chalicelib.certificates.store import certificates
from chalicelib.corrections.actions.change_profile import ProfileChange, change_profile
from chalicelib.platform.store.tables import Conflict, HrItem, RegistryItem
from chalicelib.records.store import years
from tests.records.looking import accredited_again, certificate_mark, revoked, standing_mark, synced
from tests.records.province import (
    JUNE,
    Completed,
    account_opened,
    application,
    completed,
    decided,
    digest,
    enrolled,
    fresh_cause,
    refused,
    registered,
    uploaded,
)

pytestmark = [pytest.mark.ministack, pytest.mark.usefixtures("cloud")]
LATER = JUNE + timedelta(days=1)


def test_r29_given_a_complete_year_then_it_owes_its_sync_until_it_was_done(li: Completed) -> None:
    person = li.professional.id
    assert (standing_mark(person) or "").startswith("SYNC#")
    issued = synced(person)
    assert (issued.state, issued.version) == (CertificateState.ISSUED, 1)
    assert standing_mark(person) is None
    assert (certificate_mark(person) or "").startswith("RENDER#")


def test_r29_given_an_incomplete_year_then_nothing_is_certified() -> None:
    person = enrolled().id
    assert sync_year(person, 2020, at=LATER) is None
    accredited_again(person)
    assert sync_year(person, 2020, at=LATER) is not None
    assert certificates.find_certificate(person, 2020) is None
    assert sync_year("abcdefghijklmnop", 2020, at=LATER) is None


def test_r31_given_the_same_truth_again_then_nothing_is_written(li: Completed) -> None:
    person = li.professional.id
    first = synced(person)
    assert synced(person) == first


def test_r31_given_added_credits_then_the_basis_moves_and_the_version_stays(li: Completed) -> None:
    person = li.professional.id
    first = synced(person)
    accredited_again(person)
    assert (standing_mark(person) or "").startswith("SYNC#")
    second = synced(person)
    assert (second.version, second.counted) == (first.version, first.counted)
    assert second.revision == first.revision + 1
    assert second.basis.standing > first.basis.standing
    assert (certificate_mark(person) or "").startswith("RENDER#"), "its PDF is still owed"
    assert standing_mark(person) is None


def test_r31_given_a_year_that_changes_while_it_is_acknowledged_then_the_newer_mark_stays(
    li: Completed,
) -> None:
    person = li.professional.id
    person_year = years.find_year(person, 2020)
    assert person_year is not None
    accredited_again(person)
    years.acknowledge_standing(person, 2020, person_year.standing.version)
    assert (standing_mark(person) or "").startswith("SYNC#")


def test_r29_given_a_sync_that_is_owed_then_no_later_write_forgets_it(li: Completed) -> None:
    """A year that lost its completeness before HR heard of it still has to be told."""
    person = li.professional.id
    synced(person)
    revoked(li.record)
    since = RegistryItem.get(f"P#{person}", "Y#2020").since
    what = application((uploaded(person),), form="conference", reference="3", facts={"days": 1})
    decided(registered(person, what, submit=True))
    assert (standing_mark(person) or "").startswith("SYNC#")
    assert RegistryItem.get(f"P#{person}", "Y#2020").since == since, "it waits since it was owed"
    assert synced(person).state is CertificateState.REVOKED


def test_r31_given_a_revocation_then_revoked_and_a_new_version_once_complete_again(
    li: Completed,
) -> None:
    person = li.professional.id
    first = synced(person)
    revoked(li.record)
    fallen = synced(person)
    assert (fallen.state, fallen.version, fallen.number) == (
        CertificateState.REVOKED,
        1,
        first.number,
    )
    with refused("certificate_not_ready"):
        download_certificate(person, 2020)
    accredited_again(person)
    again = synced(person)
    assert (again.state, again.version, again.number) == (CertificateState.ISSUED, 2, first.number)
    assert [certificates.find_snapshot(person, 2020, version) is None for version in (1, 2, 3)] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize("member", ["profile", "standing", "account"])
def test_r31_given_anything_read_older_than_hr_has_seen_then_refused_and_nothing_written(
    li: Completed, member: str
) -> None:
    """As after a restore of the registry from a backup."""
    person = li.professional.id
    issued = synced(person)
    newer = msgspec.structs.replace(issued.basis, **{member: getattr(issued.basis, member) + 1})
    ahead = msgspec.structs.replace(issued, basis=newer, revision=issued.revision + 1)
    certificates.put_certificate(ahead, issued, None)
    with pytest.raises(StaleRead):
        sync_year(person, 2020, at=LATER)
    assert certificates.find_certificate(person, 2020) == ahead


def test_r31_given_a_decision_meanwhile_then_the_slower_write_fails(li: Completed) -> None:
    person = li.professional.id
    issued = synced(person)
    slower = msgspec.structs.replace(issued, revision=issued.revision + 1, employer="其他")
    quicker = msgspec.structs.replace(slower, basis=Basis(9, 9, 9))
    certificates.put_certificate(quicker, issued, None)
    with pytest.raises(Conflict):
        certificates.put_certificate(slower, issued, None)
    with pytest.raises(Conflict):
        certificates.put_certificate(slower, None, None)


def test_r31_given_a_number_then_it_names_one_certificate_and_is_never_given_to_another(
    li: Completed,
) -> None:
    person = li.professional.id
    issued = synced(person)
    certificates.reserve_number(issued)
    assert certificates.find_by_number(issued.number) == issued
    with pytest.raises(Conflict):
        certificates.reserve_number(msgspec.structs.replace(issued, person="another"))
    assert certificates.find_by_number(issued.number) == issued


def test_r31_given_an_account_that_moves_away_then_a_revocation_still_reaches_hr() -> None:
    """Another login's account had the document; gone, it must not look like something stale."""
    account = account_opened(0)
    other = msgspec.structs.replace(account, login="another-login", version=account.version)
    li = completed(0)
    HrItem(
        pk=f"ID#{account.digest}",
        sk="ACCOUNT",
        version=other.version,
        body=msgspec.to_builtins(other),
    ).save()
    assert synced(li.professional.id).state is CertificateState.ISSUED
    HrItem(pk=f"ID#{account.digest}", sk="ACCOUNT").delete()
    HrItem(pk=f"LOGIN#{account.login}", sk="LOCK").delete()
    revoked(li.record)
    assert synced(li.professional.id).state is CertificateState.REVOKED


def test_r6_given_an_issued_certificate_then_a_new_employer_shows_at_the_next_sync(
    li: Completed,
) -> None:
    person = li.professional.id
    first = synced(person)
    change_profile(person, None, ProfileChange(employer="新单位"), at=LATER, cause=fresh_cause())
    second = synced(person)
    assert (second.employer, second.version) == ("新单位", first.version)
    assert second.number == first.number
    assert second.document_digest == digest(0)
