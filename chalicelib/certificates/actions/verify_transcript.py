"""Verify a transcript by its number (R51): what it says, and what has become of its certificates since."""

from collections.abc import Mapping
from typing import NamedTuple

from chalicelib.certificates.rules.certificate import VerifiedState
from chalicelib.certificates.rules.certificate_number import parse_number
from chalicelib.certificates.rules.transcript import Transcript
from chalicelib.certificates.store import transcripts
from chalicelib.certificates.store.certificates import find_certificates
from chalicelib.platform.rules.refusal import Refusal


class VerifiedTranscript(NamedTuple):
    """A transcript, and of each year whose certificate it names what verifying that one says now."""

    transcript: Transcript
    now: Mapping[int, VerifiedState]

    @property
    def is_unchanged(self) -> bool:
        """Whether every certificate that it names is still in force as it names it."""
        return all(state == "valid" for state in self.now.values())


def verify_transcript(number: str) -> VerifiedTranscript:
    """Find the transcript that a number names.

    Raises:
        Refusal: `certificate_number_invalid` for a wrong check character; `certificate_unknown` for
            a number that no transcript was issued under.
    """
    canonical = parse_number(number)
    transcript = transcripts.find_by_number(canonical)
    if transcript is None or not transcript.sha256:
        raise Refusal("certificate_unknown", number=canonical)
    kept = {each.year: each for each in find_certificates(transcript.person)}
    now = {
        each.year: kept[each.year].verified(each.version) if each.year in kept else "revoked"
        for each in transcript.years
        if each.number
    }
    return VerifiedTranscript(transcript, now)
