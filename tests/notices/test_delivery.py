"""Messages go out from one function: to the number alone, as people chose, by day, once (R7, R27)."""

import io
import json
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from chalicelib.events import queues
from chalicelib.notices.gateways import notices as gateway
from chalicelib.notices.rules.delivery import MessageChoice, address_of, is_by_day, next_day
from chalicelib.notices.rules.notice import Notice, NoticeKind, notice_id
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.store.tables import RegistryItem
from local.context import Context
from local.outbox import Outbox
from tests.faults import Killed, down, killer
from tests.journey.reports import document
from tests.journey.telling import lines_of
from tests.journey.world import Professional, World
from tests.processes import alone

MOBILE = "13800138000"
NIGHT = datetime(2020, 6, 1, 22, tzinfo=SHANGHAI)
MORNING = datetime(2020, 6, 2, 9, tzinfo=SHANGHAI)
WORKER = "deliver_notices"


@pytest.fixture
def outbox(world: World) -> Outbox:
    return Outbox(world.cloud, world.cloud.attributes["NoticeTopic"]["Ref"])


@pytest.fixture
def li(world: World) -> Professional:
    li = world.professional().enrol(mobile=MOBILE)
    world.settle()
    return li


def returned(world: World, li: Professional, reference: str = "JM-1") -> dict[str, Any]:
    """A record that its bureau returned: its owner is told, and nobody has looked at that yet."""
    record = li.submit(reference=reference)
    path = f"/v1/review/records/{record['id']}/decision"
    world.reviewer().must("POST", path, {"decision": "return", "reason": "请补充签到表"})
    return record


def marks(li: Professional) -> list[str]:
    """What the notices in an inbox wait for."""
    items = RegistryItem.query(f"P#{li.must('GET', '/v1/me')['id']}", consistent_read=True)
    return [
        item.waits_for.partition("#")[0] for item in items if item.sk[:2] == "N#" and item.since
    ]


def order_of(li: Professional, at: datetime) -> Any:  # noqa: ANN401 - Lambda's
    """An order for all of an inbox, as SQS brings it."""
    person = li.must("GET", "/v1/me")["id"]
    ids = [each["id"] for each in li.must("GET", "/v1/me/notices")["items"]]
    return brought(at, notices=[[person, each] for each in ids])


def order_of_fresh(
    li: Professional, at: datetime, kind: NoticeKind = NoticeKind.YEAR_COMPLETE, year: int = 2020
) -> Any:  # noqa: ANN401 - Lambda's
    """An order for a notice that is not in the inbox yet, from who may not write there."""
    notice = Notice(
        id=notice_id(at, "complete", kind, str(year)),
        person=li.must("GET", "/v1/me")["id"],
        kind=kind,
        due=at,
        title="2020年度已完成",
        text="2020年度继续教育已完成。",
        year=year,
    )
    return brought(at, fresh=[msgspec.to_builtins(notice)])


def brought(at: datetime, **what: object) -> Any:  # noqa: ANN401 - Lambda's
    """An order as SQS brings it."""
    sent = datetime.now(SHANGHAI).timestamp()  # noqa: TID251 - as the gateway does
    body = {"told": "an-order", "at": at.isoformat(), "sent": sent, **what}
    return {"Records": [{"messageId": "m-1", "body": json.dumps(body)}]}


def deliver(sent: Any) -> Any:  # noqa: ANN401 - Lambda's
    return alone(getattr(queues, WORKER))(sent, Context(WORKER))


def sweep(world: World, passed: timedelta = timedelta(minutes=15)) -> None:
    world.now += passed
    world.tick("sweep")
    world.settle()


