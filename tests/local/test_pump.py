import threading
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.clock import Clock
from local.cloud import Cloud
from local.context import Context
from local.lanes import lane_of
from local.pump import Pump
from local.stream_reader import Reader
from tests.local.stream import HR, REGISTRY, Handler, PumpFor, name_of, put, record_of


@pytest.mark.ministack
def test_given_writes_before_and_after_then_all_arrive_once_in_order(
    cloud: Cloud, pump_for: PumpFor
) -> None:
    handler = Handler()
    put(cloud, "a", "b")
    pump = pump_for(handler)
    pump.drain()
    put(cloud, "c")
    pump.drain()
    pump.drain()
    assert handler.done == ["a", "b", "c"]


@pytest.mark.ministack
def test_given_every_kind_of_change_then_events_carry_both_images(
    cloud: Cloud, clock: Clock, pump_for: PumpFor
) -> None:
    events = []
    put(cloud, "a", n={"N": "1"}, b={"B": b"\xff"})
    put(cloud, "a", n={"N": "2"})
    key = {"pk": {"S": "a"}, "sk": {"S": "x"}}
    cloud.client("dynamodb").delete_item(TableName=REGISTRY, Key=key)
    before = clock.now().timestamp()
    pump_for(lambda event, _context: events.extend(event["Records"])).drain()
    assert [event["eventName"] for event in events] == ["INSERT", "MODIFY", "REMOVE"]
    insert, modify, remove = (event["dynamodb"] for event in events)
    assert insert["NewImage"] == {**key, "n": {"N": "1"}, "b": {"B": "/w=="}}
    assert "OldImage" not in insert
    assert (modify["OldImage"]["n"], modify["NewImage"]["n"]) == ({"N": "1"}, {"N": "2"})
    assert remove["OldImage"]["n"] == {"N": "2"}
    assert "NewImage" not in remove
    assert all(image["Keys"] == key for image in (insert, modify, remove))
    assert len({event["eventID"] for event in events}) == 3
    assert {event["eventSourceARN"] for event in events} == {
        cloud.attributes["RegistryTable"]["StreamArn"]
    }
    assert before <= insert["ApproximateCreationDateTime"] <= clock.now().timestamp()


def test_given_a_set_clock_then_events_are_of_its_time(
    cloud: Cloud, clock: Clock, pump_for: PumpFor
) -> None:
    events = []
    put(cloud, "a")
    clock.set(clock.now().replace(year=2020, month=6, day=1))
    pump_for(lambda event, _context: events.extend(event["Records"])).drain()
    created = events[0]["dynamodb"]["ApproximateCreationDateTime"]
    assert abs(created - clock.now().timestamp()) < 60


def test_given_more_than_a_batch_then_batches_follow_in_order(
    cloud: Cloud, pump_for: PumpFor
) -> None:
    handler = Handler()
    put(cloud, *"abcde")
    pump_for(handler, batch_size=2).drain()
    assert handler.batches == [["a", "b"], ["c", "d"], ["e"]]


def test_given_lanes_then_a_step_tries_a_batch_of_each_one_after_the_other(
    cloud: Cloud, pump_for: PumpFor
) -> None:
    handler = Handler()
    put(cloud, *"abcdefgh")
    pump = pump_for(handler, batch_size=2, at_once=10)
    assert pump.step() == 8 - sum(len(each) - 2 for each in of_lanes("abcdefgh") if len(each) > 2)
    pump.drain()
    assert sorted(handler.done) == list("abcdefgh")
    assert all(handler.batches.index([*each[:2]]) >= 0 for each in of_lanes("abcdefgh"))


def of_lanes(names: str) -> list[str]:
    """The names of each of ten lanes that has any, in order."""
    lanes = [[name for name in names if lane_of(record_of(name), 10) == n] for n in range(10)]
    return ["".join(each) for each in lanes if each]


def test_given_a_filter_then_only_what_it_lets_through_arrives(
    cloud: Cloud, pump_for: PumpFor
) -> None:
    handler = Handler()
    put(cloud, *"abcde")
    pump = pump_for(handler, batch_size=2, filter=lambda record: name_of(record) in "ade")
    pump.drain()
    assert handler.batches == [["a", "d"], ["e"]]


def test_given_steps_then_each_tries_one_batch_and_counts_what_it_looked_at(
    cloud: Cloud, pump_for: PumpFor
) -> None:
    put(cloud, *"abcde")
    pump = pump_for(Handler(), batch_size=2, filter=lambda record: name_of(record) != "b")
    assert [pump.step() for _ in range(4)] == [3, 2, 0, 0]


def test_given_two_readers_then_each_gets_everything_and_none_waits_for_the_other(
    cloud: Cloud, clock: Clock
) -> None:
    slow, quick = Handler(poison={"a"}, heals_after=3), Handler()
    put(cloud, "a", "b")
    readers = [
        Reader("slow", REGISTRY, slow, batch_size=1, retries=5),
        Reader("quick", REGISTRY, quick, batch_size=1, retries=5),
    ]
    pump = Pump(cloud, readers, clock)
    pump.step()
    pump.step()
    assert (slow.done, quick.done) == ([], ["a", "b"])
    pump.drain()
    assert (slow.done, quick.done) == (["a", "b"], ["a", "b"])


def test_given_a_third_reader_of_a_stream_then_it_is_refused(cloud: Cloud, clock: Clock) -> None:
    readers = [Reader(name, REGISTRY, Handler()) for name in "abc"]
    with pytest.raises(ValueError, match="more than 2 readers"):
        Pump(cloud, readers, clock)


