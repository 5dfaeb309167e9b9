"""R51: transcripts are ordered, drawn once, signed like certificates, and downloaded by their holder."""

import hashlib
from contextlib import suppress
from datetime import timedelta
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from app import app
from chalicelib.certificates.actions.render_transcript import render_transcript
from chalicelib.certificates.gateways import certificate_bucket, key_bucket
from chalicelib.certificates.rules.signed_statement import is_signed_by, parse_address
from chalicelib.certificates.rules.transcript import MOST_A_DAY, Transcript
from chalicelib.certificates.rules.transcript_statement import parse_transcript_statement
from chalicelib.certificates.store import transcripts
from chalicelib.platform.gateways import files
from chalicelib.platform.store.tables import HrItem
from tests.certificates.signed_files import public_key_of, signed_by, validated
from tests.faults import Fault, Killed, Network, every_client
from tests.http.events import event
from tests.journey.world import LI, Client, Professional, World
from xuefen.verify import GENUINE, REFUSED, main

PATH = "/v1/me/transcripts"
SPAN = {"from": 2019, "to": 2021}


@pytest.fixture
def li(world: World) -> Professional:
    """Somebody with accredited credits in 2020."""
    one = world.professional().enrol()
    world.accredit(one.submit())
    return one


def ordered(one: Professional, span: object = SPAN, key: str | None = None) -> dict[str, Any]:
    answer = one.post(PATH, span, key=key)
    assert answer.status == 202, answer
    return answer.body


def shown(one: Professional, order: dict[str, Any]) -> dict[str, Any]:
    return one.must("GET", f"{PATH}/{order['id']}")


def lying_there(number: str) -> bytes:
    place = certificate_bucket.transcript_key(number)
    content: bytes = (
        files.client().get_object(Bucket="certificate-bucket", Key=place)["Body"].read()
    )
    return content


def versions_of(number: str) -> int:
    place = certificate_bucket.transcript_key(number)
    found = files.client().list_object_versions(Bucket="certificate-bucket", Prefix=place)
    return len(found["Versions"])


def latest(one: Professional) -> Transcript:
    return transcripts.find_transcripts(one.must("GET", "/v1/me")["id"])[0]


def test_r51_given_a_file_in_its_place_that_says_something_else_then_it_gives_way(
    world: World, li: Professional
) -> None:
    order = ordered(li)
    place = certificate_bucket.transcript_key(order["number"])
    files.client().put_object(Bucket="certificate-bucket", Key=place, Body=b"other")
    world.settle()
    done = shown(li, order)
    assert done["state"] == "done"
    assert done["sha256"] == hashlib.sha256(lying_there(order["number"])).hexdigest()


@pytest.mark.ministack
def test_r51_given_an_order_then_a_signed_file_says_how_each_year_stood(
    world: World, li: Professional
) -> None:
    li.open_hr_account()
    li.study()
    world.settle()
    order = ordered(li)
    assert (order["state"], order["from"], order["to"]) == ("queued", 2019, 2021)
    assert "url" not in order
    world.settle()
    done = shown(li, order)
    assert (done["state"], done["failed_because"]) == ("done", None)
    assert done["url"].startswith("http")
    content = lying_there(done["number"])
    assert hashlib.sha256(content).hexdigest() == done["sha256"]
    (key, *_) = key_bucket.read_keys().published.keys
    signed_by(content, key.chain)
    assert validated(content, key.chain).bottom_line
    (page,) = PdfReader(BytesIO(content)).pages
    text = page.extract_text()
    number = li.must("GET", "/v1/me/years/2020")["certificate"]["number"]
    masked = "440703********107X"
    for said in (
        "李䶮",
        "历年继续教育证明",
        "2019至2021年度",
        number,
        done["number"],
        masked,
        "登记未开始",
    ):
        assert said in text
    assert LI["number"] not in text
    code = PdfReader(BytesIO(content)).pages[0]["/Annots"][0].get_object()["/A"]["/URI"]
    signed = parse_address(code)
    assert (signed.number, signed.version) == (done["number"], 1)
    assert is_signed_by(signed, public_key_of(key.chain))
    stated = parse_transcript_statement(signed.content)
    assert [each.certificate for each in stated.years] == ["none", "issued", "none"]


def test_r51_given_its_number_then_anybody_learns_what_it_says_and_what_has_become_of_it(
    world: World, li: Professional, tmp_path: Path
) -> None:
    li.open_hr_account()
    li.study()
    world.settle()
    number = ordered(li)["number"]
    anybody = Client(world, "anybody")
    assert anybody.get(f"/v1/transcripts/{number}").body["code"] == "certificate_unknown"
    world.settle()
    found = anybody.must("GET", f"/v1/transcripts/{number.lower()}")
    digest = hashlib.sha256(lying_there(number)).hexdigest()
    assert (found["state"], found["name"]) == ("valid", "李**")
    assert found["files"] == [{"kind": "transcript", "sha256": digest}]
    certified = found["years"][1]
    certificate = li.must("GET", "/v1/me/years/2020")["certificate"]
    assert certified["certificate"]["number"] == certificate["number"]
    assert certified["credits"] == {"public": "30", "professional": "60"}
    page = world.page(f"/verify/{number}?v=1")
    assert page.status == 200
    for said in ("证明属实", "李**", certificate["number"], "未完成（登记未开始）"):
        assert said in page.html
    assert verified_offline(lying_there(number), tmp_path) == GENUINE
    assert (
        verified_offline(lying_there(number).replace(b"/Type /Page", b"/Type /pAGE", 1), tmp_path)
        == REFUSED
    )

    (record,) = [
        each
        for each in li.must("GET", "/v1/me/years/2020")["records"]
        if each["subject"] == "professional"
    ]
    world.administrator().must(
        "POST", f"/v1/admin/records/{record['id']}/revoke", {"reason": "材料不实"}
    )
    world.settle()
    changed = anybody.must("GET", f"/v1/transcripts/{number}")
    assert (changed["state"], changed["years"][1]["certificate"]["state"]) == ("changed", "revoked")
    assert "此后有变化" in world.page(f"/verify/{number}").html


