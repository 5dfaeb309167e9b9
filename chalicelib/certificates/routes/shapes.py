"""Certificates in the HTTP contract."""

from msgspec import UNSET, UnsetType

from chalicelib.http.shapes import Answered
from chalicelib.people.routes.shapes import HeldBecauseShape


class YearCertificate(Answered, frozen=True, kw_only=True):
    """The certificate of a year."""

    state: str
    number: str | None
    version: int | None
    since: str | None
    issued_on: str | None
    held_because: HeldBecauseShape | None


class Verification(Answered, frozen=True, kw_only=True):
    """What anybody may know of a certificate (R34).

    `name_limited` stands in the place of `name_agrees` once too many different names were tried.
    """

    state: str
    number: str
    version: int
    name: str
    year: int
    issued_on: str
    revoked_on: str | UnsetType = UNSET
    name_agrees: bool | UnsetType = UNSET
    name_limited: bool | UnsetType = UNSET
