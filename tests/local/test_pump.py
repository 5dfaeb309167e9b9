import json
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.clock import Clock
from local.context import Context
from local.pump import Pump, Reader
from local.resources import Cloud

PumpFor = Callable[..., Pump]
REGISTRY, HR = "RegistryTable", "HrTable"


class Handler:
    """Notes what it was handed, and fails where it is told to."""

    def __init__(
        self, poison: Iterable[str] = (), *, reports: bool = True, heals_after: int = 10**6
    ) -> None:
        self.batches = []
        self.contexts = []
        self.done = []
        self._poison = set(poison)
        self._reports = reports
        self._heals_after = heals_after
        self.tries = Counter()

    def __call__(self, event: dict[str, Any], context: Context) -> dict[str, Any]:
        names = [name_of(record) for record in event["Records"]]
        self.batches.append(names)
        self.contexts.append(context)
        self.tries.update(names)
        bad = [n for n in names if n in self._poison and self.tries[n] <= self._heals_after]
        if bad and not self._reports:
            raise RuntimeError("whole batch")
        self.done += [name for name in names if name not in bad]
        return {"batchItemFailures": [{"itemIdentifier": n} for n in self._numbers(event, bad)]}

    def _numbers(self, event: dict[str, Any], bad: list[str]) -> list[str]:
        records = [record for record in event["Records"] if name_of(record) in bad]
        return [record["dynamodb"]["SequenceNumber"] for record in records]


def name_of(record: dict[str, Any]) -> str:
    return record["dynamodb"]["Keys"]["pk"]["S"]


def put(cloud: Cloud, *names: str, table: str = REGISTRY, **attributes: object) -> None:
    for name in names:
        item = {"pk": {"S": name}, "sk": {"S": "x"}, **attributes}
        cloud.client("dynamodb").put_item(TableName=table, Item=item)


def letters(cloud: Cloud, queue: str = "SyncDeadLetters") -> list[Any]:
    url = cloud.queue_url(queue)
    answer = cloud.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    return [json.loads(message["Body"]) for message in answer.get("Messages", [])]


@pytest.fixture
def pump_for(cloud: Cloud, clock: Clock) -> PumpFor:
    def make(handler: Handler, **settings: Any) -> Pump:
        letters_to = cloud.queue_url("SyncDeadLetters")
        reader = Reader("reader", REGISTRY, handler, dead_letters=letters_to)
        return Pump(cloud, [replace(reader, **settings: Any)], clock)

    return make


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


def test_given_a_partial_failure_then_it_goes_on_from_the_first_that_failed(
    cloud: Cloud, pump_for: PumpFor
) -> None:
    handler = Handler(poison={"c"}, heals_after=1)
    put(cloud, *"abcd")
    pump_for(handler).drain()
    assert handler.batches == [["a", "b", "c", "d"], ["c", "d"]]
    assert letters(cloud) == []


def test_given_a_passing_failure_then_it_is_retried_and_nothing_dies(
    cloud: Cloud, pump_for: PumpFor
) -> None:
    handler = Handler(poison={"a"}, heals_after=2)
    put(cloud, "a")
    pump_for(handler, retries=2).drain()
    assert handler.batches == [["a"]] * 3
    assert handler.done == ["a"]
    assert letters(cloud) == []


@pytest.mark.parametrize("reports", [True, False])
def test_given_one_poisoned_record_then_it_alone_dies(
    cloud: Cloud, pump_for: PumpFor, *, reports: bool
) -> None:
    handler = Handler(poison={"c"}, reports=reports)
    put(cloud, *"abcde")
    pump_for(handler, retries=2).drain()
    assert list(dict.fromkeys(handler.done)) == ["a", "b", "d", "e"]
    assert handler.batches.count(["c"]) == 3
    [letter] = letters(cloud)
    info = letter["DDBStreamBatchInfo"]
    assert info["batchSize"] == 1
    assert info["startSequenceNumber"] == info["endSequenceNumber"]
    assert info["streamArn"] == cloud.attributes["RegistryTable"]["StreamArn"]


@pytest.mark.ministack
def test_given_a_dead_letter_then_it_can_be_read_again_from_the_stream(
    cloud: Cloud, pump_for: PumpFor
) -> None:
    put(cloud, *"abc")
    pump_for(Handler(poison={"b"}), retries=0).drain()
    info = letters(cloud)[0]["DDBStreamBatchInfo"]
    streams = cloud.client("dynamodbstreams")
    iterator = streams.get_shard_iterator(
        StreamArn=info["streamArn"],
        ShardId=info["shardId"],
        ShardIteratorType="AT_SEQUENCE_NUMBER",
        SequenceNumber=info["startSequenceNumber"],
    )["ShardIterator"]
    record = streams.get_records(ShardIterator=iterator, Limit=1)["Records"][0]
    assert name_of(record) == "b"


def test_given_no_bisecting_then_the_whole_batch_is_retried_and_dies(
    cloud: Cloud, pump_for: PumpFor
) -> None:
    handler = Handler(poison={"b"}, reports=False)
    put(cloud, *"abc")
    pump = pump_for(handler, bisect=False, retries=1, batch_size=2)
    pump.drain()
    assert handler.batches == [["a", "b"], ["a", "b"], ["c"]]
    [letter] = letters(cloud)
    info = letter["DDBStreamBatchInfo"]
    assert info["batchSize"] == 2
    assert int(info["startSequenceNumber"]) < int(info["endSequenceNumber"])
    assert letter["requestContext"]["approximateInvokeCount"] == 2


def test_given_no_dead_letter_queue_then_what_dies_blocks_nothing(
    cloud: Cloud, pump_for: PumpFor
) -> None:
    handler = Handler(poison={"a"})
    put(cloud, "a", "b")
    pump_for(handler, retries=0, dead_letters=None).drain()
    assert handler.done.count("b") >= 1
    assert letters(cloud) == []


def test_given_a_failing_batch_then_what_follows_waits_for_it(
    cloud: Cloud, pump_for: PumpFor
) -> None:
    handler = Handler(poison={"a"}, heals_after=2)
    put(cloud, "a")
    pump = pump_for(handler, retries=5)
    pump.step()
    put(cloud, "b")
    pump.step()
    assert handler.batches == [["a"], ["a"]]
    pump.drain()
    assert handler.done == ["a", "b"]


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
