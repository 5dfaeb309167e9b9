"""A cut-off with much to do: each shard is ordered of a worker, and nothing else differs (R26)."""

import io
import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.cut_offs.actions import close_window
from chalicelib.cut_offs.rules.cut_off import ORDERED_ANEW
from chalicelib.events import queues, schedules
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.china_time import SHANGHAI
from local.context import Context
from local.schedules import event_of
from tests.faults import Killed, down, killer
from tests.journey.hurried import Hurried
from tests.journey.telling import lines_of
from tests.journey.world import Professional, World
from tests.processes import alone

RECORDED = datetime(2021, 1, 1, 0, 5, tzinfo=SHANGHAI)
WORKER = ["close_shard"]
Message = dict[str, Any]


@pytest.fixture(autouse=True)
def _nothing_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(close_window, "IN_PLACE", 1)


@pytest.fixture
def li(world: World) -> Professional:
    """A person with two drafts of 2020; earlier windows are settled."""
    li = world.professional().enrol()
    for number in range(2):
        li.must("POST", "/v1/me/years/2020/records", li.application(reference=f"JM-{number}"))
    for day in (1, 3):
        close(datetime(2020, 10, day, 9, tzinfo=SHANGHAI))
    world.now = RECORDED
    return li


def close(at: datetime) -> None:
    """As EventBridge has it; what is ordered lies in its queue."""
    alone(schedules.close_windows)(event_of(at), Context("close_windows"))


def orders(world: World) -> list[Message]:
    """Take what was ordered out of its queue, as Lambda brings it."""
    sqs, queue = world.cloud.client("sqs"), world.cloud.queue_url("CutOffShards")
    taken: list[Message] = []
    while messages := sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages"):
        for each in messages:
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=each["ReceiptHandle"])
            taken.append({"messageId": each["MessageId"], "body": each["Body"]})
    return sorted(taken, key=lambda each: json.loads(each["body"])["shard"])


def deliver(message: Message, context: Any = None) -> Any:  # noqa: ANN401 - Lambda's
    handler = alone(queues.close_shard)
    return handler({"Records": [message]}, context or Context("close_shard"))


def of_li(li: Professional, ordered: list[Message]) -> Message:
    """The order of the shard in which li's drafts are."""
    shard = mark.shard_of(li.must("GET", "/v1/me")["id"])
    return next(each for each in ordered if json.loads(each["body"])["shard"] == shard)


def truth(world: World, li: Professional) -> dict[str, Any]:
    cut_offs = world.administrator().must("GET", "/v1/admin/cut-offs")["items"]
    report = next(each for each in cut_offs if each["year"] == 2020)
    return {
        "moves": [
            [move["to"] for move in each["history"]]
            for each in li.must("GET", "/v1/me/years/2020")["records"]
        ],
        "notices": len(
            [
                each
                for each in li.must("GET", "/v1/me/notices?limit=200")["items"]
                if each["kind"] == "record_expired"
            ]
        ),
        "report": (report["state"], report["expired"], report["late"]),
    }


DONE = {"moves": [["draft", "expired"]] * 2, "notices": 2, "report": ("closed", 2, 0)}


@pytest.mark.ministack
def test_r26_given_more_than_a_run_does_itself_then_workers_close_every_shard(
    world: World, li: Professional
) -> None:
    close(RECORDED)
    assert truth(world, li)["report"] == ("closing", 0, 0)
    ordered = orders(world)
    assert len(ordered) == mark.SHARDS
    for each in ordered:
        assert deliver(each) == {"batchItemFailures": []}
    assert truth(world, li) == DONE
    for each in ordered:  # as SQS may bring them once more
        assert deliver(each) == {"batchItemFailures": []}
    assert truth(world, li) == DONE


def test_r26_given_a_tick_then_it_ends_when_the_workers_have_done_what_it_orders(
    world: World, li: Professional
) -> None:
    world.tick("close_windows")
    assert truth(world, li) == DONE


