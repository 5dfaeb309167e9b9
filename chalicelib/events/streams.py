"""Stream handlers: what happens by itself after a write (at least once, in any order).

An event says only *look here again*.
"""

import gc
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import takewhile
from typing import Any

from chalice.app import Blueprint, DynamoDBEvent

from chalicelib.audit.actions.archive_moves import Gathering
from chalicelib.audit.actions.archive_versions import look_at_version, order_versions
from chalicelib.certificates.actions import match_account as matching
from chalicelib.certificates.actions.order_credentials import order_credentials
from chalicelib.certificates.actions.sync_year import sync_year
from chalicelib.certificates.actions.tell_certificates import tell_certificates
from chalicelib.certificates.rules.annotation import ANNOTATIONS, Annotation
from chalicelib.certificates.rules.certificate import Certificate, CertificateState
from chalicelib.certificates.rules.transcript import TRANSCRIPTS, Transcript
from chalicelib.employers.actions.tell_closings import tell_closings
from chalicelib.http.batch import Answer, Piece, PieceOutcome, answered
from chalicelib.notices.actions.order_deliveries import order_deliveries
from chalicelib.plans.actions.end_plans import end_plans
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.mark import Whom
from chalicelib.platform.store.outbox import Side
from chalicelib.records.actions.tell_mended import tell_mended
from chalicelib.records.actions.tell_years import tell_years
from chalicelib.reports.actions.claim_waiting import claim_waiting
from chalicelib.upkeep.actions.ask_upkeep import due_of
from chalicelib.views.actions.tell_changes import tell_changes

streams = Blueprint(__name__)

PLACEHOLDER = "arn:aws:dynamodb:placeholder"
"""Chalice wants an ARN; the packaged template puts the table's stream in its place."""


Image = dict[str, Any]
Work = Callable[[Image, datetime, Image], PieceOutcome]
"""What is done with what an item holds, when that was written, and what it held before."""
NOTHING = PieceOutcome({"result": "nothing"})


def _person(image: Image) -> str:
    return str(image["pk"]["S"]).removeprefix("P#")


def _waits_for(image: Image, whom: Whom) -> bool:
    return mark.is_owed_to(whom, str(image.get("waits_for", {}).get("S", "")))


def _sync(image: Image, at: datetime, _before: Image) -> PieceOutcome:
    """A standing that owes its result, a profile whose identity is new or was corrected."""
    if _waits_for(image, Whom.SYNC):
        certificate = sync_year(_person(image), int(image["sk"]["S"].removeprefix("Y#")), at=at)
        return _synced(certificate, mark.instant_of(image["since"]["S"]))
    if _waits_for(image, Whom.MATCH):
        matching.match_profile(_person(image), int(image["version"]["N"]), at=at)
        return PieceOutcome({"result": "matched"})
    if _waits_for(image, Whom.CLAIM):
        claim_waiting(_person(image), at=at)
        return PieceOutcome({"result": "claimed"})
    return NOTHING


def _synced(certificate: Certificate | None, since: datetime) -> PieceOutcome:
    """How late a result reached the HR system is measured in real time, whatever the event says."""
    now = datetime.fromtimestamp(time.time(), UTC)  # noqa: TID251 - see above
    state = CertificateState.NONE if certificate is None else certificate.state
    held = certificate.held_because if certificate else None
    metrics = {
        "SyncAge": round((now - since).total_seconds(), 3),
        "Held": int(state is CertificateState.HELD),
        "Overdue": int(now >= due_of(since)),
    }
    return PieceOutcome({"result": state, "held_because": held.code if held else None}, metrics)


def _matching(gathering: Gathering) -> Work:
    """An HR account that was opened or corrected; acts, for the archive; of versions, whether one was changed."""
    archive = _archiving(Side.HR, gathering)

    def match(image: Image, at: datetime, before: Image) -> PieceOutcome:
        if found := look_at_version(image, before):
            return PieceOutcome({"result": "ordered"}, {"HistoryChanged": found.changed})
        if not _waits_for(image, Whom.MATCH):
            return archive(image, at, before)
        matching.match_account(str(image["pk"]["S"]).removeprefix("ID#"), at=at)
        return PieceOutcome({"result": "matched"})

    return match


def _archiving(side: Side, gathering: Gathering) -> Work:
    """Moves of a record, acts of staff, versions of a certificate: taken up, to be written together."""

    def archive(image: Image, at: datetime, before: Image) -> PieceOutcome:
        if not image:
            return NOTHING
        found = gathering.look_at_image(side, image, at=at, before=before)
        if not (found.lacking or found.changed):
            return NOTHING
        return PieceOutcome({"result": "archived"}, {"HistoryChanged": found.changed})

    return archive


