"""R33, R48: a variant of a certificate for a purpose is signed, known by its own digest, bounded in number."""

import hashlib
from contextlib import suppress
from datetime import date, timedelta
from io import BytesIO
from itertools import product
from typing import Any

import pytest
from pypdf import PdfReader

from chalicelib.certificates.actions.render_annotation import render_annotation
from chalicelib.certificates.actions.sync_year import sync_year
from chalicelib.certificates.gateways import certificate_bucket, key_bucket
from chalicelib.certificates.rules.annotation import (
    LONGEST,
    MOST_OF_A_VERSION,
    require_purpose,
    require_room,
)
from chalicelib.certificates.store import annotations
from chalicelib.platform.gateways import files
from chalicelib.platform.store.tables import HrItem
from tests.certificates.signed_files import validated
from tests.faults import Fault, Killed, Network, every_client
from tests.journey.world import Answer, Client, Professional, World
from tests.records.province import refused

PATH = "/v1/me/years/2020/certificate/download"
PURPOSE = "申报高级会计师职称"
TODAY = date(2020, 6, 1)


@pytest.fixture
def li(world: World) -> Professional:
    """The holder of a certificate of 2020."""
    one = world.professional().enrol()
    one.open_hr_account()
    one.study()
    world.accredit(one.submit())
    world.settle()
    return one


def asked(one: Professional, purpose: str = PURPOSE, until: str = "2020-12-31") -> Answer:
    return one.post(PATH, {"purpose": purpose, "valid_until": until})


def lying_there(number: str, slot: int) -> bytes:
    place = certificate_bucket.annotated_key(number, 1, slot)
    found = files.client().get_object(Bucket="certificate-bucket", Key=place)
    content: bytes = found["Body"].read()
    return content


def issued(one: Professional) -> tuple[str, list[dict[str, Any]]]:
    """The number of the certificate, and the files that verifying it names."""
    number = str(one.must("GET", "/v1/me/years/2020")["certificate"]["number"])
    found = Client(one.world, "anybody").must("GET", f"/v1/certificates/{number}?v=1")
    return number, found["files"]


@pytest.mark.ministack
def test_r48_given_a_purpose_then_a_signed_variant_says_it_and_is_known_by_its_digest(
    world: World, li: Professional
) -> None:
    first = asked(li)
    assert (first.status, first.body["code"]) == (409, "annotation_in_preparation")
    assert asked(li).body["code"] == "annotation_in_preparation", "asked again, ordered once"
    world.settle()
    ready = asked(li)
    assert ready.status == 200
    assert "v1-0.pdf" in ready.body["url"]
    number, known = issued(li)
    content = lying_there(number, 0)
    assert [each["kind"] for each in known] == ["certificate", "annotated"]
    assert known[1]["sha256"] == hashlib.sha256(content).hexdigest() != known[0]["sha256"]
    assert validated(content, key_bucket.read_keys().published.keys[0].chain).bottom_line
    text = PdfReader(BytesIO(content)).pages[0].extract_text()
    for said in (f"仅供{PURPOSE}使用，至2020年12月31日有效", "李䶮", number, "用人单位盖章"):
        assert said in text
    assert asked(li, until="2021-01-01").status == 409, "another day is another variant"
    plain = li.post(PATH)
    assert (plain.status, "v1.pdf" in plain.body["url"]) == (200, True)


@pytest.mark.parametrize(
    ("sent", "code", "field"),
    [
        ({"purpose": PURPOSE}, "field_missing", "valid_until"),
        ({"valid_until": "2020-12-31"}, "field_missing", "purpose"),
        ({"purpose": "", "valid_until": "2020-12-31"}, "field_invalid", "purpose"),
        ({"purpose": "长" * 31, "valid_until": "2020-12-31"}, "field_invalid", "purpose"),
        ({"purpose": "\U0002ebf0", "valid_until": "2020-12-31"}, "field_invalid", "purpose"),
        (
            {"purpose": "44070319950709107X", "valid_until": "2020-12-31"},
            "identity_number_in_text",
            "purpose",
        ),
        ({"purpose": PURPOSE, "valid_until": "2020-05-31"}, "field_invalid", "valid_until"),
    ],
)
def test_r48_given_a_purpose_or_day_that_cannot_stand_there_then_it_is_refused(
    world: World, sent: object, code: str, field: str
) -> None:
    answer = world.professional().enrol().post(PATH, sent)
    assert (answer.status, answer.body["code"], answer.body["field"]) == (422, code, field)


def test_r48_given_days_and_numbers_then_their_bounds_are_kept() -> None:
    for day in (TODAY, TODAY + LONGEST):
        assert require_purpose(PURPOSE, day, TODAY) == (PURPOSE, day)
    for day in (TODAY - timedelta(1), TODAY + LONGEST + timedelta(1)):
        with refused("field_invalid"):
            require_purpose(PURPOSE, day, TODAY)
    require_room(MOST_OF_A_VERSION - 1, 2020)
    with refused("annotations_too_many"):
        require_room(MOST_OF_A_VERSION, 2020)


def test_r48_given_a_run_that_ends_at_any_write_then_one_file_known_once(
    world: World, li: Professional
) -> None:
    person = li.must("GET", "/v1/me")["id"]
    for slot, (fault, at) in enumerate(product((Fault.NEVER_LANDED, Fault.ANSWER_LOST), (1, 2, 3))):
        asked(li, purpose=f"用途{slot}")
        place = annotations.place_of(annotations.find_annotations(person, 2020, 1)[slot])
        network = Network(every_client(), counted={"PutObject", "PutItem"}, raises=Killed)
        network.fail(fault, at)
        with network.listening(), suppress(Killed):
            render_annotation(person, place, at=world.now)
        network.heal()
        for _ in range(2):
            drawn = render_annotation(person, place, at=world.now)
        assert drawn is not None
        number, known = issued(li)
        assert drawn.sha256 == hashlib.sha256(lying_there(number, slot)).hexdigest()
        assert [each["sha256"] for each in known].count(drawn.sha256) == 1
        assert len(known) == slot + 2


def test_r48_given_a_lost_event_then_swept_and_of_a_revoked_version_no_variant(
    world: World, li: Professional
) -> None:
    person = li.must("GET", "/v1/me")["id"]
    asked(li)
    world.now += timedelta(minutes=6)
    world.tick("sweep")
    item = HrItem.get(f"P#{person}#PAPERS", "V#2020#1#00")
    assert item.correlation.startswith("sweep/")
    (record,) = [
        each
        for each in li.must("GET", "/v1/me/years/2020")["records"]
        if each["subject"] == "professional"
    ]
    world.administrator().must(
        "POST", f"/v1/admin/records/{record['id']}/revoke", {"reason": "材料不实"}
    )
    sync_year(person, 2020, at=world.now)
    void = render_annotation(person, "V#2020#1#00", at=world.now)
    assert void is not None
    assert (void.is_void, void.sha256) == (True, "")
    world.settle()
    assert annotations.find_annotations(person, 2020, 1) == [void]
    assert asked(li).body["code"] == "certificate_not_ready"
