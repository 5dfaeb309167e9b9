"""Order a transcript (R51): what it says is decided now; the renderer draws and signs it."""

from datetime import datetime

from chalicelib.certificates.rules import transcript as rules
from chalicelib.certificates.rules.certificate_number import number_of
from chalicelib.certificates.rules.transcript import Transcript, TranscriptYear
from chalicelib.certificates.store import transcripts
from chalicelib.certificates.store.certificates import find_certificates
from chalicelib.identity.gateways import keys
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause, repeats
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.actions import ask_records
from chalicelib.records.actions.find_law import law_for
from chalicelib.records.rules.person_year import PersonYear


def order_transcript(
    person: str, first: int, last: int, *, at: datetime, cause: Cause
) -> Transcript:
    """Take an order down, which owes a drawing; a repeat is answered alike.

    Args:
        person: whose years.
        first: the first year, one that has a policy.
        last: the last one.
        at: the instant of the request; the transcript tells what was so then.
        cause: the request, for repeats.

    Raises:
        Refusal: `transcript_span_invalid`; `transcript_quota`; `transcript_empty`;
            `idempotency_key_reused`; `not_enrolled`; `busy`.
    """
    rules.require_span(first, last)
    return settled(lambda: _order_once(person, first, last, at, cause))


def _order_once(person: str, first: int, last: int, at: datetime, cause: Cause) -> Transcript:
    kept = transcripts.find_transcripts(person)
    for each in kept:
        if repeats([each.cause], cause):
            return each
    today = shanghai_date(at)
    slot = rules.require_quota((each.issued_on for each in kept), today)
    mine = ask_records.find_years(person, first, last)
    if not mine:
        raise Refusal("not_enrolled")
    holder = mine[0].professional
    identifier = rules.transcript_id(today, slot, derived("transcript", person, cause.token))
    transcript = Transcript(
        person=person,
        id=identifier,
        slot=slot,
        number=number_of(keys.transcript_digest(person, identifier)),
        name=holder.name,
        masked_number=holder.masked_number,
        years=_years(person, mine, at),
        ordered_at=at,
        cause=cause,
    )
    rules.require_something(transcript.years)
    transcripts.put_order(transcript)
    return transcript


def _years(person: str, mine: tuple[PersonYear, ...], at: datetime) -> tuple[TranscriptYear, ...]:
    issued = {each.year: each for each in find_certificates(person)}
    return tuple(
        rules.year_of(each, law_for(each, at=at).window, issued.get(each.standing.year), at)
        for each in mine
    )
