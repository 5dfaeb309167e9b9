"""Transcripts in the HTTP contract (R51)."""

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.certificates.routes.shapes_verification import FileOfVersion, StatedCredits
from chalicelib.http.shapes import Answered, Sent


class TranscriptSent(Sent, frozen=True, kw_only=True):
    """Which years, the first and the last."""

    first: int = msgspec.field(name="from")
    last: int = msgspec.field(name="to")


class TranscriptShown(Answered, frozen=True, kw_only=True):
    """A transcript and whether it can be downloaded.

    `url` is there while its file is, and lasts until `expires_at`; `kept_until` says how long the file
    is there, `sha256` (hexadecimal) which one it is.
    """

    id: str
    number: str
    first: int = msgspec.field(name="from")
    last: int = msgspec.field(name="to")
    ordered_at: str
    state: str
    failed_because: str | None
    kept_until: str
    sha256: str | None
    url: str | UnsetType = UNSET
    expires_at: str | UnsetType = UNSET


class Transcripts(Answered, frozen=True, kw_only=True):
    """A page of transcripts, the latest first."""

    items: list[TranscriptShown]
    next: str | None


class CertifiedBy(Answered, frozen=True, kw_only=True):
    """A certificate that a transcript names, and what is so of it now (as `Verification.state`)."""

    number: str
    version: int
    issued_on: str
    state: str


class YearListed(Answered, frozen=True, kw_only=True):
    """A year as a transcript lists it; `certificate` is null where it names none."""

    year: int
    state: str
    label: str
    credits: StatedCredits
    certificate: CertifiedBy | None


class TranscriptVerification(Answered, frozen=True, kw_only=True):
    """What anybody may know of a transcript: what it says, the name masked.

    `state` is `valid`, or `changed` where a certificate that it names is not in force any more as it
    names it. `files` and `key` as in `Verification`.
    """

    state: str
    number: str
    name: str
    years: list[YearListed]
    authority: str
    issued_on: str
    files: list[FileOfVersion]
    key: str | UnsetType = UNSET
