"""Two devices, two clerks: who writes over what they have not seen is told so, and nothing is lost (412)."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pytest

from tests.courses.making import made, path_of
from tests.employers.codes import RED
from tests.journey.world import Client, World
from tests.plans.teaching import clerk_of, drawn_up, plans_of, sent

Write = tuple[str, str, Mapping[str, Any] | None]


class Twice(NamedTuple):
    """A thing that two may change at once: who reads it where, and how each of them changes it."""

    reader: Client
    path: str
    first: Write
    second: Write


def _draft(world: World) -> Twice:
    li = world.professional().enrol()
    record = li.must("POST", "/v1/me/years/2020/records", li.application())
    path = f"/v1/me/records/{record['id']}"
    return Twice(
        li, path, ("PUT", path, li.application(title="手机")), ("POST", f"{path}/withdraw", None)
    )


def _profile(world: World) -> Twice:
    li, path = world.professional().enrol(), "/v1/me"
    return Twice(
        li,
        path,
        ("PATCH", path, {"mobile": "13800138000"}),
        ("PATCH", path, {"employer": "另一家"}),
    )


def _account(world: World) -> Twice:
    li, path = world.professional().enrol(), "/v1/me/hr-account"
    li.open_hr_account()
    return Twice(li, path, ("PATCH", path, {"name": "李䶮䶮"}), ("PATCH", path, {"name": "李龑"}))


def _person(world: World) -> Twice:
    owner = world.professional().enrol().get("/v1/me").body["id"]
    path = f"/v1/admin/professionals/{owner}"
    first, second = ({"employer": each, "reason": "核对"} for each in ("甲", "乙"))
    return Twice(world.administrator(), path, ("PATCH", path, first), ("PATCH", path, second))


def _consent(world: World) -> Twice:
    clerk_of(world)
    li, path = world.professional().enrol(), "/v1/me/employer"
    agreed = {"code": RED, "consent": True}
    return Twice(li, path, ("PUT", path, agreed), ("DELETE", path, None))


def _plan(world: World) -> Twice:
    clerk = clerk_of(world)
    path = f"{plans_of()}/{drawn_up(clerk)['id']}"
    return Twice(clerk, path, ("PUT", path, sent(expected=61)), ("POST", f"{path}/submit", None))


def _employer(world: World) -> Twice:
    clerk_of(world)
    path = f"/v1/employers/{RED}"
    return Twice(
        world.reviewer(),
        path,
        ("PATCH", path, {"name": "红星"}),
        ("PATCH", path, {"kind": "organiser"}),
    )


def _problem(world: World) -> Twice:
    li = world.professional().enrol()
    told = li.must("POST", "/v1/problems", {"kind": "other", "text": "不能登记"})
    path = f"/v1/problems/{told['id']}"
    return Twice(
        li,
        path,
        ("POST", f"{path}/answers", {"text": "补充"}),
        ("POST", f"{path}/close", {"reason": "已解决"}),
    )


def _course(world: World) -> Twice:
    admin = world.administrator()
    course = made(admin)
    lessons = path_of(course, "lessons")
    first, second = ({"title": each, "content": "video"} for each in ("甲", "乙"))
    return Twice(admin, path_of(course), ("POST", lessons, first), ("POST", lessons, second))


def _policy(world: World) -> Twice:
    path = "/v1/admin/policies/2020"

    def amended(days: str) -> Write:
        change = {"figure": "window.closes", "value": days, "source": "通知", "reason": "延长"}
        return "POST", f"{path}/amendments", {**change, "since": f"2020-06-{days[-2:]}"}

    return Twice(world.administrator(), path, amended("2021-01-10"), amended("2021-01-20"))


def _calendar(world: World) -> Twice:
    path = "/v1/admin/calendar/2020"

    def loaded(name: str) -> Write:
        day = {"from": "2020-10-01", "to": "2020-10-08", "name": name}
        return "PUT", path, {"holidays": [day], "source": "国办发明电〔2019〕16号"}

    return Twice(world.administrator(), path, loaded("国庆节"), loaded("国庆节、中秋节"))


def _reasons(world: World) -> Twice:
    path = "/v1/review/reasons"
    first, second = ({"reasons": [{"use": "return", "text": each}]} for each in ("甲", "乙"))
    return Twice(world.reviewer(), path, ("PUT", path, first), ("PUT", path, second))


THINGS = (
    _draft,
    _profile,
    _account,
    _person,
    _consent,
    _plan,
    _employer,
    _problem,
    _course,
    _policy,
    _calendar,
    _reasons,
)


def _sent(client: Client, write: Write, **conditions: str) -> Any:  # noqa: ANN401 - an answer
    method, path, body = write
    return client.send(method, path, body, **conditions)


@pytest.mark.parametrize("thing", THINGS, ids=lambda each: each.__name__.strip("_"))
def test_given_a_thing_that_another_device_changed_then_it_is_not_overwritten(
    world: World, thing: Callable[[World], Twice]
) -> None:
    reader, path, first, second = thing(world)
    seen = reader.get(path)
    assert re.fullmatch(r'"[0-9]+\.[0-9a-f]{16}"', seen.tag)
    assert {
        reader.send("GET", path, if_none_match=each).status for each in (seen.tag, f"W/{seen.tag}")
    } == {304}

    kept = _sent(reader, first, if_match=f'"other", {seen.tag}')
    after = reader.get(path)
    assert (kept.status // 100, kept.tag == seen.tag) == (2, False), kept
    assert kept.tag.partition(".")[0] == after.tag.partition(".")[0]

    stale = _sent(reader, second, if_match=seen.tag)
    assert (stale.status, stale.code, stale.tag) == (412, "stale", after.tag)
    weak = _sent(reader, second, if_match=f"W/{after.tag}")
    malformed = _sent(reader, second, if_match=after.tag.strip('"'))
    assert [(each.status, each.code) for each in (weak, malformed)] == [
        (412, "stale"),
        (400, "if_match_malformed"),
    ]
    assert reader.get(path).body == after.body, "nothing was overwritten"
    assert _sent(reader, second, if_match=stale.tag).status // 100 == 2


def test_given_a_change_whose_answer_was_lost_then_it_may_come_again(world: World) -> None:
    reader, path, first, _ = _draft(world)
    seen = reader.get(path)
    kept, again = (_sent(reader, first, if_match=seen.tag) for _ in range(2))
    assert (kept.status, again.status) == (200, 200)
    assert kept.tag == again.tag == reader.get(path).tag

    tag, change = reader.get("/v1/me").tag, {"mobile": "13800138000"}
    sent_twice = [
        reader.send("PATCH", "/v1/me", change, key="k-1", if_match=tag).status for _ in range(2)
    ]
    assert sent_twice == [200, 200]


def test_given_a_body_that_names_a_version_then_it_is_held_against_what_is_there(
    world: World,
) -> None:
    reader, path, (method, _, body), _ = _draft(world)
    version = reader.get(path).body["version"]
    stated = {**(body or {}), "version": version}
    assert reader.send(method, path, stated, if_match="*").status == 200
    stale = reader.send(method, path, {**stated, "title": "电脑"})
    assert (stale.status, stale.code, stale.body["revision"] > version) == (412, "stale", True)
    assert reader.send(method, path, body).status == 200, "who says nothing overwrites, as before"


def test_given_a_tag_then_it_tells_others_nothing_of_a_person(world: World) -> None:
    reader, path, _, _ = _person(world)
    other = world.administrator("440700")
    tags = [each.get(path).tag for each in (reader, other)]
    assert tags[0].partition(".")[0] == tags[1].partition(".")[0]
    assert tags[0] != tags[1], "its digest is keyed by who asks"
