"""What was done in a course, exported for a learning platform elsewhere: one file, whole, nobody named in it."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from chalicelib.events import queues
from chalicelib.platform.gateways import files
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.store.tables import RegistryItem
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.records.store import years
from chalicelib.study.actions import write_statements as writing
from chalicelib.study.actions.write_statements import write_statements
from tests.conftest import PUBLIC_URL
from tests.faults import Fault, Killed, Network, every_client
from tests.journey.hurried import Hurried
from tests.journey.world import Client, Professional, World
from tests.platform.lists import applied
from tests.processes import alone
from tests.records.province import course, resident_id
from tests.study.statement_rules import faults, parsed

COURSE = "public-2021"
PATH = f"/v1/admin/courses/{COURSE}/statements"
EXAMINATION = f"/v1/me/courses/{COURSE}/examination"
IN_2021 = datetime(2021, 6, 1, 9, tzinfo=SHANGHAI)


def right(count: int = 10) -> dict[str, int]:
    asked = course(2021).examination
    assert asked is not None
    return {each.id: each.answer for each in asked.questions[:count]}


def studying(world: World, serial: int) -> Professional:
    """Somebody of whose course of 2021 nothing but the examination is left."""
    document = {"type": "resident_id", "number": resident_id(serial)}
    one = world.professional(f"p-{serial}").enrol(document=document)
    progress = StudyProgress(
        person=id_of(one),
        year=2021,
        course=COURSE,
        seconds=81_000,
        last_report_at=world.now,
        version=1,
    )
    years.put_progress(progress, 0)
    return one


def id_of(one: Professional) -> str:
    return str(one.must("GET", "/v1/me")["id"])


def as_before(one: Professional) -> None:
    """Keep one's progress as it was kept before there was a list of whom something is to be told."""
    item = RegistryItem.get(f"P#{id_of(one)}", f"S#2021#{COURSE}")
    item.list = item.order = None
    item.save()


@pytest.fixture
def admin(world: World) -> Client:
    world.now = IN_2021
    return world.administrator()


@pytest.fixture
def people(world: World) -> list[Professional]:
    """One who failed first, one who failed, one who has not come so far, one of whom was no list yet."""
    world.now = IN_2021
    found = [studying(world, serial) for serial in range(4)]
    for one, count in ((found[0], 5), (found[0], 10), (found[1], 3), (found[3], 6)):
        world.now += timedelta(minutes=1)
        one.must("POST", EXAMINATION, {"answers": right(count)})
    as_before(found[3])
    return found


def ordered(admin: Client, path: str = PATH, key: str | None = None) -> dict[str, Any]:
    answer = admin.send("POST", path, {}, key=key)
    assert answer.status == 202, answer
    return answer.body


def shown(admin: Client, order: dict[str, Any]) -> dict[str, Any]:
    return admin.must("GET", f"/v1/admin/statements/{order['id']}")


def content(order: dict[str, Any]) -> bytes:
    found = files.client().get_object(Bucket="import-bucket", Key=f"archives/{order['id']}.json")
    return found["Body"].read()


def done(admin: Client, order: dict[str, Any]) -> list[dict[str, Any]]:
    """The statements of an order that is done, each as the specification asks."""
    told = shown(admin, order)
    assert (told["state"], told["url"][:4]) == ("done", "http"), told
    statements: list[dict[str, Any]] = parsed(content(order))
    assert len(statements) == told["statements"]
    assert [faults(each) for each in statements] == [[]] * len(statements)
    return statements


def verbs(statements: list[dict[str, Any]]) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for each in statements:
        verb = each["verb"]["id"].removeprefix("http://adlnet.gov/expapi/verbs/")
        told.setdefault(each["actor"]["account"]["name"], []).append(verb)
    return told


def test_r53_given_a_course_then_who_did_what_when_is_one_file_and_nobody_is_named(
    world: World, admin: Client, people: list[Professional]
) -> None:
    order = ordered(admin, key="once")
    assert (order["state"], "url" in order) == ("queued", False)
    assert ordered(admin, key="once")["id"] == order["id"]
    world.settle()
    first, second, _, old = map(id_of, people)
    statements = done(admin, order)

    assert verbs(statements) == {
        first: ["failed", "passed", "completed"],
        second: ["failed"],
        old: ["passed", "completed"],
    }
    assert {each["object"]["id"] for each in statements} == {f"{PUBLIC_URL}/courses/{COURSE}"}
    assert {UUID(each["id"]).version for each in statements} == {5}
    assert len({each["id"] for each in statements}) == 6
    assert shown(admin, order)["people"] == 3
    for private in ("李䶮", resident_id(0), "江门"):
        assert private not in content(order).decode()
    again = ordered(admin)
    world.settle()
    assert content(again) == content(order), "the same is told the same way"
    assert content(order).count(b"\n") == 8, "a statement a line"


