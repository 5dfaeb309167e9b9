"""What streams tell of the counts, and what the counters make of it: each change once."""

import pytest

from chalicelib.events import queues, streams
from chalicelib.platform.gateways import messages
from chalicelib.views.rules.counter import MARKS
from chalicelib.views.store import counters
from local.context import Context
from tests.faults import TABLE_WRITES, Fault, Network
from tests.journey.world import World
from tests.upkeep.test_dead_letters import poisoned
from tests.views.counted import (
    COUNTERS,
    counted,
    moved,
    waiting,
)
from tests.views.recounting import names_of


def test_given_the_same_batch_again_or_an_event_twice_in_one_then_it_is_counted_once(
    filled: World,
) -> None:
    event = moved(filled, "", "PEOPLE#440703")
    for _time in range(2):
        streams.archive_moves({"Records": [event, event]}, Context("archive_moves"))
    (one, other) = waiting(filled, "CountsTold")

    for batch in ([one, other], [one], [other]):
        answer = queues.count_changes({"Records": batch}, Context("count_changes"))
        assert answer == {"batchItemFailures": []}

    assert counted(filled.administrator())[0] == 3


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("PEOPLE#440703", "PEOPLE#440703"),
        ("", "ALIKE#440703"),
        ("STAFF#440703", ""),
        ("", ""),
        ("RECORDS#440703#returned", "RECORDS#440703#rejected"),
    ],
)
def test_given_what_counts_nowhere_else_than_before_then_nothing_is_told(
    world: World, before: str, after: str
) -> None:
    event = moved(world, before, after)
    streams.archive_moves({"Records": [event]}, Context("archive_moves"))
    assert waiting(world, "CountsTold") == []


def test_given_a_queue_that_takes_nothing_then_the_batch_fails_and_is_told_when_it_comes_again(
    filled: World,
) -> None:
    batch = {
        "Records": [
            moved(filled, "PEOPLE#440703", "PEOPLE#440704", "7"),
            moved(filled, "PEOPLE#440703", "PEOPLE#440704", "8"),
        ]
    }
    with poisoned(messages.client(), "sqs.SendMessage", "counted"):
        answer = streams.archive_moves(batch, Context("archive_moves"))
    assert answer == {"batchItemFailures": [{"itemIdentifier": "7"}]}
    assert streams.archive_moves(batch, Context("archive_moves")) == {"batchItemFailures": []}
    filled.settle()
    assert counted(filled.administrator())[0] == 0


def test_given_an_event_that_fails_then_what_comes_again_after_it_is_told_once(
    filled: World,
) -> None:
    through, again = (moved(filled, "", "PEOPLE#440703", number) for number in "13")
    bad = moved(filled, "", "", "2")
    bad["dynamodb"]["NewImage"] = {
        "pk": {"S": "P#x"},
        "sk": {"S": "A#x"},
        "body": {"S": "no act of ours"},
    }
    answer = streams.archive_moves({"Records": [through, bad, again]}, Context("archive_moves"))
    assert answer == {"batchItemFailures": [{"itemIdentifier": "2"}]}
    streams.archive_moves({"Records": [again]}, Context("archive_moves"))
    filled.settle()
    assert counted(filled.administrator())[0] == 4


def test_given_a_counter_that_cannot_be_written_then_what_told_of_it_comes_again_and_others_stay(
    filled: World,
) -> None:
    streams.archive_moves(
        {"Records": [moved(filled, "PEOPLE#440703", "PEOPLE#440106")]}, Context("archive_moves")
    )
    batch = {"Records": [*waiting(filled, "CountsTold"), {"messageId": "bad", "body": "{}"}]}
    network = Network(counted=TABLE_WRITES)
    network.fail(Fault.NEVER_LANDED, 2)
    with network.listening():
        answer = queues.count_changes(batch, Context("count_changes"))
    named = [each["itemIdentifier"] for each in answer["batchItemFailures"]]
    assert named == ["bad", batch["Records"][0]["messageId"]]

    for _time in range(2):
        again = queues.count_changes({"Records": batch["Records"][:1]}, Context("count_changes"))
        assert again == {"batchItemFailures": []}

    (guangzhou,) = names_of("4401")
    assert counters.find_counter(guangzhou).rows == {"440106#enrolled": 1}
    assert counted(filled.administrator())[0] == 1


def test_given_many_changes_then_a_counter_remembers_the_last_ones_alone(filled: World) -> None:
    for number in range(MARKS + 5):
        streams.archive_moves(
            {"Records": [moved(filled, "", "PEOPLE#440703", str(number))]}, Context("archive_moves")
        )
    filled.settle()
    kept = counters.find_counter(COUNTERS[0])
    assert len(kept.marks) == MARKS
    assert kept.rows["440703#enrolled"] == 2 + MARKS + 5
