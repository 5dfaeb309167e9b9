import threading
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.clock import Clock
from local.cloud import Cloud
from local.pump import Pump, Reader
from tests.local.stream import HR, REGISTRY, Handler, PumpFor, name_of, put


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
