"""R44: what makes a year exempt that has begun is asked with proof and confirmed by the bureau first."""

from datetime import datetime
from typing import Any

import pytest

from chalicelib.platform.rules.china_time import SHANGHAI
from tests.journey.imports import brought
from tests.journey.reports import ZHANG, document
from tests.journey.world import Answer, Client, Professional, World

SINCE = "2020-03-01"
DUTIES = "/v1/review/duties"


@pytest.fixture
def li(world: World) -> Professional:
    """An enrolled person of 蓬江区 who states no start of work."""
    world.now = datetime(2021, 6, 1, 9, tzinfo=SHANGHAI)
    return world.professional().enrol()


def asked(owner: Professional, **said: str) -> dict[str, Any]:
    return owner.must("POST", "/v1/me/duties", {"evidence": [owner.upload()], **said})


def decided(staff: Client, duty: dict[str, Any], decision: str, **said: str) -> Answer:
    return staff.post(f"{DUTIES}/{duty['id']}/decision", {"decision": decision, **said})


def exempt(owner: Client) -> list[int]:
    years = owner.get("/v1/me/years").body["items"]
    return sorted(each["year"] for each in years if each["exempt"])


def pending(owner: Client) -> list[int]:
    years = owner.get("/v1/me/years").body["items"]
    return sorted(each["year"] for each in years if each["duty"])


def titles(owner: Client) -> list[str]:
    return [each["title"] for each in owner.get("/v1/me/notices").body["items"]]


@pytest.mark.parametrize(
    ("change", "field"),
    [({"worked_since": SINCE}, "worked_since"), ({"employment": "student"}, "employment")],
    ids=["a first start of work", "a student"],
)
def test_r44_given_a_change_that_would_make_a_begun_year_exempt_then_it_is_to_be_confirmed(
    li: Professional, change: dict[str, str], field: str
) -> None:
    refused = li.send("PATCH", "/v1/me", {**change, "mobile": "13800000001"})
    assert (refused.status, refused.code, refused.body["field"]) == (
        409,
        "duty_to_be_confirmed",
        field,
    )
    assert "证明材料申请确认" in refused.body["detail"]
    assert set(refused.body["years"]) >= {2018, 2019, 2020}
    assert (exempt(li), li.get("/v1/me").body["mobile"]) == ([], None)
    earlier = li.must("PATCH", "/v1/me", {"worked_since": "2016-07-01"})
    assert (earlier["worked_since"], earlier["duty"]) == ("2016-07-01", None)


def test_r44_given_a_request_then_its_person_alone_opens_what_proves_it(
    world: World, li: Professional
) -> None:
    duty = asked(li, worked_since=SINCE)
    path = f"/v1/me/duties/{duty['id']}/evidence/{duty['evidence'][0]['id']}"
    shown = li.get(path)
    assert duty["evidence"][0]["id"] in shown.body["url"]
    assert shown.headers["Cache-Control"] == "no-store"
    zhang = world.professional("zhang").enrol(name=ZHANG, document=document(1))
    assert (zhang.get(path).code, li.get(f"{path[:-1]}x").code) == ("not_found", "not_found")


def test_r44_given_a_request_then_every_year_stays_as_it_was_until_the_bureau_has_confirmed(
    world: World, li: Professional
) -> None:
    before = li.get("/v1/me").body
    duty = asked(li, worked_since=SINCE)

    assert (duty["state"], duty["years"], duty["territory"]) == (
        "pending",
        [2018, 2019, 2020],
        "440703",
    )
    assert exempt(li) == []
    assert pending(li) == [2018, 2019, 2020]
    profile = li.get("/v1/me").body
    assert profile["worked_since"] is None
    assert profile["duty"] == {
        "state": "pending",
        "worked_since": SINCE,
        "employment": "employed",
        "id": duty["id"],
        "since": duty["since"],
    }
    again = li.post("/v1/me/duties", {"worked_since": SINCE, "evidence": [li.upload()]})
    assert (again.status, again.code) == (409, "duty_pending")

    county, elsewhere = world.reviewer(), world.reviewer("440704")
    (listed,) = county.get(DUTIES).body["items"]
    assert listed["professional"]["name"] == "李**"
    assert listed["evidence"][0]["url"].startswith("http")
    assert elsewhere.get(DUTIES).body["items"] == []
    assert decided(elsewhere, duty, "confirm").code == "not_found"
    assert decided(county, duty, "refuse").code == "reason_required"
    themselves = world.reviewer("440700", name="李䶮", id_number="44070319950709107X")
    assert decided(themselves, duty, "confirm").code == "own_record"

    path, body = f"{DUTIES}/{duty['id']}/decision", {"decision": "confirm"}
    done = county.post(path, body, key="one")
    assert (done.status, done.body["state"]) == (200, "confirmed")
    assert county.post(path, body, key="one").body == done.body
    late = decided(world.reviewer("440000"), duty, "refuse", reason="因故")
    assert (late.status, late.code, late.body["result"]) == (409, "already_decided", "confirmed")
    assert exempt(li) == [2018, 2019, 2020]
    assert pending(li) == []
    assert (li.get("/v1/me").body["worked_since"], li.get("/v1/me").body["duty"]) == (SINCE, None)
    assert titles(li) == ["年度义务已确认"]
    (shown,) = county.get(f"{DUTIES}?state=confirmed").body["items"]
    assert shown["id"] == duty["id"]
    acts = world.administrator().get(f"/v1/admin/professionals/{before['id']}/history").body
    assert {"duty_asked", "duty_confirmed"} <= {each["what"] for each in acts["items"]}


