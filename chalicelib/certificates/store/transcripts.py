"""Transcripts in the HR department's table: by person, day and number on it, and by their own number.

They lie apart from certificates, so that the interface, which takes orders down, may write no
certificate.
"""

import msgspec

from chalicelib.certificates.rules.transcript import TRANSCRIPTS, Transcript
from chalicelib.platform.rules import mark
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.tables import (
    HrItem,
    conflicts,
    find,
    is_new,
    is_version,
    marked,
    read,
    transaction,
)

POINTER = "TRANSCRIPT"
AFTER_ALL = f"{TRANSCRIPTS}~"
"""What sorts after every place of a transcript."""


class NumberedTranscript(msgspec.Struct, frozen=True):
    """Which transcript a number names."""

    person: str
    place: str


def papers_key(person: str) -> str:
    """The partition of what a person ordered to be drawn."""
    return f"{person_key(person)}#PAPERS"


def place_of(transcript_id: str) -> str:
    """The sort key of a transcript: its id, but for what nobody guesses."""
    return TRANSCRIPTS + transcript_id.rpartition("-")[0]


def put_order(transcript: Transcript) -> None:
    """Write a new transcript with the number that names it, and the mark that it is to be drawn.

    Raises:
        Conflict: its place is taken.
    """
    place = place_of(transcript.id)
    item = marked(_item(transcript), mark.render(transcript.person, transcript.ordered_at))
    pointer = NumberedTranscript(transcript.person, place)
    with transaction() as write:
        write.save(item, condition=is_new())
        write.save(
            HrItem(pk=f"NUMBER#{transcript.number}", sk=POINTER, body=keep(pointer)),
            condition=is_new(),
        )


def put_drawn(transcript: Transcript, previous: int) -> None:
    """Write what became of a transcript; nothing is owed any more.

    Raises:
        Conflict: it has changed since version `previous` was read.
    """
    with conflicts():
        _item(transcript).save(condition=is_version(previous))


def _item(transcript: Transcript) -> HrItem:
    return HrItem(
        pk=papers_key(transcript.person),
        sk=place_of(transcript.id),
        version=transcript.version,
        body=keep(transcript),
    )


def find_transcript(person: str, transcript_id: str) -> Transcript | None:
    """Read a person's transcript, strongly consistent."""
    found = find_at(person, place_of(transcript_id))
    return found if found and found.id == transcript_id else None


def find_at(person: str, place: str) -> Transcript | None:
    """Read what lies in a place, strongly consistent."""
    item = find(HrItem, papers_key(person), place)
    return read(item, Transcript) if item else None


def find_by_number(number: str) -> Transcript | None:
    """Find the transcript that a number names; the number in its canonical form."""
    item = find(HrItem, f"NUMBER#{number}", POINTER)
    if item is None:
        return None
    pointer = read(item, NumberedTranscript)
    return find_at(pointer.person, pointer.place)


def find_transcripts(
    person: str, limit: int | None = None, before: str = AFTER_ALL
) -> list[Transcript]:
    """Read a person's transcripts, the latest first, strongly consistent.

    Args:
        person: whose.
        limit: how many at most; None for all.
        before: the place that they come after; those of later days and numbers are passed over.
    """
    if before < TRANSCRIPTS:
        return []
    items = HrItem.query(
        papers_key(person),
        HrItem.sk.between(TRANSCRIPTS, before),
        consistent_read=True,
        scan_index_forward=False,
        limit=None if limit is None else limit + 1,
    )
    return [read(item, Transcript) for item in items if item.sk != before][:limit]