def _render(image: Image, at: datetime, _before: Image) -> PieceOutcome:
    """A certificate whose version has no PDF yet; a variant of one, a transcript that was ordered."""
    # Only this function carries the renderer's layer: no other one could even import it.
    from chalicelib.certificates.actions.render_annotation import render_annotation  # noqa: PLC0415
    from chalicelib.certificates.actions.render_certificate import render_certificate  # noqa: PLC0415
    from chalicelib.certificates.actions.render_transcript import render_transcript  # noqa: PLC0415

    if not _waits_for(image, Whom.RENDER):
        return NOTHING
    person, _, _ = _person(image).partition("#")
    place = str(image["sk"]["S"])
    drawn: Certificate | Annotation | Transcript | None
    if place.startswith(ANNOTATIONS):
        drawn = render_annotation(person, place, at=at)
    elif place.startswith(TRANSCRIPTS):
        drawn = render_transcript(person, place, at=at)
    else:
        drawn = render_certificate(person, int(place.removeprefix("C#")), at=at)
    if drawn is None:
        return NOTHING
    result = "undrawable" if drawn.undrawable else "drawn"
    return PieceOutcome({"result": result}, {"Undrawable": int(bool(drawn.undrawable))})


def _each(event: DynamoDBEvent, work: Work) -> Answer:
    """Do the work of every event; Lambda tries again from the first that failed."""
    return answered(_piece(change, work) for change in _changes(event))


Changes = Sequence[Mapping[str, Any]]
Telling = Callable[[Changes], int]


def _each_archived(
    event: DynamoDBEvent, work: Work, gathering: Gathering, *tellings: Telling
) -> Answer:
    """Do the work of every event, archive what it gathered, tell others of what will not come again.

    Telling comes last: what fails here is told by the batch that Lambda brings instead.
    """
    changes = _changes(event)
    answers = [_each(event, work), answered(_written(gathering, changes))]
    failed = {each["itemIdentifier"] for answer in answers for each in answer["batchItemFailures"]}
    through = list(takewhile(lambda change: change["SequenceNumber"] not in failed, changes))
    answers.append(answered([_telling(each, through) for each in tellings] if through else []))
    return {name: [each for answer in answers for each in answer[name]] for name in answers[0]}


def _written(gathering: Gathering, changes: Changes) -> Iterator[Piece]:
    """Write what the events of a batch brought to the archive; failed, all of it comes again."""

    def write() -> PieceOutcome:
        return PieceOutcome({"entries": gathering.write()})

    if gathering:
        first = changes[0]["SequenceNumber"]
        place = {"work": "write", "sequence": first}
        yield Piece(id=first, kind="event", place=place, request=None, work=write)


def _telling(telling: Telling, changes: Changes) -> Piece:
    """Tell of a batch; failed, all of it comes again."""

    def tell_once() -> PieceOutcome:
        return PieceOutcome({"told": telling(changes)})

    first = changes[0]["SequenceNumber"]
    place = {"work": telling.__name__, "sequence": first}
    return Piece(id=first, kind="event", place=place, request=None, work=tell_once)


def _changes(event: DynamoDBEvent) -> list[Mapping[str, Any]]:
    return [record["dynamodb"] for record in event.to_dict()["Records"]]


def _piece(change: Mapping[str, Any], work: Work) -> Piece:
    image, sequence = change.get("NewImage", {}), change["SequenceNumber"]
    at = datetime.fromtimestamp(float(change["ApproximateCreationDateTime"]), UTC)
    return Piece(
        id=sequence,
        kind="event",
        place={"work": work.__name__.strip("_"), "sequence": sequence},
        request=image.get("correlation", {}).get("S"),
        work=partial(work, image, at, change.get("OldImage", {})),
    )


@streams.on_dynamodb_record(stream_arn=PLACEHOLDER, name="sync_to_hr")
def sync_to_hr(event: DynamoDBEvent) -> Answer:
    """Bring complete years to the HR system (R29); claim what waited for an enrolment."""
    return _each(event, _sync)


@streams.on_dynamodb_record(stream_arn=PLACEHOLDER, name="archive_moves")
def archive_moves(event: DynamoDBEvent) -> Answer:
    """Bring every move and act of the registry to the audit archive (R19); tell what is counted.

    And order that messages of notices go out, that people are told of complete years and closed employers,
    whose plans end, and that what has been dealt with is unread no more.

    A stream has two readers at most, and a decision's way to its certificate must wait for nothing.
    """
    gathering = Gathering()
    work = _archiving(Side.REGISTRY, gathering)
    tellings = (
        tell_changes,
        order_deliveries,
        tell_years,
        tell_closings,
        end_plans,
        tell_mended,
    )
    return _each_archived(event, work, gathering, *tellings)


@streams.on_dynamodb_record(stream_arn=PLACEHOLDER, name="match_account")
def match_account(event: DynamoDBEvent) -> Answer:
    """Let held certificates through once an HR account agrees (R30); archive acts and versions.

    A stream has two readers at most, and drawing must wait for nothing else: so this one archives acts,
    tells what is counted, and orders what wallets are to be told (R49), holders, and versions archived.
    """
    gathering = Gathering()
    tellings = (tell_changes, order_credentials, tell_certificates, order_versions)
    return _each_archived(event, _matching(gathering), gathering, *tellings)


@streams.on_dynamodb_record(stream_arn=PLACEHOLDER, name="render_certificate")
def render_certificate(event: DynamoDBEvent) -> Answer:
    """Draw issued certificates (R32)."""
    return _each(event, _render)


gc.freeze()
