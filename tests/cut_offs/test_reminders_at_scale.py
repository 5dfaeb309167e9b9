"""Reminders of more people than one run can read (R27): each run goes on where the last one stopped."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.cut_offs.actions.send_reminders import MOST_FAILED, PAGE
from chalicelib.events import schedules
from chalicelib.notices.store.notices import find_notices
from chalicelib.platform.actions.run import Unfinished
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.functions import BY_DAY
from chalicelib.platform.store import tables
from chalicelib.platform.store.tables import RegistryItem
from local.context import Context
from local.schedules import event_of
from tests.faults import down
from tests.journey.hurried import Hurried
from tests.journey.telling import lines_of
from tests.journey.world import Professional, World

DUE = datetime(2020, 12, 24, 9, tzinfo=SHANGHAI)
BEFORE_PEOPLE = 4
"""How often a run asks for the time before it looks at anybody: years 2018 to 2020, then the list."""


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


def person_of(client: Professional) -> str:
    return str(client.must("GET", "/v1/me")["id"])


def reminded(people: list[Professional]) -> list[int]:
    return [len(find_notices([person_of(each)], None, 50)) for each in people]


def remind(context: Any = None, at: datetime = DUE, detail: Any = None) -> None:  # noqa: ANN401 - Lambda's
    schedules.remind({**event_of(at), "detail": detail or {}}, context or Context("remind"))


@contextmanager
def reading() -> Iterator[list[str]]:
    """The people whose years are read, in order."""
    read: list[str] = []

    def hook(params: dict[str, Any], **_: object) -> None:
        body = params["body"] if isinstance(params["body"], str) else params["body"].decode()
        if '"P#' in body:
            read.append(body.split('"P#')[1].split('"')[0])

    events = RegistryItem._get_connection().connection.client.meta.events  # noqa: SLF001 - PynamoDB shows it nowhere else
    events.register("before-call.dynamodb.Query", hook)
    try:
        yield read
    finally:
        events.unregister("before-call.dynamodb.Query", hook)


def test_r27_given_runs_with_time_for_two_then_each_goes_on_and_nobody_is_read_twice(
    people: list[Professional],
) -> None:
    after = []
    with reading() as read:
        for run in range(5):
            remind(Hurried(BEFORE_PEOPLE + 2), DUE + timedelta(minutes=5 * run))
            after.append(len(read))
    assert after == [2, 4, 6, 6, 6]
    assert len(set(read)) == 6
    assert reminded(people) == [1] * 6


@pytest.mark.ministack
def test_r27_given_a_run_with_no_time_at_all_then_no_error_and_the_next_does_it(
    people: list[Professional],
) -> None:
    remind(Hurried(0))
    assert reminded(people) == [0] * 6
    remind()
    assert reminded(people) == [1] * 6


def test_r27_given_the_next_reminder_then_it_has_a_place_of_its_own(
    people: list[Professional],
) -> None:
    remind(Hurried(BEFORE_PEOPLE + 2))
    remind(at=datetime(2020, 12, 30, 9, tzinfo=SHANGHAI))
    assert reminded(people) == [2, 2, 1, 1, 1, 1]


def test_r27_given_one_with_whom_it_fails_then_the_others_are_reminded_and_they_later(
    people: list[Professional], told: io.StringIO
) -> None:
    bad = person_of(people[1])
    with down("Query", f"P#{bad}"):
        for run in range(3):
            with pytest.raises(Unfinished):
                remind(at=DUE + timedelta(minutes=5 * run))
    assert reminded(people) == [1, 0, 1, 1, 1, 1]
    failed = [line for line in lines_of(told) if line["event"] == "schedule_failed"]
    assert [bad in str(line) for line in failed] == [False] * 3
    assert "QueryError" in failed[0]["fault"]
    remind(at=DUE + timedelta(days=1))
    assert reminded(people) == [1] * 6
    with reading() as read:
        remind(at=DUE + timedelta(days=2))
    assert read == []


def test_r27_given_so_many_failures_that_the_fault_is_ours_then_nobody_is_passed_over(
    world: World,
) -> None:
    unreadable = [
        RegistryItem(pk=f"P#{n}", sk="PROFILE", body={}, list="PEOPLE#440104", order=f"a#{n}")
        for n in range(MOST_FAILED + 1)
    ]
    with RegistryItem.batch_write() as batch:
        for item in unreadable:
            batch.save(item)
    li = world.professional().enrol()
    for _ in range(2):
        with pytest.raises(Unfinished) as failure:
            remind()
        assert failure.value.args == (MOST_FAILED,)
        assert reminded([li]) == [0]
    with RegistryItem.batch_write() as batch:
        for item in unreadable:
            batch.delete(item)
    remind()
    assert reminded([li]) == [1]


def test_r27_given_more_than_a_page_then_all_of_them(world: World) -> None:
    with RegistryItem.batch_write() as batch:
        for n in range(PAGE + 5):  # people who are gone, but whom the list still names
            batch.save(
                RegistryItem(pk=f"P#{n}", sk="X", body={}, list="PEOPLE#440104", order=f"{n:03}")
            )
    li = world.professional().enrol(territory="440104")
    with reading() as read:
        remind()
    assert (reminded([li]), len(read), len(set(read))) == ([1], PAGE + 6, PAGE + 6)


def test_r27_given_two_runs_at_once_then_nobody_is_told_twice_and_nobody_left_out(
    people: list[Professional],
) -> None:
    """The second runs from its beginning to its end amid the first one's first write."""
    runs = [0]

    def meanwhile(**_event: object) -> None:
        if not runs[0]:
            runs[0] += 1
            remind()

    events = tables.RegistryItem._get_connection().connection.client.meta.events  # noqa: SLF001 - as above
    events.register("before-call.dynamodb.PutItem", meanwhile)
    remind()
    events.unregister("before-call.dynamodb.PutItem", meanwhile)
    assert runs == [1]
    with reading() as read:
        remind()
    assert (reminded(people), read) == ([1] * 6, [])


def test_r27_given_who_enrols_when_their_territory_is_done_then_the_next_reminder_or_a_run_anew(
    world: World, people: list[Professional]
) -> None:
    remind()
    late = world.professional("late").enrol("李䶮")
    remind(at=DUE + timedelta(days=1))
    assert reminded([late]) == [0]
    remind(at=DUE + timedelta(days=1), detail={schedules.ANEW: True})
    assert reminded([*people, late]) == [1] * 7


def test_r27_given_the_schedule_then_nobody_is_woken() -> None:
    minutes, hours, *_ = BY_DAY.removeprefix("cron(").split()
    first, last = (int(hour) + 8 for hour in hours.split("-"))
    assert (minutes, first, last) == ("0/5", 9, 20)
