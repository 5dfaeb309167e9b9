"""No item holds a mobile number in clear, and one function alone may unseal it (R7)."""

from datetime import timedelta

import pytest

from chalicelib.identity.gateways import keys
from chalicelib.people.store import professionals
from local.outbox import Outbox
from tests.faults import down
from tests.journey.imports import brought, counts
from tests.journey.reports import document
from tests.journey.stored import items_with
from tests.journey.world import LI, World

FIRST, ALIKE_ONCE_MASKED, IMPORTED = "13800138000", "13811118000", "13700137000"
PASSPORT = {"type": "passport", "number": "E12345678"}


def told(world: World, login: str) -> list[str]:
    """What somebody's history says of the mobile number."""
    person = world.professional(login).must("GET", "/v1/me")["id"]
    path = f"/v1/admin/professionals/{person}/history"
    changes = [
        change
        for each in world.administrator().must("GET", path)["items"]
        for change in each["changes"]
    ]
    return [f"{each['from']} {each['to']}" for each in changes if each["field"] == "mobile"]


def test_r7_given_numbers_that_came_every_way_then_no_item_has_one_in_clear_and_its_owner_sees_it_masked(
    world: World,
) -> None:
    row = {
        "姓名": "王伟",
        "证件类型": "居民身份证",
        "证件号码": document(3)["number"],
        "人员类别": "在职",
        "工作单位": "",
        "行政区划代码": "440703",
        "手机号码": IMPORTED,
        "开始从事会计工作的日期": "2015-07-01",
    }
    li = world.professional("li").enrol(document=LI, mobile=FIRST)
    old = world.professional("old").enrol(document=PASSPORT, mobile=FIRST)
    assert counts(brought(world, "enrolments", row)) == (1, 1, 0, 0)
    li.must("PATCH", "/v1/me", {"mobile": ALIKE_ONCE_MASKED})
    into = li.must("GET", "/v1/me")
    merging = {"with": old.must("GET", "/v1/me")["id"], "reason": "同一人"}
    world.administrator().must("POST", f"/v1/admin/professionals/{into['id']}/merge", merging)
    world.settle()

    for number in (FIRST, ALIKE_ONCE_MASKED, IMPORTED):
        assert items_with(world, number) == []
    assert into["mobile"] == li.must("GET", "/v1/me/messages")["mobile"] == "138****8000"
    assert told(world, "li") == ["138****8000 138****8000"], "another number, alike once masked"


def test_r7_given_a_name_corrected_then_whom_one_looks_like_follows_without_the_number(
    world: World,
) -> None:
    li = world.professional("li").enrol(document=LI, mobile=FIRST)
    other = world.professional("other").enrol("王伟", document=PASSPORT, mobile=FIRST)
    other.must("PATCH", "/v1/me", {"name": "李䶮"})
    world.settle()
    shown = world.administrator().must(
        "GET", f"/v1/admin/professionals/{li.must('GET', '/v1/me')['id']}"
    )
    assert [each["because"] for each in shown["alike"]] == [["mobile"]]


def test_r7_given_keys_that_answer_nothing_then_the_message_waits_and_goes_out_later(
    world: World,
) -> None:
    outbox = Outbox(world.cloud, world.cloud.attributes["NoticeTopic"]["Ref"])
    li = world.professional("li").enrol(mobile=FIRST)
    world.settle()
    record = li.submit()
    with down("Decrypt", '"mobile"'):
        world.reviewer().must(
            "POST",
            f"/v1/review/records/{record['id']}/decision",
            {"decision": "return", "reason": "请补充签到表"},
        )
        world.settle()
        assert outbox.take() == []
    world.now += timedelta(minutes=15)
    world.tick("sweep")
    world.settle()
    assert [each["number"] for each in outbox.take()] == [f"+86{FIRST}"]


def test_r7_given_a_number_then_the_key_of_documents_does_not_open_it(world: World) -> None:
    li = world.professional("li").enrol(mobile=FIRST)
    kept = professionals.find_professional(li.must("GET", "/v1/me")["id"])
    assert kept is not None
    assert kept.sealed_mobile is not None
    assert keys.unseal_mobile(kept.id, kept.sealed_mobile) == FIRST
    with pytest.raises(keys.client().exceptions.InvalidCiphertextException):
        keys.unseal(kept.id, kept.sealed_mobile.sealed)
