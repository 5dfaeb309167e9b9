import pytest

from local.cloud import Cloud
from tests.local.stream import Handler, PumpFor, letters, name_of, put


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
