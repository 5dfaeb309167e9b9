"""Queue handlers (SQS): imports by file and by chunk, parcels, counts, what the clock's jobs order.

At least once, in any order.
"""

import gc
import json
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import unquote_plus

import msgspec
from chalice.app import Blueprint, SQSEvent

from chalicelib.certificates.actions.pack_certificates import pack_parcel
from chalicelib.cut_offs.actions.close_shard import close_shard as close
from chalicelib.cut_offs.actions.remind_people import remind_people as remind
from chalicelib.cut_offs.rules.orders import ReminderOrder, ShardOrder
from chalicelib.cut_offs.rules.reminder import may_be_sent
from chalicelib.events.archived import archived
from chalicelib.events.counted import compared, entered
from chalicelib.events.course_files import course_file_piece
from chalicelib.events.credentials import issued
from chalicelib.http.batch import Answer, Piece, PieceOutcome, answered
from chalicelib.imports.actions.import_rows import import_chunk
from chalicelib.imports.actions.split_import import UNHURRIED, Reading
from chalicelib.imports.actions.split_import import split_import as split
from chalicelib.imports.actions.tell_import import tell_import
from chalicelib.notices.actions.deliver_notices import deliver_notices as deliver
from chalicelib.notices.rules.delivery_order import DeliveryOrder
from chalicelib.platform.actions.run import Run
from chalicelib.platform.gateways import messages
from chalicelib.platform.gateways.messages import UPLOADS
from chalicelib.study.actions.write_statements import write_statements

queues = Blueprint(__name__)

PLACEHOLDER = "arn:aws:sqs:placeholder:000000000000:placeholder"
"""Chalice wants an ARN; the packaged template puts the queue's in its place."""

RESERVE_SECONDS = 60
"""What is left of an invocation when a file is given up, or a parcel left to the next run."""

Body = dict[str, Any]


def _split(reading: Reading, body: Body) -> None:
    """What S3 tells of files that have come; a test message of S3 tells of none."""
    for record in body.get("Records", []):
        told = record["s3"]["object"]
        split(unquote_plus(told["key"]).removeprefix(UPLOADS), told["eTag"].strip('"'), reading)


def _reading(event: SQSEvent) -> Reading:
    """The time that is left of an invocation; who calls the function by hand may have no context."""
    context: Any = event.context  # LambdaContext, which Chalice takes for a dictionary
    if context is None:
        return UNHURRIED
    at = datetime.fromtimestamp(time.time(), UTC)  # noqa: TID251 - an edge: a message says no time
    left = context.get_remaining_time_in_millis
    return Reading(
        at=at,
        until=at + timedelta(milliseconds=left()),
        is_time_left=lambda: left() > RESERVE_SECONDS * 1000,
    )


def _import(body: Body) -> None:
    """A chunk's rows, or what people are told of an import; messages of before say nothing of telling."""
    work = tell_import if body.get("tells") else import_chunk
    work(body["job"], body["chunk"])


def _pack(reading: Reading, body: Body) -> None:
    """A parcel, or a file of statements; messages of before say nothing of statements."""
    work = write_statements if body.get("statements") else pack_parcel
    work(body["archive"], reading.is_time_left)


def _close(event: SQSEvent, body: Body) -> None:
    run = _run(event)
    close(msgspec.convert(body, ShardOrder), at=_now(body), run=run)
    if not run.is_time_left():  # another invocation goes on
        messages.send_again("close_shard", json.dumps(body))
        return
    run.end()


def _remind(event: SQSEvent, body: Body) -> None:
    order, at, run = msgspec.convert(body, ReminderOrder), _now(body), _run(event)
    if may_be_sent(order.at, at):
        remind(order, at=at, run=run)
        run.end()
    else:
        messages.send_again("remind_people", json.dumps(body), delay=messages.LONGEST_DELAY)


def _run(event: SQSEvent) -> Run:
    context: Any = event.context  # LambdaContext, which Chalice takes for a dictionary
    return Run(lambda: context.get_remaining_time_in_millis() > RESERVE_SECONDS * 1000)