def test_r27_given_a_notice_then_one_message_goes_out_in_the_documented_form_and_no_line_tells_the_number(
    world: World, li: Professional, outbox: Outbox, told: io.StringIO
) -> None:
    returned(world, li)
    world.settle()
    (message,) = outbox.take()
    (notice,) = li.must("GET", "/v1/me/notices")["items"]
    assert message == {
        "form": 1,
        "id": notice["id"],
        "person": li.must("GET", "/v1/me")["id"],
        "kind": "record_returned",
        "year": 2020,
        "title": notice["title"],
        "text": notice["text"],
        "template": "xuefen.record_returned.1",
        "parameters": {
            "year": "2020",
            "title": notice["title"],
            "address": message["parameters"]["address"],
        },
        "channel": "sms",
        "number": f"+86{MOBILE}",
    }
    assert message["parameters"]["address"].startswith("http")
    assert marks(li) == []
    done = [line for line in lines_of(told) if line.get("work") == "deliver"]
    assert (done[-1]["sent"], done[-1]["put_off"], done[-1]["silent"]) == (1, 0, 0)
    assert MOBILE not in told.getvalue()
    deliver(order_of(li, world.now))
    sweep(world)
    assert outbox.take() == [], "neither an order that comes again nor a sweep sends it twice"


@pytest.mark.parametrize("landed", [False, True])
@pytest.mark.parametrize("place", [1, 2, 3])
def test_r27_given_a_worker_killed_anywhere_then_the_message_goes_out_and_twice_only_where_it_had_left(
    world: World, li: Professional, outbox: Outbox, place: int, *, landed: bool
) -> None:
    """It takes the message, hands it to the gateway, clears the mark."""
    returned(world, li)
    sent = order_of(li, world.now)
    with killer(place, landed=landed).listening(), pytest.raises(Killed):
        deliver(sent)
    deliver(sent)
    sweep(world)
    ids = [each["id"] for each in outbox.take()]
    assert len(set(ids)) == 1
    is_gone = (place, landed) in {(2, True), (3, False)}
    assert len(ids) == 1 + is_gone
    assert marks(li) == []


@pytest.mark.parametrize("landed", [False, True])
@pytest.mark.parametrize("place", [1, 2, 3])
def test_r27_given_a_worker_killed_with_what_is_not_in_the_inbox_yet_then_as_with_what_is(
    world: World, li: Professional, outbox: Outbox, place: int, *, landed: bool
) -> None:
    """It puts the notice taken, hands the message to the gateway, clears the mark: nobody else looks at it."""
    sent = order_of_fresh(li, world.now)
    with killer(place, landed=landed).listening(), pytest.raises(Killed):
        deliver(sent)
    deliver(sent)
    world.settle()
    sweep(world)
    ids = [each["id"] for each in outbox.take()]
    assert len(set(ids)) == 1
    is_gone = (place, landed) in {(2, True), (3, False)}
    assert len(ids) == 1 + is_gone
    assert (marks(li), len(li.must("GET", "/v1/me/notices")["items"])) == ([], 1)


def test_r27_given_what_is_not_in_the_inbox_yet_by_night_or_unwanted_or_of_no_number_then_it_comes_there_all_the_same(
    world: World, li: Professional, outbox: Outbox
) -> None:
    """It waits for the morning, for nothing, for KMS to answer; it is never put twice."""
    deliver(order_of_fresh(li, NIGHT))
    assert marks(li) == ["LATER"]
    deliver(order_of_fresh(li, NIGHT))
    assert marks(li) == ["LATER"]
    li.must("PUT", "/v1/me/messages", {"channel": "none", "topics": ["decisions"]})
    deliver(order_of_fresh(li, world.now))
    assert marks(li) == ["LATER"]
    li.must("PUT", "/v1/me/messages", {"channel": "sms", "topics": ["certificates"]})
    with down("Decrypt"):
        deliver(order_of_fresh(li, world.now + timedelta(minutes=1)))
    assert sorted(marks(li)) == ["LATER", "NOTIFY"]
    assert outbox.take() == []
    sweep(world)
    assert (len(outbox.take()), marks(li)) == (1, ["LATER"])
    sweep(world, MORNING - world.now)
    assert (len(outbox.take()), marks(li)) == (1, [])
    assert len(li.must("GET", "/v1/me/notices")["items"]) == 3


