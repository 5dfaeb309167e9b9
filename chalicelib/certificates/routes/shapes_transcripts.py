"""Transcripts in the HTTP contract (R51)."""

from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.certificates.routes.shapes_verification import FileOfVersion, StatedCredits
from chalicelib.certificates.rules.certificate import VerifiedState
from chalicelib.certificates.rules.transcript import TranscriptState, YearState
from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.told import (
    CertificateNumberText,
    Day,
    Id,
    Instant,
    Kid,
    Label,
    Line,
    Next,
    Sentences,
    Sha256,
    Url,
)


class TranscriptSent(Sent, frozen=True, kw_only=True):
    """Which years, the first and the last."""

    first: int = msgspec.field(name="from")
    last: int = msgspec.field(name="to")


class TranscriptShown(Answered, frozen=True, kw_only=True):
    """A transcript and whether it can be downloaded.

    `url` is there while its file is, and lasts until `expires_at`; `kept_until` says how long the file
    is there, `sha256` (hexadecimal) which one it is.
    """

    id: Id
    number: CertificateNumberText
    first: int = msgspec.field(name="from")
    last: int = msgspec.field(name="to")
    ordered_at: Instant
    state: TranscriptState
    failed_because: Sentences | None
    kept_until: Instant
    sha256: Sha256 | None
    url: Url | UnsetType = UNSET
    expires_at: Instant | UnsetType = UNSET


class Transcripts(Answered, frozen=True, kw_only=True):
    """A page of transcripts, the latest first."""

    items: list[TranscriptShown]
    next: Next | None


class CertifiedBy(Answered, frozen=True, kw_only=True):
    """A certificate that a transcript names, and what is so of it now (as `Verification.state`)."""

    number: CertificateNumberText
    version: int
    issued_on: Day
    state: VerifiedState


class YearListed(Answered, frozen=True, kw_only=True):
    """A year as a transcript lists it; `certificate` is null where it names none."""

    year: int
    state: YearState
    label: Label
    credits: StatedCredits
    certificate: CertifiedBy | None


class TranscriptVerification(Answered, frozen=True, kw_only=True):
    """What anybody may know of a transcript: what it says, the name masked.

    `state` is `valid`, or `changed` where a certificate that it names is not in force any more as it
    names it. `files` and `key` as in `Verification`.
    """

    state: Literal["valid", "changed"]
    number: CertificateNumberText
    name: Line
    years: list[YearListed]
    authority: Label
    issued_on: Day
    files: list[FileOfVersion]
    key: Kid | UnsetType = UNSET
