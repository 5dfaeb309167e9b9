"""Certificates in the HTTP contract."""

from chalicelib.certificates.rules.certificate import CertificateState, ShownState
from chalicelib.http.received import Paging
from chalicelib.http.shapes import Answered
from chalicelib.http.texts import PlaceAsked, Text
from chalicelib.http.told import CertificateNumberText, Day, Id, Instant, Jwt64, Line, Next, Place
from chalicelib.people.routes.shapes import HeldBecauseShape


class YearCertificate(Answered, frozen=True, kw_only=True):
    """The certificate of a year."""

    state: ShownState
    number: CertificateNumberText | None
    version: int | None
    since: Instant | None
    issued_on: Day | None
    held_because: HeldBecauseShape | None


class CertificatesQuery(Paging, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which certificates: of a year, and of a territory, an employer, a state."""

    year: int
    territory: PlaceAsked | None = None
    employer: Text | None = None
    state: CertificateState | None = None


class CertificateShown(Answered, frozen=True, kw_only=True):
    """A certificate as an administrator sees it; `professional` is its holder's id."""

    professional: Id
    name: Line | None
    year: int
    territory: Place
    employer: Line | None
    state: ShownState
    number: CertificateNumberText | None
    version: int | None
    since: Instant | None
    issued_on: Day | None
    held_because: HeldBecauseShape | None


class CertificatesShown(Answered, frozen=True, kw_only=True):
    """A page of certificates."""

    items: list[CertificateShown]
    next: Next | None


class CredentialShape(Answered, frozen=True, kw_only=True):
    """The credential of a certificate, a JWT (W3C Verifiable Credential 2.0, Open Badges 3.0)."""

    credential: Jwt64
