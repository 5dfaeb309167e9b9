"""Reminders of more people than one function can remind (R27): ordered of workers, who are many."""

import io
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from chalicelib.cut_offs.actions import order_reminders
from chalicelib.cut_offs.rules.reminder import may_be_sent
from chalicelib.cut_offs.store import reminders as store
from chalicelib.cut_offs.store.reminders import ReminderProgress
from chalicelib.events import queues, schedules
from chalicelib.notices.rules.delivery import FIRST_HOUR, LAST_HOUR
from chalicelib.notices.store.notices import find_notices
from chalicelib.people.actions import ask_people
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.functions import BY_DAY
from chalicelib.platform.store import tables
from chalicelib.platform.store.tables import RegistryItem
from local.context import Context
from local.schedules import event_of
from tests.faults import Killed, down, killer
from tests.journey.hurried import Hurried
from tests.journey.telling import lines_of
from tests.journey.world import Professional, World
from tests.processes import alone

DUE = datetime(2020, 12, 24, 9, tzinfo=SHANGHAI)
MINUTES = timedelta(minutes=5)


@pytest.fixture
def people(world: World) -> list[Professional]:
    """Three people of 越秀区 and three of 蓬江区, in the order of the lists."""
    return [
        world.professional(f"p{n}").enrol(
            f"李{'一丁七万丈三'[n]}",
            "440104" if n < 3 else "440703",
            document={"type": "passport", "number": f"E100000{n}"},
        )
        for n in range(6)
    ]


@pytest.fixture
def two_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run may order two people to be reminded, each by an order of its own."""
    monkeypatch.setattr(order_reminders, "PEOPLE", 1)
    monkeypatch.setattr(order_reminders, "STEP", 2)
    monkeypatch.setenv(schedules.PER_SECOND, "0")


def person_of(client: Professional) -> str:
    return str(client.must("GET", "/v1/me")["id"])


def reminded(people: list[Professional]) -> list[int]:
    return [len(find_notices([person_of(each)], None, 50)) for each in people]


def order(context: Any = None, at: datetime = DUE, detail: Any = None) -> None:  # noqa: ANN401 - Lambda's
    """As EventBridge has it; what is ordered lies in its queue."""
    handler = alone(schedules.remind)
    handler({**event_of(at), "detail": detail or {}}, context or Context("remind"))


def work(world: World) -> None:
    world.pump.work_off(["remind_people"])


def remind(world: World, context: Any = None, at: datetime = DUE, detail: Any = None) -> None:  # noqa: ANN401 - Lambda's
    order(context, at, detail)
    work(world)


def message(people: Sequence[str], *, at: datetime, waited: timedelta = timedelta()) -> Any:  # noqa: ANN401 - Lambda's
    """An order that has waited in its queue."""
    ordered = {
        "reminder": "2020-regular",
        "year": 2020,
        "cut_off": "2020-12-31",
        "days": 7,
        "people": people,
        "at": at.isoformat(),
        "sent": time.time() - waited.total_seconds(),  # noqa: TID251 - as the gateway does
    }
    return {"Records": [{"messageId": "m-1", "body": json.dumps(ordered)}]}


def delivered(sent: Any) -> Any:  # noqa: ANN401 - Lambda's
    return alone(queues.remind_people)(sent, Context("remind_people"))


@contextmanager
def reading() -> Iterator[list[str]]:
    """The people whose years are read, in order."""
    read: list[str] = []

    def hook(params: dict[str, Any], **_: object) -> None:
        body = params["body"] if isinstance(params["body"], str) else params["body"].decode()
        if '"P#' in body and "IndexName" not in body:
            read.append(body.split('"P#')[1].split('"')[0])

    events = RegistryItem._get_connection().connection.client.meta.events  # noqa: SLF001 - PynamoDB shows it nowhere else
    events.register("before-call.dynamodb.Query", hook)
    try:
        yield read
    finally:
        events.unregister("before-call.dynamodb.Query", hook)


@pytest.mark.usefixtures("two_a_run")
def test_r27_given_a_bound_of_two_a_run_then_each_goes_on_and_nobody_is_read_twice(
    world: World, people: list[Professional]
) -> None:
    after = []
    with reading() as read:
        for run in range(5):
            remind(world, at=DUE + run * MINUTES)
            after.append(len(read))
    assert after == [2, 4, 6, 6, 6]
    assert read == [person_of(each) for each in people]
    assert reminded(people) == [1] * 6


@pytest.mark.ministack
def test_r27_given_a_run_with_no_time_at_all_then_no_error_and_the_next_does_it(
    world: World, people: list[Professional]
) -> None:
    remind(world, Hurried(0))
    assert reminded(people) == [0] * 6
    remind(world)
    assert reminded(people) == [1] * 6


@pytest.mark.usefixtures("two_a_run")
def test_r27_given_the_next_reminder_then_it_has_a_place_of_its_own(
    world: World, people: list[Professional]
) -> None:
    remind(world)
    remind(world, at=datetime(2020, 12, 30, 9, tzinfo=SHANGHAI))
    assert reminded(people) == [2, 2, 0, 0, 0, 0]


@pytest.mark.parametrize("landed", [False, True])
@pytest.mark.usefixtures("two_a_run")
def test_r27_given_a_run_killed_before_it_is_kept_how_far_it_is_then_nobody_is_told_twice(
    world: World, people: list[Professional], *, landed: bool
) -> None:
    with killer(1, landed=landed).listening(), pytest.raises(Killed):
        order()
    for run in range(1, 4):
        remind(world, at=DUE + run * MINUTES)
    assert reminded(people) == [1] * 6


@pytest.mark.ministack
@pytest.mark.parametrize("landed", [False, True])
@pytest.mark.parametrize("place", range(1, 3))
def test_r27_given_a_worker_killed_at_any_write_then_its_order_comes_again_and_ends_it(
    world: World, people: list[Professional], place: int, *, landed: bool
) -> None:
    """Two notices."""
    sent = message([person_of(each) for each in people[:2]], at=DUE)
    with killer(place, landed=landed).listening(), pytest.raises(Killed):
        delivered(sent)
    assert delivered(sent) == {"batchItemFailures": []}
    world.now = DUE + 2 * MINUTES
    world.tick("sweep")
    assert reminded(people) == [1, 1, 0, 0, 0, 0]


def test_r27_given_one_with_whom_it_fails_then_the_others_are_reminded_and_they_by_its_replay(
    world: World, people: list[Professional], told: io.StringIO
) -> None:
    bad = person_of(people[1])
    with down("Query", f"P#{bad}"):
        remind(world)
    assert reminded(people) == [1, 0, 1, 1, 1, 1]
    failed = [line for line in lines_of(told) if line["event"] == "schedule_failed"]
    assert [bad in str(line) for line in failed] == [False] * 5
    assert "QueryError" in failed[0]["fault"]
    admin = world.administrator()
    (letter,) = admin.must("GET", "/v1/admin/dead-letters")["items"]
    assert (letter["function"], letter["items"][0]["kind"]) == ("remind_people", "reminder")
    assert letter["items"][0]["job"] == "2020-regular"
    path = f"/v1/admin/dead-letters/{letter['id']}/replay"
    assert admin.must("POST", path, {"reason": "故障已排除"})["done"] is True
    work(world)
    assert reminded(people) == [1] * 6
    with reading() as read:
        remind(world, at=DUE + timedelta(days=2))
    assert read == []


def test_r27_given_two_runs_at_once_then_nobody_is_told_twice_and_nobody_left_out(
    world: World, people: list[Professional]
) -> None:
    """The second runs from its beginning to its end amid the first one's first write."""
    runs = [0]

    def meanwhile(**_event: object) -> None:
        if not runs[0]:
            runs[0] += 1
            order()

    events = tables.RegistryItem._get_connection().connection.client.meta.events  # noqa: SLF001 - as above
    events.register("before-call.dynamodb.PutItem", meanwhile)
    order()
    events.unregister("before-call.dynamodb.PutItem", meanwhile)
    work(world)
    assert (runs, reminded(people)) == ([1], [1] * 6)
    with reading() as read:
        remind(world)
    assert read == []


