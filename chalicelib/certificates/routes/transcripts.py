"""One's transcripts: ordered, drawn and signed by the renderer, downloaded while they are there (R51)."""

from datetime import datetime
from typing import NamedTuple

from msgspec import UNSET

from chalicelib.access.caller import Who
from chalicelib.certificates.actions.order_transcript import order_transcript
from chalicelib.certificates.gateways.certificate_bucket import transcript_url
from chalicelib.certificates.routes.shapes_transcripts import (
    Transcripts,
    TranscriptSent,
    TranscriptShown,
)
from chalicelib.certificates.rules.transcript import Transcript, TranscriptState
from chalicelib.certificates.store import transcripts
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import cut, read_cursor
from chalicelib.http.received import Paging
from chalicelib.http.wire import time_text
from chalicelib.law.actions.ask_law import get_policy
from chalicelib.platform.rules.refusal import Refusal

own_transcripts = Calls(__name__, tag="transcripts")


class _After(NamedTuple):
    """The transcript that a page ends with."""

    place: str


@own_transcripts.call(
    "POST",
    "/v1/me/transcripts",
    who=Who.PROFESSIONAL,
    body=TranscriptSent,
    answers=TranscriptShown,
    status=202,
    refusals=(
        "year_unknown",
        "transcript_span_invalid",
        "transcript_empty",
        "transcript_quota",
        "busy",
    ),
    summary="开具历年继续教育证明",
)
def order(call: Call[TranscriptSent]) -> TranscriptShown:
    """Order a transcript of several years; its file is there seconds later."""
    first, last = (get_policy(year).year for year in (call.body.first, call.body.last))
    ordered = order_transcript(call.person, first, last, at=call.at, cause=call.cause)
    return shown_transcript(ordered, call.at)


@own_transcripts.call(
    "GET",
    "/v1/me/transcripts/{id}",
    who=Who.PROFESSIONAL,
    answers=TranscriptShown,
    summary="查询历年继续教育证明",
)
def show(call: Call[None]) -> TranscriptShown:
    """Show one's own transcript, and where it is to be had."""
    found = transcripts.find_transcript(call.person, call.path["id"])
    if found is None:
        raise Refusal("not_found")
    return shown_transcript(found, call.at)


@own_transcripts.call(
    "GET",
    "/v1/me/transcripts",
    who=Who.PROFESSIONAL,
    query=Paging,
    answers=Transcripts,
    refusals=("cursor_invalid",),
    summary="历年继续教育证明列表",
)
def list_own(call: Call[Paging]) -> Transcripts:
    """List one's own transcripts, the latest first."""
    after, limit = read_cursor(call.query.cursor, _After), call.query.limit
    before = after.place if after else transcripts.AFTER_ALL
    found = transcripts.find_transcripts(call.person, limit + 1, before)
    page, following = cut(found, limit, lambda each: _After(transcripts.place_of(each.id)))
    return Transcripts(items=[shown_transcript(each, call.at) for each in page], next=following)


def shown_transcript(transcript: Transcript, at: datetime) -> TranscriptShown:
    """A transcript as its person sees it, and where it is to be had while its file is there."""
    state = transcript.state(at)
    signed = transcript_url(transcript.number) if state is TranscriptState.DONE else None
    return TranscriptShown(
        id=transcript.id,
        number=transcript.number,
        first=transcript.first,
        last=transcript.last,
        ordered_at=time_text(transcript.ordered_at),
        state=state,
        failed_because=transcript.why_failed(at) or None,
        kept_until=time_text(transcript.kept_until),
        sha256=transcript.sha256 or None,
        url=signed.url if signed else UNSET,
        expires_at=time_text(signed.expires_at) if signed else UNSET,
    )
