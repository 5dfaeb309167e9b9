"""The shapes of verification in the HTTP contract (R34, R48)."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.texts import Name, Text, unchecked

CertificateNumber = Annotated[Text, unchecked("each number is read by itself, find_number")]


class StatedCredits(Answered, frozen=True, kw_only=True):
    """The credits that a certificate states; `public_waived` stands in the place of an earned `public`.

    `general_knowledge` is part of the professional credits, from 2025 on.
    """

    public: str | UnsetType = UNSET
    public_waived: bool | UnsetType = UNSET
    professional: str
    general_knowledge: str | UnsetType = UNSET


class FileOfVersion(Answered, frozen=True, kw_only=True):
    """A file that was issued: what it is, and its SHA-256 in hexadecimal."""

    kind: str
    sha256: str


class Verification(Answered, frozen=True, kw_only=True):
    """What anybody may know of a certificate (R34, R48).

    `name`, `credits`, `records` (how many are counted) and `issued_on` are those of the version that was
    asked for, as its paper says them, and so are `files` and `key`, the id of the key that signed it (`/.well-known/jwks.json`); none signed what was
    drawn before files were signed.
    `national_number` is the national identifier of that version, where the deployment has its codes.
    `name_limited` stands in the place of `name_agrees` once too many different names were tried.
    """

    state: str
    number: str
    version: int
    name: str
    year: int
    credits: StatedCredits
    records: int
    authority: str
    issued_on: str
    files: list[FileOfVersion]
    key: str | UnsetType = UNSET
    national_number: str | UnsetType = UNSET
    revoked_on: str | UnsetType = UNSET
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

    number: str
    state: str
    version: int | UnsetType = UNSET
    year: int | UnsetType = UNSET
    name_agrees: bool | UnsetType = UNSET
    name_limited: bool | UnsetType = UNSET


class Verifications(Answered, frozen=True, kw_only=True):
    """A result for each, in order."""

    results: list[VerificationResult]