def verified_offline(content: bytes, folder: Path) -> int:
    file, keys = folder / "transcript.pdf", folder / "jwks.json"
    file.write_bytes(content)
    keys.write_text(app(event("GET", "/.well-known/jwks.json"), None)["body"], "utf-8")
    return main([str(file), "--keys", str(keys), "--name", "李䶮"])


def test_r51_given_somebody_else_then_there_is_no_such_transcript(
    world: World, li: Professional
) -> None:
    order = ordered(li)
    other = world.professional("wang").enrol(
        document={"type": "resident_id", "number": "440704195801242981"}
    )
    assert other.get(f"{PATH}/{order['id']}").status == 404
    assert other.get(PATH).body == {"items": [], "next": None}
    for made_up in ("x", "20200601-0-", order["id"][:-1]):
        assert li.get(f"{PATH}/{made_up}").status == 404


def test_r51_given_a_repeat_then_one_transcript_and_a_page_lists_the_latest_first(
    world: World, li: Professional
) -> None:
    first = ordered(li, key="k-1")
    assert ordered(li, key="k-1")["id"] == first["id"]
    reused = li.post(PATH, SPAN | {"from": 2020}, key="k-1")
    assert (reused.status, reused.body["code"]) == (422, "idempotency_key_reused")
    later = [ordered(li)["id"] for _ in range(2)]
    world.now += timedelta(days=1)
    assert ordered(li, key="k-1")["id"] == first["id"]
    later.append(ordered(li)["id"])
    page = li.get(f"{PATH}?limit=3").body
    rest = li.get(f"{PATH}?limit=3&cursor={page['next']}").body
    assert [each["id"] for each in page["items"]] == later[::-1]
    assert ([each["id"] for each in rest["items"]], rest["next"]) == ([first["id"]], None)
    exported = li.must("GET", "/v1/me/export")["transcripts"]
    assert [each["id"] for each in exported] == [*later[::-1], first["id"]]


@pytest.mark.parametrize(
    ("span", "status", "code"),
    [
        ({"from": 2021, "to": 2020}, 422, "transcript_span_invalid"),
        ({"from": 2017, "to": 2020}, 404, "year_unknown"),
        ({"from": 2018, "to": 2019}, 409, "transcript_empty"),
        ({"from": 2018}, 422, "field_missing"),
    ],
)
def test_r51_given_years_that_cannot_be_shown_then_it_says_why(
    world: World, span: object, status: int, code: str
) -> None:
    one = world.professional().enrol()
    answer = one.post(PATH, span)
    assert (answer.status, answer.body["code"]) == (status, code)


def test_r51_given_the_day_s_last_then_the_next_is_refused_until_tomorrow(
    world: World, li: Professional
) -> None:
    for _ in range(MOST_A_DAY):
        ordered(li)
    again = li.post(PATH, SPAN)
    assert (again.status, again.body["code"]) == (429, "transcript_quota")
    world.now += timedelta(days=1)
    ordered(li)


def test_r51_given_a_name_without_glyph_then_it_is_told_and_nothing_is_drawn(world: World) -> None:
    one = world.professional().enrol("李\U0002ebf0")
    world.accredit(one.submit())
    order = ordered(one)
    world.settle()
    failed = shown(one, order)
    assert (failed["state"], failed["sha256"]) == ("failed", None)
    assert "生僻字" in failed["failed_because"]
    assert "url" not in failed


def test_r51_given_a_run_that_ends_at_any_write_or_a_doubled_event_then_one_file(
    world: World, li: Professional
) -> None:
    for fault, at in product((Fault.NEVER_LANDED, Fault.ANSWER_LOST), (1, 2)):
        ordered(li)
        before = latest(li)
        where = transcripts.place_of(before.id)
        network = Network(every_client(), counted={"PutObject", "PutItem"}, raises=Killed)
        network.fail(fault, at)
        with network.listening(), suppress(Killed):
            render_transcript(before.person, where, at=world.now)
        network.heal()
        for _ in range(2):
            drawn = render_transcript(before.person, where, at=world.now)
        assert drawn is not None
        assert drawn == latest(li)
        assert drawn.sha256 == hashlib.sha256(lying_there(drawn.number)).hexdigest()
        assert versions_of(drawn.number) == 1


def test_r51_given_a_lost_event_then_the_sweep_wakes_the_renderer(
    world: World, li: Professional
) -> None:
    order = ordered(li)
    found = latest(li)
    world.now += timedelta(minutes=6)
    world.tick("sweep")
    item = HrItem.get(f"P#{found.person}#PAPERS", transcripts.place_of(found.id))
    assert item.correlation.startswith("sweep/")
    assert shown(li, order)["state"] == "queued", "the sweep draws and signs nothing"
    world.settle()
    assert shown(li, order)["state"] == "done"


def test_r51_given_a_month_then_it_has_expired_and_its_number_is_still_known(
    world: World, li: Professional
) -> None:
    order = ordered(li)
    world.settle()
    world.now += timedelta(days=30)
    expired = shown(li, order)
    assert (expired["state"], "url" in expired) == ("expired", False)
    assert transcripts.find_by_number(order["number"]) == latest(li)
