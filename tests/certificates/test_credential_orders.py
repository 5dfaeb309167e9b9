"""R49: credentials whatever becomes of the orders: doubled, late, killed half-way, met by a revocation."""

import json
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.certificates.actions.issue_credential import CredentialOutcome, issue_credential
from chalicelib.certificates.actions.publish_key import publish_key, revoke_key
from chalicelib.certificates.actions.revoke_credentials import renew_list
from chalicelib.certificates.actions.sync_year import sync_year
from chalicelib.certificates.gateways.key_bucket import _of_period, read_keys
from chalicelib.certificates.rules.certificate import CertificateState
from chalicelib.certificates.rules.published_keys import KeyUse, signing_key
from chalicelib.certificates.rules.status_list import index_of
from chalicelib.certificates.store import certificates, credentials, status_lists
from chalicelib.events import queues
from chalicelib.law.actions.ask_law import get_law
from local.cloud import Cloud
from local.context import Context
from tests.certificates.credentials import claims_of, read_part, require_signed
from tests.certificates.wallets import drawn, places, require_told, wished
from tests.faults import EVERY_CALL, Fault, Killed, Network, broken, killer
from tests.records.looking import LATER, accredited_again, revoked
from tests.records.province import Completed, account_opened, completed

AT = LATER + timedelta(minutes=1)


def issued(person: str) -> CredentialOutcome:
    return issue_credential(person, 2020, at=AT)


def test_r49_given_orders_that_come_twice_and_early_then_a_version_has_one_credential(
    li: Completed,
) -> None:
    person = li.professional.id
    assert issued(person) is CredentialOutcome.NOTHING, "of nothing"
    wished(person)
    assert [issued(person) for _time in range(2)] == ["issued", "nothing"]
    require_told(person)
    assert len(places(person)) == 1
    revoked(li.record)
    assert issued(person) is CredentialOutcome.NOTHING, "before the certificate was"
    sync_year(person, 2020, at=AT)
    assert [issued(person) for _time in range(2)] == ["revoked", "nothing"]
    require_told(person)


def test_r49_given_a_wish_for_what_was_revoked_meanwhile_then_the_next_version_has_a_credential(
    li: Completed,
) -> None:
    person = li.professional.id
    wished(person)
    revoked(li.record)
    sync_year(person, 2020, at=AT)
    assert [issued(person) for _time in range(2)] == ["nothing", "nothing"]
    require_told(person)
    accredited_again(person)
    drawn(person)
    assert issued(person) is CredentialOutcome.ISSUED
    require_told(person)


@pytest.mark.parametrize("landed", [False, True])
@pytest.mark.parametrize("place", [1, 2, 3, 4])
def test_r49_given_a_run_killed_at_each_write_then_the_next_one_ends_it(
    li: Completed, place: int, *, landed: bool
) -> None:
    person = li.professional.id
    wished(person)
    with killer(place, landed=landed).listening(), pytest.raises(Killed):
        issued(person)
    assert issued(person) in {CredentialOutcome.ISSUED, CredentialOutcome.NOTHING}
    require_told(person)
    assert len(places(person)) == 1


@pytest.mark.parametrize("landed", [False, True])
@pytest.mark.parametrize("place", [1, 2])
def test_r49_given_a_revocation_killed_at_each_write_then_the_next_one_ends_it(
    li: Completed, place: int, *, landed: bool
) -> None:
    person = li.professional.id
    wished(person)
    issued(person)
    revoked(li.record)
    sync_year(person, 2020, at=AT)
    with killer(place, landed=landed).listening(), pytest.raises(Killed):
        issued(person)
    issued(person)
    require_told(person)
    assert list(places(person).values()) == [True]


@pytest.mark.parametrize("nth", range(1, 9))
def test_r49_given_a_revocation_before_each_call_of_an_issue_then_nothing_good_is_left(
    li: Completed, nth: int
) -> None:
    person = li.professional.id
    wished(person)

    def revoke() -> None:
        revoked(li.record)
        after = sync_year(person, 2020, at=AT)
        assert after is not None
        assert after.state is CertificateState.REVOKED
        issued(person)

    network = Network(counted=EVERY_CALL)
    network.meanwhile(nth, revoke)
    with network.listening():
        issued(person)
    if not network.heal():
        revoke()
    issued(person)
    require_told(person)
    assert all(places(person).values())