def test_r27_given_who_enrols_when_their_territory_is_done_then_the_next_reminder_or_a_run_anew(
    world: World, people: list[Professional]
) -> None:
    remind(world)
    late = world.professional("late").enrol("李䶮")
    remind(world, at=DUE + timedelta(days=1))
    assert reminded([late]) == [0]
    remind(world, at=DUE + timedelta(days=1), detail={schedules.ANEW: True})
    assert reminded([*people, late]) == [1] * 7


def test_r27_given_a_reminder_that_an_earlier_version_has_begun_then_it_goes_on_from_there(
    world: World, people: list[Professional]
) -> None:
    listed = ask_people.list_people(None, 10)
    begun = ReminderProgress(
        window="2020-regular",
        cut_off=date(2020, 12, 31),
        days=7,
        after=listed[3].position,
        failed=(listed[1].id,),
    )
    store.put_progress(begun)
    with reading() as read:
        remind(world)
        remind(world)
    assert read == [listed[1].id, listed[4].id, listed[5].id]
    assert reminded(people) == [0, 1, 0, 0, 1, 1]


@pytest.mark.parametrize(
    ("at", "waited", "is_told"),
    [
        (DUE, timedelta(hours=11, minutes=59), True),
        (DUE, timedelta(hours=12, minutes=1), False),
        (DUE, timedelta(hours=23, minutes=59), False),
        (DUE, timedelta(hours=24, minutes=1), True),
        (DUE.replace(hour=22), timedelta(), True),
    ],
)
def test_r27_given_an_order_that_waits_until_the_evening_then_it_is_put_off_and_nobody_is_woken(
    world: World, people: list[Professional], at: datetime, waited: timedelta, *, is_told: bool
) -> None:
    some = [person_of(each) for each in people]
    assert delivered(message(some, at=at, waited=waited)) == {"batchItemFailures": []}
    assert reminded(people) == [int(is_told)] * 6
    queue = world.cloud.queue_url("ReminderOrders")
    delayed = "ApproximateNumberOfMessagesDelayed"
    given = world.cloud.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=[delayed])
    assert int(given["Attributes"][delayed]) == int(not is_told)


@pytest.mark.parametrize("days", [6, 8])
def test_r27_given_an_order_whose_time_is_over_then_nobody_is_told_late(
    people: list[Professional], days: int
) -> None:
    """Six days later the next reminder is due, eight days later the window is closed."""
    delivered(message([person_of(each) for each in people], at=DUE, waited=timedelta(days=days)))
    assert reminded(people) == [0] * 6


def test_r27_given_the_schedule_then_nobody_is_woken() -> None:
    minutes, hours, *_ = BY_DAY.removeprefix("cron(").split()
    first, last = (int(hour) + 8 for hour in hours.split("-"))
    assert (minutes, first, last) == ("0/5", FIRST_HOUR, LAST_HOUR - 1)
    last_run = datetime(2020, 12, 24, last, 55, tzinfo=SHANGHAI)
    assert may_be_sent(last_run, last_run)
    assert not may_be_sent(last_run, last_run + MINUTES)
