"""The shapes of verification in the HTTP contract (R34, R48)."""

from enum import StrEnum
from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from chalicelib.certificates.rules.certificate import VerifiedState
from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.texts import Name, Text, unchecked
from chalicelib.http.told import (
    CertificateNumberText,
    Day,
    DecimalText,
    Id,
    Kid,
    Label,
    Line,
    Sha256,
)

CertificateNumber = Annotated[Text, unchecked("each number is read by itself, find_number")]


class StatedCredits(Answered, frozen=True, kw_only=True):
    """The credits that a certificate states; `public_waived` stands in the place of an earned `public`.

    `general_knowledge` is part of the professional credits, from 2025 on.
    """

    public: DecimalText | UnsetType = UNSET
    public_waived: bool | UnsetType = UNSET
    professional: Id
    general_knowledge: DecimalText | UnsetType = UNSET


class FileWord(StrEnum):
    """What a file that was issued is."""

    CERTIFICATE = "certificate"
    ANNOTATED = "annotated"
    TRANSCRIPT = "transcript"


class FileOfVersion(Answered, frozen=True, kw_only=True):
    """A file that was issued: what it is, and its SHA-256 in hexadecimal."""

    kind: FileWord
    sha256: Sha256


class Verification(Answered, frozen=True, kw_only=True):
    """What anybody may know of a certificate (R34, R48).

    `name`, `credits`, `records` (how many are counted) and `issued_on` are those of the version that was
    asked for, as its paper says them, and so are `files` and `key`, the id of the key that signed it (`/.well-known/jwks.json`); none signed what was
    drawn before files were signed.
    `national_number` is the national identifier of that version, where the deployment has its codes.
    `name_limited` stands in the place of `name_agrees` once too many different names were tried.
    """

    state: VerifiedState
    number: CertificateNumberText
    version: int
    name: Line
    year: int
    credits: StatedCredits
    records: int
    authority: Label
    issued_on: Day
    files: list[FileOfVersion]
    key: Kid | UnsetType = UNSET
    national_number: Line | UnsetType = UNSET
    revoked_on: Day | UnsetType = UNSET
    name_agrees: bool | UnsetType = UNSET
    name_limited: bool | UnsetType = UNSET


class ToVerify(Sent, frozen=True, kw_only=True):
    """A number, and what else stands on the paper: the version, the full name."""

    number: CertificateNumber
    version: Annotated[int, Meta(ge=1, le=9999)] | None = None
    name: Name | None = None


class ManyToVerify(Sent, frozen=True, kw_only=True):
    """Up to 1,000 certificates; names are compared in this order."""

    certificates: Annotated[list[ToVerify], Meta(min_length=1, max_length=1000)]


class VerificationResult(Answered, frozen=True, kw_only=True):
    """What is so of one number: a certificate's state, or `unknown`, or `invalid` for a slip of the pen.

    `version` is the one of now. `name_agrees` and `name_limited` as in `Verification`.
    """

    number: Line
    state: VerifiedState | Literal["unknown", "invalid"]
    version: int | UnsetType = UNSET
    year: int | UnsetType = UNSET
    name_agrees: bool | UnsetType = UNSET
    name_limited: bool | UnsetType = UNSET


class Verifications(Answered, frozen=True, kw_only=True):
    """A result for each, in order."""

    results: list[VerificationResult]