def test_r49_given_a_revoked_key_then_the_credential_is_signed_by_another_in_the_same_place(
    cloud: Cloud, li: Completed
) -> None:
    person = li.professional.id
    wished(person)
    issued(person)
    (place,) = places(person)
    before = signing_key(read_keys().published, KeyUse.CREDENTIALS)
    made = cloud.client("kms").create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")
    publish_key(KeyUse.CREDENTIALS, made["KeyMetadata"]["Arn"], None, at=AT)
    _of_period.cache_clear()
    assert issued(person) is CredentialOutcome.NOTHING, "what an old key signed stays good"
    revoke_key(before.kid, at=AT)
    _of_period.cache_clear()
    assert [issued(person) for _time in range(2)] == ["issued", "nothing"]
    assert list(places(person)) == [place]
    certificate = certificates.find_certificate(person, 2020)
    assert certificate is not None
    assert certificate.credential is not None
    kept = credentials.find_credential(person, 2020, 1)
    of_list = status_lists.find_list(certificate.credential.list)
    assert kept is not None
    assert of_list is not None
    for token in (kept.token, of_list.token):
        assert not read_part(token.split(".")[0])["kid"].endswith(before.kid)
    require_told(person)


@pytest.mark.ministack
def test_r49_given_thousands_revoked_then_the_list_is_signed_all_the_same(li: Completed) -> None:
    """What KMS takes no more as a whole it signs by its digest, which both emulators must do right."""
    person = li.professional.id
    wished(person)
    issued(person)
    ((place, _),) = places(person).items()
    name = place.rpartition("/")[2].partition("#")[0]
    begun = status_lists.find_list(name)
    assert begun is not None
    many = [index_of(number, begun.secret) for number in range(2000)]
    kept = renew_list(name, many, at=AT)
    require_signed(kept.token)
    assert len(kept.token) > 4096
    assert claims_of(kept.token)["credentialSubject"]["encodedList"] == kept.encoded
    assert renew_list(name, many[:9], at=AT) == kept, "what says nothing new is not signed anew"


def test_r49_given_one_certificate_then_its_credential_takes_as_few_calls_as_it_needs(
    li: Completed,
) -> None:
    """Certificate, place, list, snapshot, signature, and both written at once: six; a list is begun by two.

    The first one is looked up among the wishes as well, and its wish's mark is cleared.
    """
    person = li.professional.id
    wished(person)
    get_law(2020, at=AT)
    with Network(counted=EVERY_CALL).listening() as network:
        issued(person)
        assert network.calls == 6 + 2 + 2
        revoked(li.record)
        sync_year(person, 2020, at=AT)
        network.calls = 0
        issued(person)
        assert network.calls == 5


@pytest.mark.parametrize("is_kms_down", [False, True])
def test_r49_given_several_orders_at_once_then_each_list_is_signed_once(
    cloud: Cloud, *, is_kms_down: bool
) -> None:
    assert cloud
    people = [ended(serial) for serial in range(3)]
    lists = {place.partition("#")[0] for person in people for place in places(person)}
    network = Network(counted={"Sign"}, raises=broken)
    if is_kms_down:
        network.fail(Fault.NEVER_LANDED, 1)
    with network.listening():
        assert failed(*map(order_of, [*people, "nobody"])) == []
    # What failed for all together each tries for itself.
    most = 1 + len(people) if is_kms_down else len(lists)
    assert len(lists) <= network.calls <= most
    for person in people:
        require_told(person)


def ended(serial: int) -> str:
    """A person whose certificate was revoked, and whose credential not yet."""
    account_opened(serial)
    of_year = completed(serial)
    person = of_year.professional.id
    wished(person)
    issued(person)
    revoked(of_year.record)
    sync_year(person, 2020, at=AT)
    return person


def order_of(person: str) -> str:
    return json.dumps({"credential": person, "year": 2020, "at": AT.isoformat()})


def failed(*bodies: str) -> list[str]:
    """Bring messages to the worker in one batch; which it failed at."""
    records = [{"messageId": str(number), "body": body} for number, body in enumerate(bodies)]
    handler: Any = queues.issue_credentials
    answer = handler({"Records": records}, Context("issue_credentials"))
    return [each["itemIdentifier"] for each in answer["batchItemFailures"]]


def test_r49_given_a_message_that_is_no_order_then_the_others_are_done_all_the_same(
    li: Completed,
) -> None:
    wished(li.professional.id)
    assert failed("{}", "no JSON", order_of(li.professional.id)) == ["0", "1"]
    require_told(li.professional.id)