@pytest.mark.parametrize("landed", [False, True])
@pytest.mark.parametrize("place", range(1, 3))
def test_r26_given_a_worker_killed_at_any_write_then_its_order_comes_again_and_ends_it(
    world: World, li: Professional, place: int, *, landed: bool
) -> None:
    """Two expiries with their notices and the shard's count; the report."""
    close(RECORDED)
    ordered = orders(world)
    last = of_li(li, ordered)
    for each in ordered:
        if each != last:
            deliver(each)
    with killer(place, landed=landed).listening(), pytest.raises(Killed):
        deliver(last)
    assert deliver(last) == {"batchItemFailures": []}
    close(RECORDED + timedelta(minutes=5))
    assert truth(world, li) == DONE
    world.now += timedelta(minutes=6)
    world.tick("sweep")
    assert truth(world, li) == DONE


def test_r26_given_too_little_time_then_another_invocation_goes_on(
    world: World, li: Professional, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(close_window, "TOGETHER", 1)
    close(RECORDED)
    ordered = orders(world)
    assert deliver(of_li(li, ordered), Hurried(1)) == {"batchItemFailures": []}
    assert truth(world, li)["notices"] == 1
    (gone_on,) = orders(world)
    assert gone_on["body"] == of_li(li, ordered)["body"]
    for each in [gone_on, *ordered]:
        deliver(each)
    assert truth(world, li) == DONE


def test_r26_given_a_record_that_fails_then_its_shard_stays_open_until_the_letter_is_replayed(
    world: World, li: Professional, told: io.StringIO
) -> None:
    bad = li.must("GET", "/v1/me/years/2020")["records"][1]["id"]
    close(RECORDED)
    with down("TransactWriteItems", bad):
        world.pump.work_off(WORKER)
    assert truth(world, li)["report"] == ("closing", 1, 0)
    assert "TransactWriteError" in str(lines_of(told))
    admin = world.administrator()
    (letter,) = admin.must("GET", "/v1/admin/dead-letters")["items"]
    assert (letter["function"], letter["items"][0]["job"]) == ("close_shard", "2020-regular")
    path = f"/v1/admin/dead-letters/{letter['id']}/replay"
    assert admin.must("POST", path, {"reason": "故障已排除"})["done"] is True
    world.pump.work_off(WORKER)
    assert truth(world, li) == DONE


def test_r26_given_orders_that_got_lost_then_after_hours_they_are_ordered_anew(
    world: World, li: Professional
) -> None:
    close(RECORDED)
    assert len(orders(world)) == mark.SHARDS
    close(RECORDED + ORDERED_ANEW - timedelta(minutes=1))
    assert orders(world) == []
    world.now = RECORDED + ORDERED_ANEW
    close(world.now)
    for each in orders(world):
        deliver(each)
    assert truth(world, li) == DONE


@pytest.mark.parametrize("landed", [False, True])
def test_r26_given_a_run_killed_when_it_has_ordered_then_the_next_orders_again_at_most(
    world: World, li: Professional, *, landed: bool
) -> None:
    with killer(1, landed=landed).listening(), pytest.raises(Killed):
        close(RECORDED)
    close(RECORDED + timedelta(minutes=5))
    ordered = orders(world)
    assert len(ordered) == mark.SHARDS * (1 if landed else 2)
    for each in ordered:
        deliver(each)
    assert truth(world, li) == DONE


def test_r23_given_an_extension_that_came_since_then_an_order_of_before_finds_nothing_to_do(
    world: World, li: Professional
) -> None:
    close(RECORDED)
    ordered = orders(world)
    extension = {
        "figure": "window.closes",
        "value": "2021-01-31",
        "since": "2020-12-31",
        "source": "粤财会函〔2020〕99号",
        "reason": "系统升级",
    }
    world.now = datetime(2020, 12, 30, 9, tzinfo=SHANGHAI)
    world.administrator().must("POST", "/v1/admin/policies/2020/amendments", extension)
    for each in ordered:
        assert deliver(each) == {"batchItemFailures": []}
    assert [each["state"] for each in li.must("GET", "/v1/me/years/2020")["records"]] == [
        "draft"
    ] * 2
