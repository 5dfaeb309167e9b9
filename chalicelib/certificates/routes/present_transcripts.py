"""How a transcript is shown to whoever verifies it (R51)."""

from collections.abc import Callable

from msgspec import UNSET

from chalicelib.certificates.actions.verify_transcript import VerifiedTranscript
from chalicelib.certificates.routes.shapes_transcripts import (
    CertifiedBy,
    TranscriptVerification,
    YearListed,
)
from chalicelib.certificates.routes.shapes_verification import (
    FileOfVersion,
    FileWord,
    StatedCredits,
)
from chalicelib.certificates.rules.certificate import AUTHORITY, VerifiedState
from chalicelib.certificates.rules.published_keys import PublishedKeys, find_by_number
from chalicelib.certificates.rules.transcript import YEAR_STATE_LABELS, TranscriptYear
from chalicelib.identity.rules import name
from chalicelib.platform.rules.decimals import decimal_text

"""What its file is, beside the kinds of a certificate's."""


def transcript_verification(
    found: VerifiedTranscript, published: Callable[[], PublishedKeys]
) -> TranscriptVerification:
    """What anybody may know: what it says, the name masked, and what is so of its certificates now.

    Args:
        found: the transcript.
        published: brings all keys that ever signed.
    """
    transcript = found.transcript
    key = find_by_number(published(), transcript.key)
    return TranscriptVerification(
        state="valid" if found.is_unchanged else "changed",
        number=transcript.number,
        name=name.masked_name(transcript.name),
        years=[_year(each, found.now.get(each.year)) for each in transcript.years],
        authority=AUTHORITY,
        issued_on=transcript.issued_on.isoformat(),
        files=[FileOfVersion(kind=FileWord.TRANSCRIPT, sha256=transcript.sha256)],
        key=key.kid if key else UNSET,
    )


def _year(year: TranscriptYear, now: VerifiedState | None) -> YearListed:
    return YearListed(
        year=year.year,
        state=year.state,
        label=YEAR_STATE_LABELS[year.state],
        credits=StatedCredits(
            public=UNSET if year.public_waived else decimal_text(year.public),
            public_waived=True if year.public_waived else UNSET,
            professional=decimal_text(year.professional),
            general_knowledge=decimal_text(year.general_knowledge)
            if year.general_knowledge
            else UNSET,
        ),
        certificate=CertifiedBy(
            number=year.number,
            version=year.version,
            issued_on=year.issued_on.isoformat(),
            state=now,
        )
        if now and year.issued_on
        else None,
    )
