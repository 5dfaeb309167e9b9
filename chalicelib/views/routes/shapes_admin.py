"""People and their histories, for administrators, in the HTTP contract."""

from typing import Annotated

import msgspec
from msgspec import Meta

from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.texts import Cursor, Name, PlaceSent
from chalicelib.http.told import By, Code, Id, Instant, Line, Next, Sentences
from chalicelib.people.routes.shapes import DocumentSent
from chalicelib.people.routes.shapes_accounts import AlikeShown, ProfessionalShown
from chalicelib.staff.routes.shapes import Change
from chalicelib.views.routes.shapes import Year

Limit = Annotated[int, Meta(ge=1, le=200)]


class SearchSent(Sent, frozen=True, kw_only=True):
    """Whom to find: by document, by whole name, by territory; a number never travels in a URL."""

    document: DocumentSent | None = None
    name: Name | None = None
    territory: PlaceSent | None = None
    limit: Limit = 50
    cursor: Cursor | None = None


class ProfessionalsShown(Answered, frozen=True, kw_only=True):
    """A page of profiles."""

    items: list[ProfessionalShown]
    next: Next | None


class ProfessionalWithYears(ProfessionalShown, frozen=True, kw_only=True):
    """A profile with all years, the latest first, and the accounts that may be the same person's."""

    years: list[Year]
    alike: list[AlikeShown]


class HistoryLine(Answered, frozen=True, kw_only=True):
    """One entry of a professional's history: a move of a record, or an act on the account.

    `what` is `enrolled`, `record_moved`, `report_refused` (`to` is its code) or the act; `by` names party, territory and the login.
    """

    at: Instant
    by: By
    what: Code
    year: int | None
    record: Id | None
    title: Line | None
    from_: Code | None = msgspec.field(name="from")
    to: Code | None
    reason: Sentences | None
    changes: list[Change]


class History(Answered, frozen=True, kw_only=True):
    """Every entry, the oldest first."""

    items: list[HistoryLine]
    next: Next | None