@pytest.mark.parametrize(
    ("kind", "year", "messages"),
    [
        (NoticeKind.CERTIFICATE_ISSUED, 2020, 1),
        (NoticeKind.CERTIFICATE_HELD, 2020, 1),
        (NoticeKind.CERTIFICATE_REVOKED, 2020, 2),
        (NoticeKind.CERTIFICATE_ISSUED, 2021, 2),
    ],
)
def test_r27_given_a_certificate_that_was_told_before_the_year_is_then_both_are_one_message(
    world: World, li: Professional, outbox: Outbox, kind: NoticeKind, year: int, messages: int
) -> None:
    deliver(order_of_fresh(li, world.now + timedelta(seconds=5), kind, year))
    deliver(order_of_fresh(li, world.now))
    assert (len(outbox.take()), marks(li)) == (messages, [])
    assert len(li.must("GET", "/v1/me/notices")["items"]) == 2


def test_r27_given_a_certificate_of_before_the_year_was_completed_anew_then_that_is_told(
    world: World, li: Professional, outbox: Outbox
) -> None:
    deliver(order_of_fresh(li, world.now, NoticeKind.CERTIFICATE_ISSUED))
    deliver(order_of_fresh(li, world.now + timedelta(seconds=5)))
    deliver(order_of_fresh(li, world.now + timedelta(seconds=5)))
    assert len(outbox.take()) == 2


def test_r27_given_two_workers_at_once_then_one_message(
    world: World, li: Professional, outbox: Outbox
) -> None:
    """The second runs from its beginning to its end amid the first one's first write."""
    returned(world, li)
    sent, runs = order_of(li, world.now), [0]

    def meanwhile(**_event: object) -> None:
        if not runs[0]:
            runs[0] += 1
            deliver(sent)

    events = RegistryItem._get_connection().connection.client.meta.events  # noqa: SLF001 - PynamoDB shows it nowhere else
    events.register("before-call.dynamodb.UpdateItem", meanwhile)
    deliver(sent)
    events.unregister("before-call.dynamodb.UpdateItem", meanwhile)
    assert (runs, len(outbox.take())) == ([1], 1)


def test_r27_given_a_gateway_that_is_down_or_takes_some_then_the_work_stands_and_the_sweep_sends_the_rest(
    world: World, li: Professional, outbox: Outbox, told: io.StringIO
) -> None:
    for number in range(3):
        returned(world, li, f"JM-{number}")
    with down("PublishBatch"):
        world.settle()
    assert "notice_not_sent" in {line["event"] for line in lines_of(told)}
    assert (outbox.take(), marks(li)) == ([], ["LATER"] * 3)

    def takes_all_but_one(parsed: dict[str, Any], **_event: object) -> None:
        parsed["Successful"].pop()

    events = gateway.client().meta.events
    events.register("after-call.sns.PublishBatch", takes_all_but_one)
    sweep(world)
    events.unregister("after-call.sns.PublishBatch", takes_all_but_one)
    assert (len(outbox.take()), marks(li)) == (3, ["LATER"])
    sweep(world)
    assert (len(outbox.take()), marks(li)) == (1, [])


def test_r27_given_a_message_that_somebody_sends_then_an_order_of_the_same_minutes_leaves_it_to_them(
    world: World, li: Professional, outbox: Outbox
) -> None:
    returned(world, li)
    with down("PublishBatch"):
        world.settle()
    assert (outbox.take(), marks(li)) == ([], ["LATER"])
    deliver(order_of(li, world.now + timedelta(minutes=9)))
    assert outbox.take() == []
    deliver(order_of(li, world.now + timedelta(minutes=10)))
    assert len(outbox.take()) == 1


def test_r27_given_the_night_then_nobody_is_woken_but_by_a_login_that_was_taken_from_them(
    world: World, li: Professional, outbox: Outbox
) -> None:
    world.now = NIGHT
    returned(world, li)
    sweep(world)
    assert (outbox.take(), marks(li)) == ([], ["LATER"])
    path = f"/v1/admin/professionals/{li.must('GET', '/v1/me')['id']}/login"
    world.administrator().must("POST", path, {"sub": "li2", "reason": "手机遗失"})
    world.settle()
    assert [each["kind"] for each in outbox.take()] == ["login_bound"]
    sweep(world, MORNING - timedelta(minutes=1) - world.now)
    assert outbox.take() == []
    sweep(world, timedelta(minutes=1))
    assert [each["kind"] for each in outbox.take()] == ["record_returned"]


