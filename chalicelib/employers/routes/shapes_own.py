"""The shapes of the HTTP contract for one's own employer, and for who looked at whom (R38)."""

from chalicelib.employers.rules.employer import EmployerState
from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.texts import EmployerCode, Name
from chalicelib.http.told import (
    EmployerNumber,
    Id,
    Instant,
    Label,
    Line,
    LoginName,
    Next,
    Sentences,
)
from chalicelib.people.routes.shapes import DocumentSent
from chalicelib.platform.rules.act import What


class ConsentSent(Sent, frozen=True, kw_only=True):
    """The employer that one names, and whether one agrees that it sees how one stands.

    `consent` is apart from naming; `earlier_years`: also the years before this one. `version` is the one seen.
    """

    code: EmployerCode
    consent: bool
    earlier_years: bool = False
    version: int | None = None


class ConsentTerms(Answered, frozen=True, kw_only=True):
    """What one agrees to (PIPL 14, 23): the recipient, the purpose, what is seen, from when on and until when."""

    code: EmployerNumber
    recipient: Line
    purpose: Sentences
    fields: list[Line]
    years: Line
    holds: Sentences
    source: Sentences


class ConsentGiven(Answered, frozen=True, kw_only=True):
    """What somebody has agreed to: since when, and from which year on; null: of all years."""

    given_at: Instant
    from_year: int | None
    earlier_years: bool


class NamedEmployerShape(Answered, frozen=True, kw_only=True):
    """The employer that one names. `confirmed`: by its code; without one the name is a text that nobody has confirmed.

    `state` is the employer's own: one that has been closed sees nothing. `consent` is null where there is none;
    `terms` are those of the employer named. `version` is that of the profile, which keeps all of it.
    """

    code: EmployerNumber | None
    name: Line | None
    confirmed: bool
    state: EmployerState | None
    consent: ConsentGiven | None
    terms: ConsentTerms | None
    version: int


class CheckSent(Sent, frozen=True, kw_only=True):
    """Somebody's full name and document, as they are about to be reported."""

    name: Name
    document: DocumentSent


class CheckAnswered(Answered, frozen=True, kw_only=True):
    """Whether they are one person's who has enrolled; nothing tells why not."""

    agrees: bool


class LookShape(Answered, frozen=True, kw_only=True):
    """Who saw something of oneself last on a day: for which employer, which login, what, of which year (null: of all)."""

    at: Instant
    code: EmployerNumber
    employer: Line
    login: LoginName
    what: What
    what_label: Label
    year: int | None


class LooksShown(Answered, frozen=True, kw_only=True):
    """A page of looks, the latest first."""

    items: list[LookShape]
    next: Next | None


class SeenPerson(Answered, frozen=True, kw_only=True):
    """Somebody who was looked at: the id, and the name while they are on the roll."""

    id: Id
    name: Line | None


class SeenBy(Answered, frozen=True, kw_only=True):
    """What a clerk looked at: which login, what, of which year (null: of all), of whom."""

    at: Instant
    login: LoginName
    what: What
    what_label: Label
    year: int | None
    people: list[SeenPerson]


class SeenShown(Answered, frozen=True, kw_only=True):
    """A page of what an employer's clerks looked at, the latest first."""

    items: list[SeenBy]
    next: Next | None
