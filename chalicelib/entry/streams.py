"""Stream handlers: what happens by itself after a write (at least once, in any order).

An event says only *look here again*. A batch answers which of its events failed, so that the others
are not repeated; a failing event is tried again and parked in the end.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from chalice.app import Blueprint, DynamoDBEvent

from chalicelib.actions import match_account as matching
from chalicelib.actions import render_certificate as rendering
from chalicelib.actions.claim_waiting import claim_waiting
from chalicelib.actions.sync_year import sync_year

streams = Blueprint(__name__)
log = logging.getLogger(__name__)

PLACEHOLDER = "arn:aws:dynamodb:placeholder"
"""Chalice wants an ARN; the packaged template puts the table's stream in its place."""

Image = dict[str, Any]
Work = Callable[[Image, datetime], None]


def _person(image: Image) -> str:
    return str(image["pk"]["S"]).removeprefix("P#")


def _waits_for(image: Image, whom: str) -> bool:
    return str(image.get("waits_for", {}).get("S", "")).startswith(f"{whom}#")


def _sync(image: Image, at: datetime) -> None:
    """A standing that owes its result, a profile whose identity is new or was corrected."""
    if _waits_for(image, "SYNC"):
        sync_year(_person(image), int(image["sk"]["S"].removeprefix("Y#")), at=at)
    elif _waits_for(image, "MATCH"):
        matching.match_profile(_person(image), int(image["version"]["N"]), at=at)
    elif _waits_for(image, "CLAIM"):
        claim_waiting(_person(image), at=at)


def _match(image: Image, at: datetime) -> None:
    """An HR account that was opened or corrected."""
    if _waits_for(image, "MATCH"):
        matching.match_account(str(image["pk"]["S"]).removeprefix("ID#"), at=at)


def _render(image: Image, at: datetime) -> None:  # noqa: ARG001 - every work has this shape
    """A certificate whose version has no PDF yet."""
    if _waits_for(image, "RENDER"):
        rendering.render_certificate(_person(image), int(image["sk"]["S"].removeprefix("C#")))


def _each(event: DynamoDBEvent, work: Work) -> dict[str, list[dict[str, str]]]:
    """Do the work of every event and answer which failed; Lambda tries again from the first.

    What follows a failed event is done all the same: events only say *look again*, so doing one
    twice or early is harmless, and one bad event keeps nobody waiting.
    """
    failed = []
    for record in event.to_dict()["Records"]:
        change = record["dynamodb"]
        at = datetime.fromtimestamp(float(change["ApproximateCreationDateTime"]), UTC)
        try:
            work(change.get("NewImage", {}), at)
        except Exception as fault:  # noqa: BLE001 - the edge: one bad event must not stop the shard
            log.warning("stream event failed: %s %s", work.__name__, type(fault).__name__)
            failed.append({"itemIdentifier": change["SequenceNumber"]})
    return {"batchItemFailures": failed}


@streams.on_dynamodb_record(stream_arn=PLACEHOLDER, name="sync_to_hr")
def sync_to_hr(event: DynamoDBEvent) -> dict[str, list[dict[str, str]]]:
    """Bring complete years to the HR system (R29); claim what waited for an enrolment."""
    return _each(event, _sync)


@streams.on_dynamodb_record(stream_arn=PLACEHOLDER, name="match_account")
def match_account(event: DynamoDBEvent) -> dict[str, list[dict[str, str]]]:
    """Let held certificates through once an HR account agrees (R30)."""
    return _each(event, _match)


@streams.on_dynamodb_record(stream_arn=PLACEHOLDER, name="render_certificate")
def render_certificate(event: DynamoDBEvent) -> dict[str, list[dict[str, str]]]:
    """Draw issued certificates (R32)."""
    return _each(event, _render)
