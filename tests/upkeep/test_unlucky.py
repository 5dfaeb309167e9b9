"""What only an unlucky run meets: a step that was done before, an event that comes twice.

These calls are rare, so each has a test of its own: a policy that lacks one would show it first on
such a day.
"""

import pytest

from chalicelib.certificates.rules.certificate import Certificate
from chalicelib.certificates.rules.certificate_number import number_of
from chalicelib.certificates.store import certificates
from chalicelib.events import streams
from chalicelib.identity.gateways import keys
from local.context import Context
from tests.journey.world import JUNE, LI, World

OTHER = {"type": "resident_id", "number": "440704195801242981"}
YEAR = 2020


def complete(world: World) -> str:
    """Let a person complete the year; nothing has happened by itself yet."""
    li = world.professional().enrol()
    li.study()
    assert world.accredit(li.submit()).status == 200
    return str(li.get("/v1/me").body["id"])


def state(world: World) -> str:
    return str(world.professional().get(f"/v1/me/years/{YEAR}").body["certificate"]["state"])


def test_r1_given_an_identity_that_has_enrolled_then_another_login_is_told_so(world: World) -> None:
    world.professional().enrol()
    profile = {"name": "李䶮", "document": LI, "territory": "440703", "employment": "unemployed"}
    refused = world.professional("other").post("/v1/me", profile)
    assert (refused.status, refused.code) == (409, "already_enrolled")


def test_r6_given_a_corrected_document_then_the_former_one_is_free_again(world: World) -> None:
    world.professional().enrol().must("PATCH", "/v1/me", {"document": OTHER})
    world.professional("wang").enrol(document=LI)
    refused = world.professional("li2").post(
        "/v1/me",
        {"name": "李䶮", "document": OTHER, "territory": "440703", "employment": "unemployed"},
    )
    assert refused.code == "already_enrolled"


def test_r15_given_a_file_that_was_announced_but_never_posted_then_submitting_says_so(
    world: World,
) -> None:
    li = world.professional().enrol()
    announced = {
        "filename": "证明.pdf",
        "content_type": "application/pdf",
        "size": 10,
        "sha256": "0" * 64,
    }
    upload = li.must("POST", "/v1/me/uploads", announced)["id"]
    sent = li.application(evidence=[upload], submit=True)
    refused = li.post(f"/v1/me/years/{YEAR}/records", sent)
    assert (refused.status, refused.code) == (422, "evidence_invalid")


@pytest.mark.parametrize("account", ["before", "after"])
def test_r31_given_a_run_that_stopped_after_reserving_the_number_then_the_next_goes_on(
    world: World, account: str
) -> None:
    if account == "before":
        world.professional().open_hr_account()
    person = complete(world)
    number = number_of(keys.certificate_digest(person, YEAR))
    certificates.reserve_number(Certificate(person=person, year=YEAR, number=number, since=JUNE))
    world.settle()
    if account == "after":
        assert state(world) == "held"
        world.professional().open_hr_account()
        world.settle()
    assert state(world) == "issued"
    assert certificates.find_by_number(number) == certificates.find_certificate(person, YEAR)


def test_r32_given_an_event_that_comes_again_after_the_certificate_was_drawn_then_nothing_changes(
    world: World,
) -> None:
    world.professional().open_hr_account()
    person = complete(world)
    world.settle()
    drawn = certificates.find_certificate(person, YEAR)
    image = {
        "pk": {"S": f"P#{person}"},
        "sk": {"S": f"C#{YEAR}"},
        "waits_for": {"S": "RENDER#00"},
        "correlation": {"S": "request-1"},
    }
    change = {
        "NewImage": image,
        "SequenceNumber": "1",
        "ApproximateCreationDateTime": JUNE.timestamp(),
    }
    event = {"Records": [{"eventName": "MODIFY", "dynamodb": change}]}
    answer = streams.render_certificate(event, Context("render_certificate"))
    assert answer == {"batchItemFailures": []}
    assert certificates.find_certificate(person, YEAR) == drawn