def test_given_an_order_that_failed_every_time_then_its_letter_says_so_and_is_replayed(
    world: World, li: Professional, outbox: Outbox
) -> None:
    returned(world, li)
    with down("BatchGetItem", "N#"):
        world.settle()
    admin = world.administrator()
    (letter,) = admin.must("GET", "/v1/admin/dead-letters")["items"]
    assert (letter["function"], letter["items"][0]["kind"]) == (WORKER, "notices")
    path = f"/v1/admin/dead-letters/{letter['id']}/replay"
    assert admin.must("POST", path, {"reason": "故障已排除"})["done"] is True
    world.settle()
    assert len(outbox.take()) == 1


def test_given_what_somebody_chose_then_it_goes_out_so_and_the_inbox_has_all(
    world: World, li: Professional, outbox: Outbox
) -> None:
    chosen = li.must("GET", "/v1/me/messages")
    assert (chosen["channel"], chosen["mobile"]) == ("sms", "138****8000")
    assert "credits" not in chosen["topics"]
    asked = {"channel": "wechat", "topics": ["decisions"]}
    assert li.must("PUT", "/v1/me/messages", asked)["channel"] == "wechat"
    returned(world, li)
    world.settle()
    assert [each["channel"] for each in outbox.take()] == ["wechat"]
    li.must("PUT", "/v1/me/messages", {"channel": "none", "topics": ["decisions"]})
    returned(world, li, "JM-2")
    world.settle()
    assert li.must("GET", "/v1/me/messages")["topics"] == ["decisions"]
    assert (outbox.take(), marks(li)) == ([], [])
    assert len(li.must("GET", "/v1/me/notices")["items"]) == 2


def test_given_no_number_or_a_notice_that_was_read_then_no_message(
    world: World, outbox: Outbox, li: Professional
) -> None:
    other = world.professional("other").enrol("王伟", document=document(3))
    returned(world, other)
    returned(world, li)
    (notice,) = li.must("GET", "/v1/me/notices")["items"]
    li.must("POST", f"/v1/me/notices/{notice['id']}/read")
    world.settle()
    assert (outbox.take(), marks(other), marks(li)) == ([], [], [])


def test_r1_given_an_account_that_was_merged_then_what_its_inbox_is_told_goes_to_the_person_s_number(
    world: World, li: Professional, outbox: Outbox
) -> None:
    passport = {"type": "passport", "number": "E12345678"}
    old = world.professional("old").enrol(document=passport, mobile="13900139000")
    returned(world, old)
    into = li.must("GET", "/v1/me")["id"]
    merging = {"with": old.must("GET", "/v1/me")["id"], "reason": "同一人"}
    world.administrator().must("POST", f"/v1/admin/professionals/{into}/merge", merging)
    world.settle()
    assert {each["number"] for each in outbox.take()} == {f"+86{MOBILE}"}


@pytest.mark.parametrize(
    ("hour", "minute", "day"),
    [(8, 59, False), (9, 0, True), (20, 59, True), (21, 0, False), (0, 0, False)],
)
def test_r27_given_an_hour_then_by_day_is_from_nine_to_nine_and_what_waits_goes_at_nine(
    hour: int, minute: int, *, day: bool
) -> None:
    at = datetime(2020, 6, 1, hour, minute, tzinfo=SHANGHAI)
    assert is_by_day(at) is day
    if not day:
        assert next_day(at) == at.replace(hour=9, minute=0) + timedelta(days=hour >= 21)


def test_given_a_number_then_it_goes_out_with_its_country() -> None:
    assert address_of(MessageChoice(), MOBILE).number == f"+86{MOBILE}"
    assert address_of(MessageChoice(), "+85291234567").number == "+85291234567"