def test_r53_given_credits_revoked_then_the_attempts_are_told_and_no_completion(
    world: World, admin: Client
) -> None:
    one = studying(world, 0)
    one.must("POST", EXAMINATION, {"answers": right()})
    (record,) = one.must("GET", "/v1/me/years/2021")["records"]
    admin.must("POST", f"/v1/admin/records/{record['id']}/revoke", {"reason": "核查未通过"})
    order = ordered(admin)
    world.settle()
    assert verbs(done(admin, order)) == {id_of(one): ["passed"]}


def test_r1_given_accounts_merged_then_both_are_the_one_s(world: World, admin: Client) -> None:
    listed, before, into = (studying(world, serial) for serial in range(3))
    for each in (listed, before):
        each.must("POST", EXAMINATION, {"answers": right()})
    as_before(before)
    kept = id_of(into)
    into.must("POST", EXAMINATION, {"answers": {}})
    for other in (listed, before):
        body = {"with": id_of(other), "reason": "同一人"}
        admin.must("POST", f"/v1/admin/professionals/{kept}/merge", body)
    order = ordered(admin)
    world.settle()
    told = verbs(done(admin, order))
    # Of the same credits twice, those of the one account were revoked by the merger.
    assert sorted(told.pop(kept)) == ["completed", "failed", "passed", "passed"]
    assert told == {}


def test_r20_given_another_bureau_or_no_such_thing_then_nothing(
    world: World, admin: Client
) -> None:
    city = world.administrator("440700")
    assert city.send("POST", PATH, {}).status == 403
    order = ordered(admin)
    assert city.get(f"/v1/admin/statements/{order['id']}").status == 403
    assert admin.get("/v1/admin/statements/none").status == 404
    assert admin.send("POST", "/v1/admin/courses/public-2018/statements", {}).status == 404
    assert admin.send("POST", "/v1/admin/courses/x/statements", {}).status == 404
    other = admin.send("POST", "/v1/admin/courses/public-2020/statements", {}, key="k")
    assert other.status == 202
    world.settle()
    assert content(other.body) == b"[]\n"
    world.now += timedelta(days=8)
    assert (shown(admin, order)["state"], "url" in shown(admin, order)) == ("expired", False)


def test_given_an_order_that_no_writer_took_then_a_day_later_it_is_said_what_to_do(
    world: World, admin: Client
) -> None:
    order = ordered(admin)
    world.now += timedelta(days=1)
    assert shown(admin, order)["state"] == "failed"
    assert "请重新导出" in shown(admin, order)["failed_because"]


# Runs that stop, and runs that are cut off


@pytest.fixture
def one_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    applied()  # so that no page looks into the lists of before, too
    monkeypatch.setattr(writing, "PAGE", 1)


@pytest.mark.usefixtures("people", "one_a_page")
def test_given_no_time_left_then_the_next_run_goes_on_and_the_file_is_the_same(
    world: World, admin: Client
) -> None:
    whole, order = ordered(admin), ordered(admin)
    write_statements(whole["id"])
    message = {"messageId": "m-1", "body": json.dumps({"archive": order["id"], "statements": True})}
    for _ in range(2):
        answer: Any = alone(queues.archive_certificates)({"Records": [message]}, Hurried(1))
        assert answer == {"batchItemFailures": []}
        assert shown(admin, order)["state"] == "running"
    world.settle()
    assert done(admin, order)
    assert content(order) == content(whole)


@pytest.mark.usefixtures("people", "one_a_page")
def test_given_a_writer_killed_at_any_write_then_the_next_run_ends_it(admin: Client) -> None:
    counted = {"CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload", "PutItem"}
    whole = ordered(admin)
    write_statements(whole["id"])
    for fault in (Fault.NEVER_LANDED, Fault.ANSWER_LOST):
        for place in (1, 3, 8, 9):
            order = ordered(admin)
            network = Network(every_client(), counted=counted, raises=Killed)
            network.fail(fault, place)
            with network.listening(), pytest.raises(Killed):
                write_statements(order["id"])
            network.heal()
            write_statements(order["id"])
            assert done(admin, order)
            assert content(order) == content(whole)
