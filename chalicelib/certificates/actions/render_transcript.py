"""Draw and sign a transcript that was ordered (R51), or say why it cannot be drawn."""

import logging
import os
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

import msgspec

from chalicelib.certificates.actions.sign_certificate import signed_paper
from chalicelib.certificates.gateways import certificate_bucket, transcript_page
from chalicelib.certificates.gateways.key_bucket import published_keys
from chalicelib.certificates.gateways.transcript_page import PrintedTranscript, PrintedYear
from chalicelib.certificates.rules.certificate import AUTHORITY, CERTIFICATE_LABELS
from chalicelib.certificates.rules.published_keys import KeyUse, signing_key
from chalicelib.certificates.rules.transcript import (
    VERSION,
    YEAR_STATE_LABELS,
    Transcript,
    TranscriptYear,
)
from chalicelib.certificates.rules.transcript_statement import transcript_statement
from chalicelib.certificates.store import transcripts
from chalicelib.identity.rules import name
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.china_time import day_text
from chalicelib.platform.rules.decimals import decimal_text

log = logging.getLogger(__name__)


def render_transcript(person: str, place: str, *, at: datetime) -> Transcript | None:
    """Draw and sign what was ordered, store it, and record which file it is.

    Of doubled events the first one's file stays, and so does that of a run which ended before it could
    say so.

    Args:
        person: whose it is.
        place: where the order lies.
        at: the instant of the event, which the signature claims.

    Returns:
        The transcript as it is now; None if there is none.

    Raises:
        NoSigningKey: none is published (docs/operations.md, The signing keys).
    """
    return settled(lambda: _render_once(person, place, at))


def _render_once(person: str, place: str, at: datetime) -> Transcript | None:
    transcript = transcripts.find_at(person, place)
    if transcript is None or not transcript.is_waiting_to_be_drawn:
        return transcript
    drawn = _drawn(transcript, at)
    transcripts.put_drawn(drawn, transcript.version)
    return drawn


def _drawn(transcript: Transcript, at: datetime) -> Transcript:
    printed = printed_of(transcript, os.environ["PUBLIC_URL"])
    if missing := transcript_page.undrawable(printed):
        points = " ".join(sorted(f"U+{ord(character):04X}" for character in missing))
        log.error("transcript cannot be drawn: %s %s", transcript.number, points)
        return transcript.not_drawn_for("".join(sorted(missing)))
    key = signing_key(published_keys(), KeyUse.CERTIFICATES)
    content = signed_paper(
        transcript.number,
        VERSION,
        transcript_statement(transcript, key.number),
        lambda digits: transcript_page.render(replace(printed, statement=digits)),
        key,
        at=at,
    )
    says = sha256(msgspec.json.encode(transcript)).hexdigest()
    place = certificate_bucket.transcript_key(transcript.number)
    stored = certificate_bucket.put_paper(place, content, says=says, key=key.number)
    return transcript.drawn_as(stored.sha256, stored.key)


def printed_of(transcript: Transcript, public_url: str) -> PrintedTranscript:
    """What a transcript shows; `public_url` is where it is verified."""
    first, last = transcript.first, transcript.last
    return PrintedTranscript(
        name=name.printed(transcript.name),
        document_number=transcript.masked_number,
        span=f"{first}年度" if first == last else f"{first}至{last}年度",
        years=tuple(map(_printed_year, transcript.years)),
        number=transcript.number,
        issued_on=transcript.issued_on,
        authority=AUTHORITY,
        verify_url=f"{public_url}/verify/{transcript.number}?v={VERSION}",
    )


def _printed_year(year: TranscriptYear) -> PrintedYear:
    general, issued_on = year.general_knowledge, year.issued_on
    return PrintedYear(
        year=str(year.year),
        state=YEAR_STATE_LABELS[year.state],
        public="免修" if year.public_waived else f"{decimal_text(year.public)} 学分",
        professional=f"{decimal_text(year.professional)} 学分",
        general_knowledge=f"其中通识 {decimal_text(general)} 学分" if general else "",
        certificate=year.number or CERTIFICATE_LABELS[year.certificate],
        issued_on=f"{day_text(issued_on)}签发" if issued_on else "",
    )
