"""Queue handlers (SQS): imports by file and by chunk, archives (at least once, in any order).

A batch answers which of its messages failed; such a one comes again, and is parked in the end.
"""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_plus

import msgspec
from chalice.app import Blueprint, SQSEvent

from chalicelib.actions.import_rows import import_chunk
from chalicelib.actions.pack_archive import pack_archive
from chalicelib.actions.split_import import split_import as split
from chalicelib.entry.log import tell
from chalicelib.fault import LOG, description
from chalicelib.gateways.import_files import UPLOADS
from chalicelib.store.correlation import correlated

queues = Blueprint(__name__)

PLACEHOLDER = "arn:aws:sqs:placeholder:000000000000:placeholder"
"""Chalice wants an ARN; the packaged template puts the queue's in its place."""

Body = dict[str, Any]


def _split(body: Body) -> None:
    """What S3 tells of files that have come; a test message of S3 tells of none."""
    for record in body.get("Records", []):
        told = record["s3"]["object"]
        split(unquote_plus(told["key"]).removeprefix(UPLOADS), told["eTag"].strip('"'))


def _import(body: Body) -> None:
    import_chunk(body["job"], body["chunk"])


def _pack(body: Body) -> None:
    pack_archive(body["archive"])


def _each(event: SQSEvent, work: Callable[[Body], None]) -> dict[str, list[dict[str, str]]]:
    """Do the work of every message and answer which failed."""
    failed = [
        {"itemIdentifier": message["messageId"]}
        for message in event.to_dict()["Records"]
        if not _is_done(work, message)
    ]
    return {"batchItemFailures": failed}


def _is_done(work: Callable[[Body], None], message: Body) -> bool:
    place = {"work": work.__name__.strip("_"), "message": message["messageId"]}
    with correlated(_request(message)):
        try:
            work(json.loads(message["body"]))
        except Exception as fault:  # noqa: BLE001 - the edge: one bad message must not stop the others
            LOG.warning("message_failed", extra={"facts": {**place, "fault": description(fault)}})
            return False
        tell("message", place)
        return True


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
def split_import(event: SQSEvent) -> dict[str, list[dict[str, str]]]:
    """Split files that were uploaded into chunks (R28)."""
    return _each(event, _split)


@queues.on_sqs_message(queue_arn=PLACEHOLDER, name="import_rows")
def import_rows(event: SQSEvent) -> dict[str, list[dict[str, str]]]:
    """Import chunks of rows (R28)."""
    return _each(event, _import)


@queues.on_sqs_message(queue_arn=PLACEHOLDER, name="archive_certificates")
def archive_certificates(event: SQSEvent) -> dict[str, list[dict[str, str]]]:
    """Pack archives that administrators ordered (R33)."""
    return _each(event, _pack)
