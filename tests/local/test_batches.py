import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.batches import (
    Batch,
    Outcome,
    after_failure,
    dead_letter,
    event_of,
    first_failure,
)

STREAM = "arn:aws-cn:dynamodb:cn-north-1:000000000000:table/T/stream/label"
AT = datetime(2020, 6, 1, 1, 2, 3, 500_000, tzinfo=UTC)


def batch_of(*numbers: int, retries: int = 0) -> Batch:
    return Batch(tuple({"dynamodb": {"SequenceNumber": str(n)}} for n in numbers), retries)


def failed(*identifiers: object) -> dict[str, object]:
    return {"batchItemFailures": [{"itemIdentifier": one} for one in identifiers]}


@pytest.mark.parametrize("answer", [None, {}, {"batchItemFailures": []}, {"other": 1}, "text"])
def test_given_no_reported_failure_then_the_batch_is_done(answer: object) -> None:
    assert first_failure(batch_of(1, 2), answer) is None


def test_given_several_failures_then_the_earliest_counts() -> None:
    assert first_failure(batch_of(7, 8, 9), failed("9", "8")) == 1


@pytest.mark.parametrize(
    "answer",
    [
        failed(""),
        failed(None),
        failed("99"),
        failed("8", "99"),
        {"batchItemFailures": [{"wrong_name": "8"}]},
        {"batchItemFailures": ["8"]},
        {"batchItemFailures": "8"},
    ],
)
def test_given_an_identifier_that_names_no_record_then_the_whole_batch_failed(
    answer: object,
) -> None:
    assert first_failure(batch_of(7, 8, 9), answer) == 0


def test_given_progress_then_the_rest_is_a_new_batch() -> None:
    outcome = after_failure(batch_of(1, 2, 3, retries=2), 1, retries=2, bisect=True)
    assert outcome == Outcome(remaining=(batch_of(2, 3),))


def test_given_no_progress_then_the_batch_is_cut_which_is_no_retry() -> None:
    outcome = after_failure(batch_of(1, 2, 3, retries=1), 0, retries=2, bisect=True)
    assert outcome == Outcome(remaining=(batch_of(1, retries=1), batch_of(2, 3, retries=1)))


def test_given_no_bisecting_then_the_whole_batch_is_retried() -> None:
    outcome = after_failure(batch_of(1, 2), 0, retries=1, bisect=False)
    assert outcome == Outcome(remaining=(batch_of(1, 2, retries=1),))


@pytest.mark.parametrize(("retries", "is_dead"), [(0, False), (1, False), (2, True)])
def test_given_a_single_record_then_it_dies_after_all_its_retries(
    retries: int, *, is_dead: bool
) -> None:
    outcome = after_failure(batch_of(1, retries=retries), 0, retries=2, bisect=True)
    assert (outcome.dead is not None) is is_dead


@given(
    size=st.integers(1, 20),
    place=st.integers(0, 19),
    tried=st.integers(0, 4),
    bisect=st.booleans(),
)
def test_given_any_failure_then_no_record_is_lost_doubled_or_reordered(
    size: int, place: int, tried: int, *, bisect: bool
) -> None:
    batch = batch_of(*range(size), retries=tried)
    place = min(place, size - 1)
    outcome = after_failure(batch, place, retries=3, bisect=bisect)
    dead = outcome.dead.records if outcome.dead else ()
    left = sum((one.records for one in outcome.remaining), ()) + dead
    assert left == batch.records[place:]


def test_given_a_record_then_its_event_has_lambdas_shape() -> None:
    record = {
        "eventID": "e1",
        "eventName": "INSERT",
        "eventSource": "aws:dynamodb",
        "awsRegion": "us-east-1",
        "dynamodb": {
            "SequenceNumber": "7",
            "ApproximateCreationDateTime": datetime(1999, 1, 1, tzinfo=UTC),
            "NewImage": {"b": {"B": b"\x00\xff"}, "l": {"L": [{"BS": [b"a"]}, {"S": "x"}]}},
        },
    }
    event = event_of(record, STREAM, at=AT)
    assert json.loads(json.dumps(event)) == event
    assert event["eventSourceARN"] == STREAM
    assert event["awsRegion"] == "cn-north-1"
    assert event["dynamodb"]["ApproximateCreationDateTime"] == AT.timestamp()
    assert event["dynamodb"]["SequenceNumber"] == "7"
    assert event["dynamodb"]["NewImage"] == {
        "b": {"B": "AP8="},
        "l": {"L": [{"BS": ["YQ=="]}, {"S": "x"}]},
    }


def test_given_a_dead_batch_then_its_letter_says_where_to_read_it_again() -> None:
    records = tuple(
        {"dynamodb": {"SequenceNumber": n, "ApproximateCreationDateTime": AT.timestamp()}}
        for n in ("5", "6", "9")
    )
    letter = json.loads(dead_letter("sync_to_hr", STREAM, "shard-1", Batch(records, 2), at=AT))
    assert letter["DDBStreamBatchInfo"] == {
        "shardId": "shard-1",
        "startSequenceNumber": "5",
        "endSequenceNumber": "9",
        "approximateArrivalOfFirstRecord": "2020-06-01T01:02:03.500Z",
        "approximateArrivalOfLastRecord": "2020-06-01T01:02:03.500Z",
        "batchSize": 3,
        "streamArn": STREAM,
    }
    assert letter["requestContext"]["approximateInvokeCount"] == 3
    assert letter["requestContext"]["functionArn"].endswith(":function:sync_to_hr")
    assert letter["requestContext"]["condition"] == "RetryAttemptsExhausted"
