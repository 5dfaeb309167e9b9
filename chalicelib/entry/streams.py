"""Stream handlers: what happens by itself after a write (at least once, in any order).

An event says only *look here again*. A batch answers which of its events failed, so that the others
are not repeated; a failing event is tried again and parked in the end.
"""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from chalice.app import Blueprint, DynamoDBEvent

from chalicelib.actions import match_account as matching
from chalicelib.actions.archive_moves import archive_image
from chalicelib.actions.claim_waiting import claim_waiting
from chalicelib.actions.sync_year import sync_year
from chalicelib.entry.log import tell
from chalicelib.fault import LOG, description
from chalicelib.rules import mark
from chalicelib.rules.certificate import Certificate, State
from chalicelib.rules.mark import Whom
from chalicelib.store.correlation import correlated
from chalicelib.store.overdue import due_of
from chalicelib.store.queue import Side

streams = Blueprint(__name__)

PLACEHOLDER = "arn:aws:dynamodb:placeholder"
"""Chalice wants an ARN; the packaged template puts the table's stream in its place."""


class Outcome(NamedTuple):
    """What came of an event, for the log, and what is counted of it."""

    facts: Mapping[str, str | float | None] = {}
    metrics: Mapping[str, float] = {}


Image = dict[str, Any]
Work = Callable[[Image, datetime], Outcome]
NOTHING = Outcome({"result": "nothing"})


def _person(image: Image) -> str:
    return str(image["pk"]["S"]).removeprefix("P#")


def _waits_for(image: Image, whom: Whom) -> bool:
    return mark.is_owed_to(whom, str(image.get("waits_for", {}).get("S", "")))


def _sync(image: Image, at: datetime) -> Outcome:
    """A standing that owes its result, a profile whose identity is new or was corrected."""
    if _waits_for(image, Whom.SYNC):
        certificate = sync_year(_person(image), int(image["sk"]["S"].removeprefix("Y#")), at=at)
        return _synced(certificate, mark.instant_of(image["since"]["S"]))
    if _waits_for(image, Whom.MATCH):
        matching.match_profile(_person(image), int(image["version"]["N"]), at=at)
        return Outcome({"result": "matched"})
    if _waits_for(image, Whom.CLAIM):
        claim_waiting(_person(image), at=at)
        return Outcome({"result": "claimed"})
    return NOTHING


def _synced(certificate: Certificate | None, since: datetime) -> Outcome:
    """How late a result reached the HR system is measured in real time, whatever the event says."""
    now = datetime.fromtimestamp(time.time(), UTC)  # noqa: TID251 - see above
    state = State.NONE if certificate is None else certificate.state
    held = certificate.held_because if certificate else None
    metrics = {
        "SyncAge": round((now - since).total_seconds(), 3),
        "Held": int(state is State.HELD),
        "Overdue": int(now >= due_of(since)),
    }
    return Outcome({"result": state, "held_because": held.code if held else None}, metrics)


def _match(image: Image, at: datetime) -> Outcome:
    """An HR account that was opened or corrected; what this table keeps for the archive."""
    if not _waits_for(image, Whom.MATCH):
        return _archived(Side.HR, image, at)
    matching.match_account(str(image["pk"]["S"]).removeprefix("ID#"), at=at)
    return Outcome({"result": "matched"})


def _archive(image: Image, at: datetime) -> Outcome:
    """A move of a record, an act of staff."""
    return _archived(Side.REGISTRY, image, at)


def _archived(side: Side, image: Image, at: datetime) -> Outcome:
    if not image:
        return NOTHING
    done = archive_image(side, image, at=at)
    if not (done.written or done.changed):
        return NOTHING
    return Outcome({"result": "archived"}, {"HistoryChanged": done.changed})


def _render(image: Image, at: datetime) -> Outcome:  # noqa: ARG001 - every work has this shape
    """A certificate whose version has no PDF yet."""
    # Only this function carries the renderer's layer: no other one could even import it.
    from chalicelib.actions.render_certificate import render_certificate as draw  # noqa: PLC0415

    if not _waits_for(image, Whom.RENDER):
        return NOTHING
    certificate = draw(_person(image), int(image["sk"]["S"].removeprefix("C#")))
    if certificate is None:
        return NOTHING
    result = "undrawable" if certificate.undrawable else "drawn"
    return Outcome({"result": result}, {"Undrawable": int(bool(certificate.undrawable))})


def _each(event: DynamoDBEvent, work: Work) -> dict[str, list[dict[str, str]]]:
    """Do the work of every event and answer which failed; Lambda tries again from the first.

    What follows a failed event is done all the same: events only say *look again*, so doing one
    twice or early is harmless, and one bad event keeps nobody waiting.
    """
    failed = []
    for record in event.to_dict()["Records"]:
        change = record["dynamodb"]
        image = change.get("NewImage", {})
        with correlated(image.get("correlation", {}).get("S")):
            if not _is_done(work, image, change):
                failed.append({"itemIdentifier": change["SequenceNumber"]})
    return {"batchItemFailures": failed}


def _is_done(work: Work, image: Image, change: Mapping[str, Any]) -> bool:
    """Do the work of one event and tell what came of it."""
    at = datetime.fromtimestamp(float(change["ApproximateCreationDateTime"]), UTC)
    try:
        outcome = work(image, at)
    except Exception as fault:  # noqa: BLE001 - the edge: one bad event must not stop the shard
        place = {"sequence": change["SequenceNumber"], "fault": description(fault)}
        LOG.warning("event_failed %s", work.__name__, extra={"facts": place})
        return False
    tell("event", {"work": work.__name__.strip("_"), **outcome.facts}, outcome.metrics)
    return True


@streams.on_dynamodb_record(stream_arn=PLACEHOLDER, name="sync_to_hr")
def sync_to_hr(event: DynamoDBEvent) -> dict[str, list[dict[str, str]]]:
    """Bring complete years to the HR system (R29); claim what waited for an enrolment."""
    return _each(event, _sync)


@streams.on_dynamodb_record(stream_arn=PLACEHOLDER, name="archive_moves")
def archive_moves(event: DynamoDBEvent) -> dict[str, list[dict[str, str]]]:
    """Bring every move and act of the registry to the audit archive (R19)."""
    return _each(event, _archive)


@streams.on_dynamodb_record(stream_arn=PLACEHOLDER, name="match_account")
def match_account(event: DynamoDBEvent) -> dict[str, list[dict[str, str]]]:
    """Let held certificates through once an HR account agrees (R30); archive acts and versions.

    A stream has two readers at most, and drawing must wait for nothing else: so this one archives.
    """
    return _each(event, _match)


@streams.on_dynamodb_record(stream_arn=PLACEHOLDER, name="render_certificate")
def render_certificate(event: DynamoDBEvent) -> dict[str, list[dict[str, str]]]:
    """Draw issued certificates (R32)."""
    return _each(event, _render)