def _now(body: Body) -> datetime:
    """The instant of the run that ordered it, and the whole minutes that have passed since.

    The machine's clock tells those: the domain's may stand still, and what is done within the minute is
    then no later than what ordered it.
    """
    waited = time.time() - body["sent"]  # noqa: TID251 - an edge: a message says no time
    return datetime.fromisoformat(body["at"]) + timedelta(minutes=max(0, waited // 60))


def _each(event: SQSEvent, name: str, work: Callable[[Body], None]) -> Answer:
    """Do the work of every message; what it is called is told."""
    return answered(_piece(message, name, work) for message in event.to_dict()["Records"])


def _piece(message: Body, name: str, work: Callable[[Body], None]) -> Piece:
    def once() -> PieceOutcome:
        work(json.loads(message["body"]))
        return PieceOutcome()

    return Piece(
        id=message["messageId"],
        kind="message",
        place={"work": name, "message": message["messageId"]},
        request=_request(message),
        work=once,
    )


class _Asked(msgspec.Struct, frozen=True):
    request: str | None = None


def _request(message: Body) -> str:
    """The request that a message belongs to; what S3 tells of begins with the message."""
    try:
        asked = msgspec.json.decode(message["body"], type=_Asked).request
    except msgspec.MsgspecError:
        asked = None
    return asked or str(message["messageId"])


@queues.on_sqs_message(queue_arn=PLACEHOLDER, name="split_import")
def split_import(event: SQSEvent) -> Answer:
    """Split files that were uploaded into chunks (R28)."""
    return _each(event, "split", partial(_split, _reading(event)))


@queues.on_sqs_message(queue_arn=PLACEHOLDER, name="import_rows")
def import_rows(event: SQSEvent) -> Answer:
    """Import chunks of rows (R28)."""
    return _each(event, "import", _import)


@queues.on_sqs_message(queue_arn=PLACEHOLDER, name="close_shard")
def close_shard(event: SQSEvent) -> Answer:
    """Record what expired with a window in a shard of people (R26)."""
    return _each(event, "close", partial(_close, event))


@queues.on_sqs_message(queue_arn=PLACEHOLDER, name="remind_people")
def remind_people(event: SQSEvent) -> Answer:
    """Remind some people of a cut-off (R27)."""
    return _each(event, "remind", partial(_remind, event))


@queues.on_sqs_message(queue_arn=PLACEHOLDER, name="archive_certificates")
def archive_certificates(event: SQSEvent) -> Answer:
    """Pack parcels that administrators ordered, and write files of statements (R33, R53)."""
    return _each(event, "pack", partial(_pack, _reading(event)))


@queues.on_sqs_message(queue_arn=PLACEHOLDER, name="count_changes")
def count_changes(event: SQSEvent) -> Answer:
    """Enter what streams tell of the counts: one write for each counter, however many tell of it."""
    return entered(event.to_dict()["Records"])


@queues.on_sqs_message(queue_arn=PLACEHOLDER, name="issue_credentials")
def issue_credentials(event: SQSEvent) -> Answer:
    """Sign credentials of certificates, and tell in the status lists which are good no more (R49)."""
    return issued((each["messageId"], each["body"]) for each in event.to_dict()["Records"])


@queues.on_sqs_message(queue_arn=PLACEHOLDER, name="archive_versions")
def archive_versions(event: SQSEvent) -> Answer:
    """Bring versions of certificates to the audit archive, those of a minute together (R19)."""
    return archived(event.to_dict()["Records"])


@queues.on_sqs_message(queue_arn=PLACEHOLDER, name="deliver_notices")
def deliver_notices(event: SQSEvent) -> Answer:
    """Let messages of notices go out, as their people have chosen (R27)."""
    return answered(_delivering(each) for each in event.to_dict()["Records"])


def _delivering(message: Body) -> Piece:
    def deliver_once() -> PieceOutcome:
        body = json.loads(message["body"])
        order = msgspec.convert(body, DeliveryOrder)
        done = deliver(order, site=os.environ["PUBLIC_URL"], at=_now(body))
        return PieceOutcome(done._asdict())

    number = message["messageId"]
    place = {"work": "deliver", "message": number}
    return Piece(
        id=number, kind="message", place=place, request=_request(message), work=deliver_once
    )


@queues.on_sqs_message(queue_arn=PLACEHOLDER, name="check_media")
def check_media(event: SQSEvent) -> Answer:
    """Check what has come for lessons of courses (R52)."""
    is_time_left = _reading(event).is_time_left
    return answered(
        course_file_piece(each, _request(each), is_time_left) for each in event.to_dict()["Records"]
    )


@queues.on_sqs_message(queue_arn=PLACEHOLDER, name="compare_counts")
def compare_counts(event: SQSEvent) -> Answer:
    """Look at counters of the statistics and put right those that have drifted."""
    return compared(event.to_dict()["Records"])


gc.freeze()