def test_r44_given_a_refusal_then_nothing_changes_and_it_may_be_asked_again(
    world: World, li: Professional
) -> None:
    first = asked(li, employment="student")
    city = world.reviewer("440700")
    assert decided(city, first, "refuse", reason="学籍证明看不清").body["state"] == "refused"
    assert (exempt(li), pending(li), titles(li)) == ([], [], ["年度义务未予确认"])
    assert "学籍证明看不清" in li.get("/v1/me/notices").body["items"][0]["text"]
    assert li.get("/v1/me").body["employment"] == "employed"
    world.now = datetime(2021, 6, 2, 9, tzinfo=SHANGHAI)
    second = asked(li, employment="student")
    assert len(li.get("/v1/me/export").body["duties"]) == 2
    own = li.get("/v1/me/duties?limit=1").body
    rest = li.get(f"/v1/me/duties?cursor={own['next']}").body
    assert [(each["id"], each["reason"]) for each in (*own["items"], *rest["items"])] == [
        (second["id"], None),
        (first["id"], "学籍证明看不清"),
    ]


def test_r44_given_what_needs_no_confirmation_or_has_no_proof_then_it_is_refused(
    li: Professional,
) -> None:
    evidence = [li.upload()]
    answers = [
        li.post("/v1/me/duties", {"worked_since": "2016-07-01", "evidence": evidence}),
        li.post("/v1/me/duties", {"evidence": evidence}),
        li.post("/v1/me/duties", {"worked_since": SINCE, "evidence": []}),
        li.post("/v1/me/duties", {"worked_since": "2030-01-01", "evidence": evidence}),
        li.post("/v1/me/duties", {"worked_since": SINCE, "evidence": ["0" * 64]}),
    ]
    assert [(each.status, each.code) for each in answers] == [
        (422, "duty_unneeded"),
        (422, "duty_unneeded"),
        (422, "evidence_missing"),
        (422, "field_invalid"),
        (422, "field_invalid"),
    ]
    both = li.post("/v1/me/duties", {"worked_since": "2030-01-01", "evidence": []}).body["faults"]
    assert [each["field"] for each in both] == ["worked_since", "evidence"]


def test_r44_given_it_is_stated_at_enrolment_then_it_counts_once_it_is_confirmed(
    world: World,
) -> None:
    world.now = datetime(2021, 6, 1, 9, tzinfo=SHANGHAI)
    student = world.professional("zhang").enrol(ZHANG, document=document(1), employment="student")
    profile = student.get("/v1/me").body
    assert (profile["employment"], profile["duty"]["state"], profile["duty"]["id"]) == (
        "student",
        "unproved",
        None,
    )
    assert exempt(student) == []
    assert set(pending(student)) >= {2018, 2019, 2020, 2021}
    student.must("PATCH", "/v1/me", {"mobile": "13800000001"})

    duty = asked(student)
    assert set(duty["years"]) == {2018, 2019, 2020, 2021}
    assert decided(world.reviewer(), duty, "confirm").status == 200

    assert set(exempt(student)) >= {2018, 2019, 2020, 2021}
    assert student.get("/v1/me").body["duty"] is None
    working = student.must("PATCH", "/v1/me", {"employment": "employed"})
    assert (working["employment"], exempt(student)) == ("employed", [])
    back = student.send("PATCH", "/v1/me", {"employment": "student"})
    assert back.code == "duty_to_be_confirmed"


def test_r44_given_an_administrator_corrects_it_then_it_counts(
    world: World, li: Professional
) -> None:
    person = li.get("/v1/me").body["id"]
    world.administrator().must(
        "PATCH",
        f"/v1/admin/professionals/{person}",
        {"worked_since": SINCE, "reason": "已核对劳动合同"},
    )
    assert exempt(li) == [2018, 2019, 2020]


def test_r44_given_an_imported_value_then_it_counts_once_it_is_confirmed(world: World) -> None:
    world.now = datetime(2021, 6, 1, 9, tzinfo=SHANGHAI)
    number = document(1)["number"]
    row = {
        "姓名": ZHANG,
        "证件类型": "居民身份证",
        "证件号码": number,
        "人员类别": "在职",
        "工作单位": "江门市示范会计有限公司",
        "行政区划代码": "440703",
        "手机号码": "",
        "开始从事会计工作的日期": SINCE,
    }
    assert brought(world, "enrolments", row)["imported"] == 1
    zhang = world.professional("zhang", name=ZHANG, id_number=number)
    assert (exempt(zhang), pending(zhang)) == ([], [2018, 2019, 2020])
    assert decided(world.reviewer(), asked(zhang), "confirm").status == 200
    assert exempt(zhang) == [2018, 2019, 2020]
