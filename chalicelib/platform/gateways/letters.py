"""Dead letters (SQS), and the events that they tell of (DynamoDB streams).

SQS knows no list and no search: to look is to receive, which hides a message from everybody for a
while. So everything there is gets received, up to `MOST`, and is put back at once; should that
fail, it comes back by itself within `HIDDEN_SECONDS`.
"""

from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from botocore.exceptions import ClientError

from chalicelib.platform.environment import queue_address
from chalicelib.platform.gateways import clients
from chalicelib.platform.gateways.messages import client
from chalicelib.platform.rules.function_kind import Reader, Worker
from chalicelib.platform.rules.functions import parked_of, variable_of
from chalicelib.platform.rules.letter import EventSubject, Letter, parse_letter
from chalicelib.platform.rules.order_letter import OrderLetter, parse_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient
    from mypy_boto3_sqs.type_defs import ChangeMessageVisibilityBatchRequestEntryTypeDef as Entry
    from mypy_boto3_sqs.type_defs import MessageTypeDef

    Read = Callable[[MessageTypeDef], Letter | OrderLetter]

MOST = 200
"""The most messages that one look takes from a queue."""
AT_ONCE = 10
"""The most that one call of SQS takes."""
HIDDEN_SECONDS = 30
GONE = {"TrimmedDataAccessException", "ResourceNotFoundException", "ExpiredIteratorException"}


class Parked(NamedTuple):
    """A letter in its queue; `handle` removes it."""

    letter: Letter | OrderLetter
    queue: str
    handle: str


@cache
def streams() -> "DynamoDBStreamsClient":
    """Return the process's client of the tables' streams, made when first needed."""
    made: DynamoDBStreamsClient = clients.made("dynamodbstreams")
    return made


def _queues() -> "tuple[tuple[str, Read], ...]":
    """Every queue of dead letters, and how its messages are read."""
    return (
        *((queue_address(variable_of(each)), _letter) for each in parked_of(Reader)),
        *((queue_address(variable_of(each)), _order) for each in parked_of(Worker)),
    )


def _letter(message: "MessageTypeDef") -> Letter:
    return parse_letter(message["MessageId"], message["Body"])


def _order(message: "MessageTypeDef") -> OrderLetter:
    sent = datetime.fromtimestamp(int(message["Attributes"]["SentTimestamp"]) / 1000, UTC)
    return parse_order(message["MessageId"], message["Body"], sent)


def find_letters() -> list[Parked]:
    """Look at what is parked, the longest parked first; of each queue no more than `MOST`."""
    found: list[Parked] = []
    for queue, read in _queues():
        received = list(_received(queue))
        _put_back(queue, received)
        for message in received:
            # What is no letter is left where it is: somebody else sent it.
            with suppress(ValueError):
                found.append(Parked(read(message), queue, message["ReceiptHandle"]))
    return sorted(found, key=lambda each: (each.letter.at, each.letter.id))


def _received(queue: str) -> "Iterator[MessageTypeDef]":
    """Receive until nothing new comes; a queue that says it is empty is not waited for."""
    given = client().get_queue_attributes(
        QueueUrl=queue, AttributeNames=["ApproximateNumberOfMessages"]
    )
    left = min(MOST, int(given["Attributes"]["ApproximateNumberOfMessages"]))
    while left > 0:
        # Waiting makes SQS ask all of its servers, not some.
        answer = client().receive_message(
            QueueUrl=queue,
            MaxNumberOfMessages=AT_ONCE,
            MessageSystemAttributeNames=["SentTimestamp"],
            VisibilityTimeout=HIDDEN_SECONDS,
            WaitTimeSeconds=1,
        )
        messages = answer.get("Messages", [])
        if not messages:
            return
        yield from messages
        left -= len(messages)


def _put_back(queue: str, received: "list[MessageTypeDef]") -> None:
    for start in range(0, len(received), AT_ONCE):
        entries: list[Entry] = [
            {"Id": str(number), "ReceiptHandle": message["ReceiptHandle"], "VisibilityTimeout": 0}
            for number, message in enumerate(received[start : start + AT_ONCE])
        ]
        client().change_message_visibility_batch(QueueUrl=queue, Entries=entries)


def forget(parked: Parked) -> None:
    """Remove a letter from its queue; one that is gone already is gone."""
    client().delete_message(QueueUrl=parked.queue, ReceiptHandle=parked.handle)


def find_subjects(letter: Letter) -> list[EventSubject] | None:
    """What the letter's events are about, each once; None where the stream has them no longer."""
    try:
        iterator: str | None = streams().get_shard_iterator(
            StreamArn=letter.stream,
            ShardId=letter.shard,
            ShardIteratorType="AT_SEQUENCE_NUMBER",
            SequenceNumber=letter.first,
        )["ShardIterator"]
        found: dict[EventSubject, None] = {}
        while iterator:
            answer = streams().get_records(ShardIterator=iterator, Limit=letter.events)
            for record in answer["Records"]:
                event = record["dynamodb"]
                if int(event["SequenceNumber"]) > int(letter.last):
                    return list(found)
                keys = event["Keys"]
                found[EventSubject(keys["pk"]["S"], keys["sk"]["S"])] = None
            iterator = answer.get("NextShardIterator") if answer["Records"] else None
        return list(found) or None
    except ClientError as error:
        if error.response["Error"]["Code"] not in GONE:
            raise
        return None
