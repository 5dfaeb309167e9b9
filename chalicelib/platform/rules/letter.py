"""Dead letters: what Lambda parks of events that a stream's reader gave up.

A letter holds no event, only where in the stream it was: shard and sequence numbers. The source is
AWS's description of on-failure destinations for DynamoDB streams.
"""

import re
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from chalicelib.platform.rules.function_kind import Reader
from chalicelib.platform.rules.functions import readers

STREAM_LIFE = timedelta(hours=24)
"""How long a stream keeps an event."""


class _Context(msgspec.Struct, frozen=True, rename="camel"):
    function_arn: str
    condition: str
    approximate_invoke_count: int = 0


class _Batch(msgspec.Struct, frozen=True, rename="camel"):
    shard_id: str
    start_sequence_number: str
    end_sequence_number: str
    approximate_arrival_of_first_record: datetime
    approximate_arrival_of_last_record: datetime
    batch_size: int
    stream_arn: str


class _Message(msgspec.Struct, frozen=True, rename="camel"):
    request_context: _Context
    timestamp: datetime
    batch: _Batch = msgspec.field(name="DDBStreamBatchInfo")


class Letter(NamedTuple):
    """One batch of events that was given up; `id` is the message's in its queue.

    `reader` is None where the message is of none of our functions. `attempts` is how often the
    batch was tried, `arrived` and `arrived_last` when its events came, `at` when they were given up.
    """

    id: str
    reader: Reader | None
    condition: str
    attempts: int
    events: int
    stream: str
    shard: str
    first: str
    last: str
    arrived: datetime
    arrived_last: datetime
    at: datetime

    def is_in_stream(self, at: datetime) -> bool:
        """Whether the stream can still have the events at an instant."""
        return at - self.arrived < STREAM_LIFE


def parse_letter(message: str, body: str) -> Letter:
    """Read a message of an on-failure destination.

    Raises:
        ValueError: it is none.
    """
    try:
        read = msgspec.json.decode(body, type=_Message)
    except msgspec.MsgspecError as fault:
        raise ValueError(message) from fault
    batch, context = read.batch, read.request_context
    return Letter(
        id=message,
        reader=find_reader(context.function_arn),
        condition=context.condition,
        attempts=context.approximate_invoke_count,
        events=batch.batch_size,
        stream=batch.stream_arn,
        shard=batch.shard_id,
        first=batch.start_sequence_number,
        last=batch.end_sequence_number,
        arrived=batch.approximate_arrival_of_first_record,
        arrived_last=batch.approximate_arrival_of_last_record,
        at=read.timestamp,
    )


def find_reader(function: str) -> Reader | None:
    """Find the reader by its function's ARN: `…:stack-SyncToHr-1A2B:$LATEST`, locally `…:sync_to_hr`."""
    plain = re.sub(r"[^a-z]", "", function.lower())
    return next((each for each in readers().values() if each.name.replace("_", "") in plain), None)


KINDS = {
    "PROFILE": "profile",
    "Y": "standing",
    "A": "act",
    "ACCOUNT": "hr_account",
    "C": "certificate",
    "T": "transcript",
    "V": "annotated_certificate",
}
"""Kinds of items by how their sort keys begin; a record's begins as its standing's."""


class EventSubject(NamedTuple):
    """What an event is about: the item's key, and what it says of itself."""

    pk: str
    sk: str

    @property
    def kind(self) -> str:
        """What kind of item it is, in a word."""
        if "#R#" in self.sk:
            return "record"
        return KINDS.get(self.sk.partition("#")[0], "other")

    @property
    def person(self) -> str | None:
        """The professional's id, where the key names it."""
        kind, _, of = self.pk.partition("#")
        return of.partition("#")[0] if kind == "P" else None

    @property
    def year(self) -> int | None:
        """The year, where the key names one."""
        kind, _, rest = self.sk.partition("#")
        year = rest.partition("#")[0]
        return int(year) if kind in {"Y", "C"} and year.isdecimal() else None
