"""Announcements: written by the province, read by everybody, taken back but never lost."""

from datetime import timedelta

import pytest

from chalicelib.notices.rules.announcement import Announcement
from chalicelib.notices.store import announcements
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import RegistryItem
from tests.faults import Network
from tests.journey.world import World
from tests.platform.reading import heard

SENT = {"title": "2020年度登记延期", "text": "登记截止日延至2020年12月31日。\n请合理安排时间。"}


def titles(world: World, query: str = "") -> list[str]:
    return [
        each["title"]
        for each in world.professional().must("GET", f"/v1/announcements{query}")["items"]
    ]


def test_given_an_announcement_then_everybody_reads_it_until_it_is_withdrawn(world: World) -> None:
    admin = world.administrator()
    told = admin.must("POST", "/v1/admin/announcements", SENT)
    assert told["text"] == SENT["text"]
    assert titles(world) == [SENT["title"]]
    path = f"/v1/admin/announcements/{told['id']}/withdraw"
    assert admin.post(path, {"reason": " "}).code == "reason_required"
    assert admin.must("POST", path, {"reason": "内容有误"})["withdrawn_at"]
    assert titles(world) == []
    assert admin.post(path, {"reason": "再撤一次"}).code == "not_found"
    absent = f"/v1/admin/announcements/{'a' * len(told['id'])}/withdraw"
    assert admin.post(absent, {"reason": "没有这一条"}).code == "not_found"


def test_given_a_repeat_minutes_later_then_it_is_told_once(world: World) -> None:
    admin = world.administrator()
    first = admin.post("/v1/admin/announcements", SENT, key="k")
    world.now += timedelta(minutes=5)
    assert admin.post("/v1/admin/announcements", SENT, key="k").body == first.body
    assert titles(world) == [SENT["title"]]
    other = admin.post("/v1/admin/announcements", {**SENT, "title": "另一公告"}, key="k")
    assert other.code == "idempotency_key_reused"


def test_given_several_then_the_latest_first_page_by_page(world: World) -> None:
    admin = world.administrator()
    for number in range(5):
        admin.must("POST", "/v1/admin/announcements", {**SENT, "title": f"公告{number}"})
        world.now += timedelta(minutes=1)
    seen, cursor = [], ""
    while True:
        page = world.professional().must("GET", f"/v1/announcements?limit=2{cursor}")
        seen += [each["title"] for each in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert seen == ["公告4", "公告3", "公告2", "公告1", "公告0"]


@pytest.mark.parametrize("field", ["title", "text"])
def test_given_nothing_said_then_the_empty_field_is_told(world: World, field: str) -> None:
    answer = world.administrator().post("/v1/admin/announcements", {**SENT, field: " "})
    assert (answer.code, answer.body["field"]) == ("field_invalid", field)


def test_r20_given_an_administrator_of_a_county_then_nothing_is_announced(world: World) -> None:
    answer = world.administrator("440703").post("/v1/admin/announcements", SENT)
    assert answer.code == "forbidden"


def test_given_nothing_new_then_whoever_reads_asks_one_small_item_alone(world: World) -> None:
    admin, reader = world.administrator(), world.professional()
    told = [admin.must("POST", "/v1/admin/announcements", SENT) for _ in range(3)]
    reader.must("GET", "/v1/announcements")
    with heard() as calls:
        shown = reader.must("GET", "/v1/announcements")["items"]
    assert [each["id"] for each in shown] == sorted((each["id"] for each in told), reverse=True)
    assert [tuple(call) for call in calls] == [("GetItem", 1)]
    admin.must("POST", f"/v1/admin/announcements/{told[0]['id']}/withdraw", {"reason": "内容有误"})
    with heard() as calls:
        assert len(titles(world)) == 2
    assert [call.operation for call in calls] == ["GetItem", "Query"]


def test_given_another_one_at_this_moment_then_both_are_told(
    world: World, network: Network
) -> None:
    admin, other = world.administrator(), {**SENT, "title": "另一公告"}
    network.meanwhile(1, lambda: admin.must("POST", "/v1/admin/announcements", other))
    admin.must("POST", "/v1/admin/announcements", SENT)
    assert network.heal()
    assert sorted(titles(world)) == sorted([SENT["title"], "另一公告"])


def test_given_what_an_earlier_version_published_then_it_is_read_and_withdrawn(
    world: World,
) -> None:
    by, cause = Actor(Party.BUREAU, "someone", "440000"), Cause("earlier")
    kept = Announcement(id="earlier", **SENT, published_at=world.now, by=by, cause=cause)
    RegistryItem(
        pk=announcements.PARTITION,
        sk=f"{announcements.PREFIX}{kept.id}",
        body=keep(kept),
        version=0,
    ).save()
    assert titles(world) == [SENT["title"]]
    path = f"/v1/admin/announcements/{kept.id}/withdraw"
    world.administrator().must("POST", path, {"reason": "内容有误"})
    assert titles(world) == []
