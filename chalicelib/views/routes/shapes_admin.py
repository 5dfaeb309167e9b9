"""The shapes of the HTTP contract for administrators of people, records and certificates."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from chalicelib.certificates.rules.certificate import CertificateState
from chalicelib.http.received import Paging
from chalicelib.http.shapes import Answered, Reasoned, Sent
from chalicelib.http.texts import Cursor, Lines, Name, Short, Text
from chalicelib.people.routes.shapes import DocumentSent, HeldBecauseShape, ProfileChangeSent
from chalicelib.people.routes.shapes_accounts import AlikeShown, ProfessionalShown
from chalicelib.staff.routes.shapes import Change
from chalicelib.views.routes.shapes import Year

Limit = Annotated[int, Meta(ge=1, le=200)]


class SearchSent(Sent, frozen=True, kw_only=True):
    """Whom to find: by document, by whole name, by territory; a number never travels in a URL."""

    document: DocumentSent | None = None
    name: Name | None = None
    territory: Short | None = None
    limit: Limit = 50
    cursor: Cursor | None = None


class CorrectionSent(ProfileChangeSent, frozen=True, kw_only=True):
    """What an administrator corrects of a profile, and why; members left out stay (R6, R36)."""

    moved_out: bool | UnsetType = UNSET
    reason: Lines

    @property
    def why(self) -> str:
        """The reason."""
        return self.reason


class BindingSent(Reasoned, frozen=True, kw_only=True):
    """The `sub` of the login that shall own the account, and why."""

    sub: Annotated[str, Meta(min_length=1, max_length=255)]


class ProfessionalsShown(Answered, frozen=True, kw_only=True):
    """A page of profiles."""

    items: list[ProfessionalShown]
    next: str | None


class ProfessionalWithYears(ProfessionalShown, frozen=True, kw_only=True):
    """A profile with all years, the latest first, and the accounts that may be the same person's."""

    years: list[Year]
    alike: list[AlikeShown]


class HistoryLine(Answered, frozen=True, kw_only=True):
    """One entry of a professional's history: a move of a record, or an act on the account.

    `what` is `enrolled`, `record_moved`, `report_refused` (`to` is its code) or the act; `by` names party, territory and the login.
    """

    at: str
    by: str
    what: str
    year: int | None
    record: str | None
    title: str | None
    from_: str | None = msgspec.field(name="from")
    to: str | None
    reason: str | None
    changes: list[Change]


class History(Answered, frozen=True, kw_only=True):
    """Every entry, the oldest first."""

    items: list[HistoryLine]
    next: str | None


class CertificatesQuery(Paging, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which certificates: of a year, and of a territory, an employer, a state."""

    year: int
    territory: str | None = None
    employer: Text | None = None
    state: CertificateState | None = None


class CertificateShown(Answered, frozen=True, kw_only=True):
    """A certificate as an administrator sees it; `professional` is its holder's id."""

    professional: str
    name: str | None
    year: int
    territory: str
    employer: str | None
    state: str
    number: str | None
    version: int | None
    since: str | None
    issued_on: str | None
    held_because: HeldBecauseShape | None


class CertificatesShown(Answered, frozen=True, kw_only=True):
    """A page of certificates."""

    items: list[CertificateShown]
    next: str | None


class StatisticsQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which year and territory."""

    year: int
    territory: str | None = None


class CountsShape(Answered, frozen=True, kw_only=True):
    """People enrolled, years in progress and complete, certificates issued, held and revoked."""

    enrolled: int
    in_progress: int
    complete: int
    certificates: int
    held: int
    revoked: int


class TerritoryCounts(CountsShape, frozen=True, kw_only=True):
    """The counts of one territory, those below it not included."""

    territory: str
    territory_name: str


class Statistics(CountsShape, frozen=True, kw_only=True):
    """The sums over a territory and all below it, and the parts that are not empty."""

    year: int
    territory: str
    territory_name: str
    counted_at: str
    items: list[TerritoryCounts]
    next: str | None
