"""Batches of stream records: their shape, what follows from a handler's answer, dead letters.

Pure: the source is AWS's description of event source mappings for DynamoDB streams with
ReportBatchItemFailures and BisectBatchOnFunctionError.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from local.context import Context

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of one shard in order, and how often exactly this batch was retried."""

    records: tuple[Record, ...]
    retries: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from one attempt: what to try next, in order, and what is given up."""

    remaining: tuple[Batch, ...] = ()
    dead: Batch | None = None


def sequence_number(record: Record) -> str:
    """Return the record's place in its shard."""
    number: str = record["dynamodb"]["SequenceNumber"]
    return number


def first_failure(batch: Batch, answer: object) -> int | None:
    """Return the position of the first record that failed, or None when the whole batch is done.

    No answer, an empty one and an empty list mean success. An identifier that is empty, absent or
    of no record in the batch means that the whole batch failed.
    """
    reported = answer.get("batchItemFailures") if isinstance(answer, Mapping) else None
    if not reported:
        return None
    if not isinstance(reported, list):
        return 0
    places = {sequence_number(record): place for place, record in enumerate(batch.records)}
    return min(places.get(_identifier(item), 0) for item in reported)


def _identifier(item: object) -> str:
    return str(item.get("itemIdentifier")) if isinstance(item, Mapping) else ""


def after_failure(batch: Batch, place: int, *, retries: int, bisect: bool) -> Outcome:
    """Decide what follows when the record at `place` failed and those before it are done.

    Where some are done, the rest is a new batch. Where none is, the batch is cut in two, which
    counts as no retry; what cannot be cut is retried, then given up.
    """
    if place > 0:
        return Outcome(remaining=(Batch(batch.records[place:]),))
    if bisect and len(batch.records) > 1:
        middle = len(batch.records) // 2
        return Outcome(
            remaining=(
                Batch(batch.records[:middle], batch.retries),
                Batch(batch.records[middle:], batch.retries),
            )
        )
    if batch.retries < retries:
        return Outcome(remaining=(Batch(batch.records, batch.retries + 1),))
    return Outcome(dead=batch)


def event_of(record: Record, stream: str, *, at: datetime) -> Record:
    """Give a record of the stream the shape in which Lambda delivers it, first seen `at`."""
    return {
        "eventID": record["eventID"],
        "eventName": record["eventName"],
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "eventSourceARN": stream,
        "awsRegion": stream.split(":")[3],
        "dynamodb": {
            **_as_json(record["dynamodb"]),
            "ApproximateCreationDateTime": at.timestamp(),
        },
    }


def _as_json(value: Any) -> Any:  # noqa: ANN401 - a node of DynamoDB's typed JSON
    """Write what boto3 decoded to bytes as base64 again, as it stands in Lambda's JSON."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, dict):
        return {key: _as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    return value


def dead_letter(function: str, stream: str, shard: str, batch: Batch, *, at: datetime) -> str:
    """Write, as Lambda words it, which records were given up; they can be read from the stream."""
    first, last = batch.records[0], batch.records[-1]
    letter = {
        "requestContext": {
            "requestId": str(uuid4()),
            "functionArn": Context(function).invoked_function_arn,
            "condition": "RetryAttemptsExhausted",
            "approximateInvokeCount": batch.retries + 1,
        },
        "responseContext": {
            "statusCode": 200,
            "executedVersion": "$LATEST",
            "functionError": "Unhandled",
        },
        "version": "1.0",
        "timestamp": _utc(at),
        "DDBStreamBatchInfo": {
            "shardId": shard,
            "startSequenceNumber": sequence_number(first),
            "endSequenceNumber": sequence_number(last),
            "approximateArrivalOfFirstRecord": _arrival(first),
            "approximateArrivalOfLastRecord": _arrival(last),
            "batchSize": len(batch.records),
            "streamArn": stream,
        },
    }
    return json.dumps(letter)


def _arrival(record: Record) -> str:
    arrived = record["dynamodb"]["ApproximateCreationDateTime"]
    return _utc(datetime.fromtimestamp(arrived, UTC))


def _utc(at: datetime) -> str:
    """Write an instant as Lambda does: UTC to the millisecond, with a Z."""
    written = at.astimezone(UTC).isoformat(timespec="milliseconds")
    return written.replace("+00:00", "Z")