def test_given_a_handler_that_writes_then_the_same_drain_delivers_it(
    cloud: Cloud, clock: Clock
) -> None:
    seen = Handler()

    def copy(event: dict[str, Any], _context: object) -> None:
        put(cloud, *map(name_of, event["Records"]), table=HR)

    # The HR reader comes first, so it sees nothing in the first pass.
    readers = [Reader("match", HR, seen), Reader("sync", REGISTRY, copy)]
    put(cloud, "a", "b")
    Pump(cloud, readers, clock).drain()
    assert seen.done == ["a", "b"]


@pytest.mark.ministack
def test_given_a_failed_transaction_then_nothing_of_it_arrives(
    cloud: Cloud, pump_for: PumpFor
) -> None:
    handler = Handler()
    pump = pump_for(handler)
    put(cloud, "a")
    pump.drain()
    with pytest.raises(ClientError):
        cloud.client("dynamodb").transact_write_items(
            TransactItems=[
                {"Put": {"TableName": REGISTRY, "Item": {"pk": {"S": "no"}, "sk": {"S": "x"}}}},
                {
                    "Put": {
                        "TableName": REGISTRY,
                        "Item": {"pk": {"S": "a"}, "sk": {"S": "x"}},
                        "ConditionExpression": "attribute_not_exists(pk)",
                    }
                },
            ]
        )
    pump.drain()
    put(cloud, "b")
    pump.drain()
    assert handler.done == ["a", "b"]


def test_given_an_invocation_then_its_context_names_the_function(
    cloud: Cloud, pump_for: PumpFor
) -> None:
    handler = Handler()
    put(cloud, "a")
    pump_for(handler).drain()
    [context] = handler.contexts
    assert context.function_name == "reader"
    assert context.invoked_function_arn.endswith(":reader")
    assert context.get_remaining_time_in_millis() > 0


@pytest.mark.ministack(only=True)
def test_given_a_running_pump_then_it_delivers_by_itself_and_stops_when_told(
    cloud: Cloud, clock: Clock
) -> None:
    arrived, stop = threading.Event(), threading.Event()
    readers = [
        Reader("one", REGISTRY, lambda _event, _context: arrived.set()),
        Reader("two", HR, Handler()),
    ]
    pump = Pump(cloud, readers, clock)
    running = threading.Thread(target=pump.run, args=(stop,))
    running.start()
    put(cloud, "a")
    assert arrived.wait(10)
    stop.set()
    running.join(5)
    assert not running.is_alive()


@pytest.mark.ministack(only=True)
def test_given_a_running_pump_then_items_go_side_by_side_and_each_of_them_in_order(
    cloud: Cloud, clock: Clock
) -> None:
    names = {lane_of(record_of(name), 2): name for name in "abcdefgh"}
    seen, stop, together = Handler(), threading.Event(), threading.Barrier(2, timeout=10)
    rest = threading.Semaphore(0)

    def meet(event: dict[str, Any], context: Context) -> dict[str, Any]:
        together.wait()  # passes if two batches are under way at once
        answer = seen(event, context)
        for _record in event["Records"]:
            rest.release()
        return answer

    pump = Pump(cloud, [Reader("one", REGISTRY, meet, batch_size=1, at_once=2)], clock)
    running = threading.Thread(target=pump.run, args=(stop,))
    running.start()
    for number in range(3):
        put(cloud, *names.values(), n={"N": str(number)})
    assert all(rest.acquire(timeout=10) for _ in range(6))
    stop.set()
    running.join(5)
    assert len(names) == 2
    assert sorted(seen.done) == sorted([*names.values()] * 3)
    for name in names.values():
        assert [number for each, number in seen.numbers if each == name] == ["0", "1", "2"]


@pytest.mark.ministack(only=True)
def test_given_a_running_pump_and_an_item_that_fails_then_others_go_on(
    cloud: Cloud, clock: Clock
) -> None:
    names = {lane_of(record_of(name), 2): name for name in "abcdefgh"}
    poisoned, other = names.values()
    arrived, stop = threading.Event(), threading.Event()

    def fail_once(event: dict[str, Any], _context: object) -> None:
        if name_of(event["Records"][0]) == poisoned:
            assert arrived.wait(10), "the other one waits for this"
        else:
            arrived.set()

    pump = Pump(cloud, [Reader("one", REGISTRY, fail_once, at_once=2)], clock)
    running = threading.Thread(target=pump.run, args=(stop,))
    running.start()
    put(cloud, poisoned)
    put(cloud, other)
    assert arrived.wait(10)
    stop.set()
    running.join(5)
    assert not running.is_alive()


@pytest.mark.ministack(only=True)
def test_given_a_running_pump_then_a_drain_waits_for_what_its_threads_do(
    cloud: Cloud, clock: Clock
) -> None:
    seen, entered, release, stop = (
        Handler(),
        threading.Event(),
        threading.Event(),
        threading.Event(),
    )

    def slow_copy(event: dict[str, Any], _context: object) -> None:
        entered.set()
        assert release.wait(10)
        put(cloud, *map(name_of, event["Records"]), table=HR)

    pump = Pump(cloud, [Reader("match", HR, seen), Reader("sync", REGISTRY, slow_copy)], clock)
    running = threading.Thread(target=pump.run, args=(stop,))
    running.start()
    put(cloud, "a")
    assert entered.wait(10)
    draining = threading.Thread(target=pump.drain)
    draining.start()
    assert draining.is_alive()
    release.set()
    draining.join(10)
    assert seen.done == ["a"]
    stop.set()
    running.join(5)
