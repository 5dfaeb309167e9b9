"""R30, R32, R33: held until both sides agree, drawn once, downloaded by its holder."""

from datetime import timedelta

import pytest

from chalicelib.certificates.actions.download_certificate import download_certificate
from chalicelib.certificates.actions.match_account import match_account
from chalicelib.certificates.actions.render_certificate import render_certificate
from chalicelib.certificates.gateways import certificate_bucket
from chalicelib.certificates.rules.certificate import CertificateState
from chalicelib.certificates.store import certificates
from chalicelib.corrections.actions.correct_hr_account import correct_hr_account
from chalicelib.people.rules.held import HoldReason
from chalicelib.people.store import accounts
from chalicelib.platform.gateways import files
from tests.records.looking import account_mark, certificate_mark, standing_mark, synced
from tests.records.province import (
    JUNE,
    NAME,
    Completed,
    account_opened,
    completed,
    correction,
    refused,
)

pytestmark = [pytest.mark.ministack, pytest.mark.usefixtures("cloud")]
LATER = JUNE + timedelta(days=1)


def test_r30_given_no_account_then_held_and_the_account_s_match_issues_it() -> None:
    person = completed().professional.id
    held = synced(person)
    assert held.held_because is not None
    assert (held.state, held.held_because.code) == (CertificateState.HELD, HoldReason.NO_HR_ACCOUNT)
    assert certificate_mark(person) is None, "a state is no debt"
    assert standing_mark(person) is None
    account = account_opened(at=LATER)
    assert (account_mark(account) or "").startswith("MATCH#")
    match_account(account.digest, at=LATER)
    assert synced(person).state is CertificateState.ISSUED
    assert account_mark(account) is None


def test_r30_given_an_account_corrected_while_matched_then_its_newer_mark_stays() -> None:
    first = account_opened(name="李岩")
    corrected = correct_hr_account(correction(NAME), login=first.login, at=LATER)
    accounts.acknowledge_account(first)
    assert (account_mark(corrected) or "").startswith("MATCH#")
    match_account(corrected.digest, at=LATER)
    assert account_mark(corrected) is None
    match_account("0" * 40, at=LATER)


def test_r30_given_an_account_that_moves_to_the_right_document_then_issued() -> None:
    other = account_opened(1)
    person = completed(0).professional.id
    assert synced(person).state is CertificateState.HELD
    moved_to = correct_hr_account(correction(serial=0), login=other.login, at=LATER)
    match_account(moved_to.digest, at=LATER)
    assert synced(person).state is CertificateState.ISSUED


def test_r30_given_names_that_come_apart_after_issue_then_it_stays_issued(li: Completed) -> None:
    person = li.professional.id
    synced(person)
    account = correct_hr_account(correction("李岩"), login=li.professional.login, at=LATER)
    match_account(account.digest, at=LATER)
    assert synced(person).state is CertificateState.ISSUED


def test_r32_given_an_issued_certificate_then_drawn_once_and_again_is_the_same(
    li: Completed,
) -> None:
    person = li.professional.id
    issued = synced(person)
    with refused("certificate_not_ready"):
        download_certificate(person, 2020)
    render_certificate(person, 2020, at=LATER)
    drawn = certificates.find_certificate(person, 2020)
    assert drawn is not None
    assert (drawn.drawn, drawn.revision) == (1, issued.revision + 1)
    assert certificate_mark(person) is None, "nobody has asked for a credential (R49)"
    render_certificate(person, 2020, at=LATER)
    assert certificates.find_certificate(person, 2020) == drawn
    (version,) = files.client().list_object_versions(
        Bucket="certificate-bucket", Prefix="certificates/"
    )["Versions"]
    assert version["Key"] == certificate_bucket.certificate_key(issued.number, 1)
    signed = download_certificate(person, 2020)
    assert version["Key"] in signed.url
    assert "X-Amz-Signature=" in signed.url


def test_r32_given_a_render_mark_of_what_is_drawn_already_then_it_is_cleared(li: Completed) -> None:
    person = li.professional.id
    issued = synced(person)
    render_certificate(person, 2020, at=LATER)
    drawn = certificates.find_certificate(person, 2020)
    certificates.acknowledge_certificate(issued)
    assert certificates.find_certificate(person, 2020) == drawn
    render_certificate("abcdefghijklmnop", 2020, at=LATER)


@pytest.mark.parametrize("year", [2019, 2021])
def test_r33_given_a_year_without_certificate_then_the_download_says_what_is_missing(
    li: Completed, year: int
) -> None:
    with refused("certificate_not_ready") as refusal:
        download_certificate(li.professional.id, year)
    assert "尚未完成" in str(refusal.value.facts["why"])
