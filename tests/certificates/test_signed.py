"""R47, R48: what is rendered is signed by KMS, once a version, and known by its digest."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import msgspec
import pytest

from app import app
from chalicelib.certificates.actions.publish_key import publish_key, revoke_key
from chalicelib.certificates.actions.render_certificate import render_certificate
from chalicelib.certificates.gateways import certificate_bucket, key_bucket
from chalicelib.certificates.rules.certificate import Certificate, FileKind, IssuedFile
from chalicelib.certificates.rules.published_keys import KeyUse, NoSigningKey, find_by_number
from chalicelib.certificates.store import certificates
from chalicelib.identity.gateways import keys
from chalicelib.platform.gateways import files
from local.cloud import Cloud
from tests.certificates.signed_files import signed_by, validated
from tests.certificates.test_signing_keys import made, pem
from tests.faults import Fault, Killed, Network, killer
from tests.http.events import content, event
from tests.journey.world import World
from tests.records.looking import synced
from tests.records.province import JUNE, Completed

pytestmark = pytest.mark.usefixtures("cloud")
AT = JUNE + timedelta(hours=1)
BUCKET = "certificate-bucket"


def rendered(person: str) -> Certificate:
    certificate = render_certificate(person, 2020, at=AT)
    assert certificate is not None
    return certificate


def lying_there(number: str, version: int = 1) -> bytes:
    key = certificate_bucket.certificate_key(number, version)
    content: bytes = files.client().get_object(Bucket=BUCKET, Key=key)["Body"].read()
    return content


def versions_of(number: str) -> int:
    found = files.client().list_object_versions(Bucket=BUCKET, Prefix=f"certificates/{number}/")
    return len(found["Versions"])


@contextmanager
def counted() -> Iterator[list[str]]:
    """The messages that KMS was asked to sign."""
    asked: list[str] = []

    def note(params: dict[str, str], **_: object) -> None:
        asked.append(json.loads(params["body"])["MessageType"])

    events = keys.client().meta.events
    events.register("before-call.kms.Sign", note)
    try:
        yield asked
    finally:
        events.unregister("before-call.kms.Sign", note)


@pytest.mark.ministack
def test_r47_given_an_issued_certificate_then_two_calls_of_kms_sign_it_and_it_is_known(
    li: Completed,
) -> None:
    person = li.professional.id
    synced(person)
    with counted() as asked:
        drawn = rendered(person)
    assert asked == ["RAW", "RAW"]
    content = lying_there(drawn.number)
    (file,) = drawn.files
    assert file == IssuedFile(1, hashlib.sha256(content).hexdigest(), 1, FileKind.CERTIFICATE)
    assert drawn.files_of(1) == drawn.files
    assert drawn.files_of(2) == ()
    key = find_by_number(key_bucket.read_keys().published, file.key)
    assert key is not None
    signed_by(content, key.chain)
    status = validated(content, key.chain)
    assert status.bottom_line
    assert status.signer_reported_dt == AT
    assert certificates.find_certificate(person, 2020) == drawn


def test_r47_given_doubled_events_then_one_version_and_one_digest(li: Completed) -> None:
    person = li.professional.id
    issued = synced(person)
    first = rendered(person)
    certificates.put_certificate(_as_issued(issued, first), first, None)
    again = rendered(person)
    assert again.files == first.files
    assert versions_of(first.number) == 1


def _as_issued(issued: Certificate, drawn: Certificate) -> Certificate:
    """The certificate as if nobody had said yet that it was drawn."""
    return msgspec.structs.replace(issued, revision=drawn.revision + 1)


@pytest.mark.ministack
@pytest.mark.parametrize("landed", [False, True])
def test_r47_given_a_run_that_ends_at_its_write_then_the_file_that_it_put_is_found(
    li: Completed, *, landed: bool
) -> None:
    person = li.professional.id
    issued = synced(person)
    with killer(1, landed=landed).listening() as network, suppress(Killed):
        rendered(person)
    assert network.happened
    content = lying_there(issued.number)
    after = rendered(person)
    assert [file.sha256 for file in after.files] == [hashlib.sha256(content).hexdigest()]
    assert lying_there(issued.number) == content
    assert versions_of(issued.number) == 1


@pytest.mark.parametrize("fault", [Fault.NEVER_LANDED, Fault.ANSWER_LOST, Fault.RETRIED])
def test_r47_given_a_put_whose_answer_is_lost_then_what_is_there_is_taken(
    li: Completed, fault: Fault
) -> None:
    person = li.professional.id
    synced(person)
    network = Network(counted={"PutObject"}, raises=Killed)
    network.fail(fault, 1)
    with network.listening(), suppress(Killed):
        rendered(person)
    after = rendered(person)
    (file,) = after.files
    assert file.sha256 == hashlib.sha256(lying_there(after.number)).hexdigest()
    assert versions_of(after.number) == 1


def test_r47_given_a_run_that_ends_after_signing_then_the_next_one_signs_anew(
    li: Completed,
) -> None:
    person = li.professional.id
    synced(person)
    network = Network(counted={"Sign"}, raises=Killed)
    network.fail(Fault.ANSWER_LOST, 2)
    with network.listening(), suppress(Killed):
        rendered(person)
    assert rendered(person).is_drawn


@pytest.mark.ministack
@pytest.mark.parametrize("kept", [{}, {"says": "0" * 64, "key": "1"}], ids=["unsigned", "restored"])
def test_r47_given_a_file_that_says_something_else_then_it_gives_way(
    li: Completed, kept: dict[str, str]
) -> None:
    """Drawn before files were signed and never recorded; or for a version that a restore has lost."""
    person = li.professional.id
    issued = synced(person)
    place = certificate_bucket.certificate_key(issued.number, 1)
    files.client().put_object(Bucket=BUCKET, Key=place, Body=b"%PDF-", Metadata=kept)
    (file,) = rendered(person).files
    content = lying_there(issued.number)
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert content.startswith(b"%PDF-1.7")
    assert versions_of(issued.number) == 2


def test_r47_given_others_who_write_there_each_time_then_nothing_is_said_of_it(
    li: Completed,
) -> None:
    person = li.professional.id
    issued = synced(person)
    network = Network([files.client()], counted={"PutObject"})
    place = certificate_bucket.certificate_key(issued.number, 1)
    written = iter(range(99))

    def write() -> None:
        body = f"%PDF-{next(written)}".encode()
        bucket.put_object(Bucket=BUCKET, Key=place, Body=body)
        network.meanwhile(1, write)

    bucket = Cloud(None).client("s3")
    network.meanwhile(1, write)
    with network.listening(), pytest.raises(certificate_bucket.NotStored):
        rendered(person)
    assert certificates.find_certificate(person, 2020) == issued


# Keys


@pytest.mark.ministack
def test_r47_given_a_rotation_then_the_new_key_signs_and_what_the_old_one_signed_verifies(
    cloud: Cloud, li: Completed
) -> None:
    person = li.professional.id
    issued = synced(person)
    first = rendered(person)
    old = lying_there(issued.number)
    arn, public_key = made(cloud)
    second = publish_key(KeyUse.CERTIFICATES, arn, pem(public_key), at=AT)
    key_bucket._of_period.cache_clear()  # noqa: SLF001 - some minutes pass
    files.client().delete_object(
        Bucket=BUCKET, Key=certificate_bucket.certificate_key(issued.number, 1)
    )
    certificates.put_certificate(_as_issued(issued, first), first, None)
    (file,) = rendered(person).files
    assert file.key == second.number == 3
    signed_by(lying_there(issued.number), second.chain)
    former = find_by_number(key_bucket.read_keys().published, 1)
    assert former is not None
    assert validated(old, former.chain).bottom_line


def test_r47_given_no_key_that_signs_then_nothing_is_issued_and_it_goes_on_waiting(
    li: Completed,
) -> None:
    person = li.professional.id
    issued = synced(person)
    revoke_key(key_bucket.read_keys().published.keys[0].kid, at=AT)
    with pytest.raises(NoSigningKey):
        rendered(person)
    assert certificates.find_certificate(person, 2020) == issued


# What anybody learns of it


def test_r48_given_a_signed_certificate_then_verifying_names_its_file_and_its_key(
    world: World,
) -> None:
    li = world.professional().enrol()
    li.open_hr_account()
    li.study()
    world.accredit(li.submit())
    world.settle()
    number = li.must("GET", "/v1/me/years/2020")["certificate"]["number"]
    shown = li.must("GET", f"/v1/certificates/{number}?v=1")
    digest = hashlib.sha256(lying_there(number)).hexdigest()
    assert shown["files"] == [{"kind": "certificate", "sha256": digest}]
    keys_shown = content(app(event("GET", "/.well-known/jwks.json"), None))["keys"]
    (key,) = [each for each in keys_shown if each["kid"] == shown["key"]]
    assert (key["number"], key["purpose"]) == (1, "certificates")


def test_r47_given_an_event_that_comes_again_then_the_renderer_takes_the_file_that_is_there(
    world: World,
) -> None:
    li = world.professional().enrol()
    li.open_hr_account()
    li.study()
    world.accredit(li.submit())
    world.settle()
    drawn = certificates.find_certificate(str(li.must("GET", "/v1/me")["id"]), 2020)
    assert drawn is not None
    waiting = msgspec.structs.replace(drawn, drawn=0, files=(), revision=drawn.revision + 1)
    certificates.put_certificate(waiting, drawn, None)
    world.settle()
    after = certificates.find_certificate(drawn.person, 2020)
    assert after is not None
    assert after.files == drawn.files
    assert versions_of(drawn.number) == 1


def test_r48_given_a_certificate_from_before_files_were_signed_then_it_verifies_by_its_number(
    li: Completed,
) -> None:
    person = li.professional.id
    issued = synced(person)
    unsigned = msgspec.structs.replace(issued, drawn=1, revision=issued.revision + 1)
    certificates.put_certificate(unsigned, issued, None)
    shown = content(
        app(event("GET", "/v1/certificates/{number}", path={"number": issued.number}), None)
    )
    assert (shown["state"], shown["files"]) == ("valid", [])
    assert "key" not in shown
