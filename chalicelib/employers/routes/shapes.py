"""The shapes of the HTTP contract for employers, applications and clerks (R37)."""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from chalicelib.employers.rules.employer import EmployerKind, EmployerState
from chalicelib.http.received import Paging
from chalicelib.http.shapes import Answered, MaybeReasoned, Sent
from chalicelib.http.texts import Digest, EmployerCode, Lines, Name, PrintedShort, Short, unchecked
from chalicelib.people.routes.shapes import DocumentSent
from chalicelib.records.routes.shapes import EvidenceShape
from chalicelib.staff.routes.shapes import ActShape

MOST_FILES = 20


class ApplicationSent(Sent, frozen=True, kw_only=True):
    """An employer for which its applicant wants to act; `evidence` names uploads, such as the licence."""

    code: EmployerCode
    name: PrintedShort
    kind: EmployerKind = EmployerKind.EMPLOYER
    territory: Short
    evidence: Annotated[tuple[Digest, ...], Meta(max_length=MOST_FILES)] = ()


class ApplicationDecisionSent(MaybeReasoned, frozen=True, kw_only=True):
    """What a bureau says of an application: of the one named, else of the one that waits longest."""

    decision: Literal["open", "refuse"]
    application: Short | None = None


class EmployerChangeSent(MaybeReasoned, frozen=True, kw_only=True):
    """What shall be otherwise of an employer; members left out stay. `state` can only become closed."""

    name: PrintedShort | UnsetType = UNSET
    kind: EmployerKind | UnsetType = UNSET
    territory: Short | UnsetType = UNSET
    state: Literal["open", "closed"] | UnsetType = UNSET


class ClerkSent(Sent, frozen=True, kw_only=True):
    """A login that shall act for the employer; `first`: in the place of the first clerk there was."""

    first: bool = False


class ReasonQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Why, where there is no body."""

    reason: Lines | None = None

    @property
    def why(self) -> str:
        """The reason, or ""."""
        return self.reason or ""


class EmployerQuery(Paging, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is sought: two or more consecutive characters of a name, or how a code begins."""

    q: Annotated[Short, unchecked("what is sought may be a code; sought_forms")]


class EmployersListed(Paging, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which employers and applications: of a state, of a territory and all below it."""

    state: EmployerState = EmployerState.APPLIED
    territory: Short | None = None


class ConsentSent(Sent, frozen=True, kw_only=True):
    """The employer that one names, and whether one agrees that it sees how one stands.

    `consent` is apart from naming; `earlier_years`: also the years before this one.
    """

    code: EmployerCode
    consent: bool
    earlier_years: bool = False


class EmployerShape(Answered, frozen=True, kw_only=True):
    """An employer, or who shall become one."""

    code: str
    name: str
    kind: EmployerKind
    kind_label: str
    territory: str
    territory_name: str
    state: EmployerState


class EmployersShown(Answered, frozen=True, kw_only=True):
    """A page of open employers."""

    items: list[EmployerShape]
    next: str | None


class ClerkShape(Answered, frozen=True, kw_only=True):
    """A clerk; `login` is the `sub` of the deployment's issuer, `first` may add and withdraw others."""

    login: str
    first: bool
    since: str


class ClerksShown(Answered, frozen=True, kw_only=True):
    """All clerks of an employer."""

    items: list[ClerkShape]
    next: str | None


class ApplicationShape(Answered, frozen=True, kw_only=True):
    """An application; `evidence` has signed addresses for the bureau, `login` is the `sub` of who applied."""

    id: str
    name: str
    kind: EmployerKind
    territory: str
    state: EmployerState
    login: str
    applied_at: str
    decided_at: str | None
    reason: str | None
    evidence: list[EvidenceShape]


class EmployerDetails(EmployerShape, frozen=True, kw_only=True):
    """An employer with what concerns whoever asks.

    `application` is one's own, or the one that waits longest; `clerks` are for clerks and bureau,
    `applications` and `history` for the bureau alone.
    """

    application: ApplicationShape | None = None
    clerks: list[ClerkShape] | UnsetType = UNSET
    applications: list[ApplicationShape] | UnsetType = UNSET
    history: list[ActShape] | UnsetType = UNSET


class EmployerListed(EmployerShape, frozen=True, kw_only=True):
    """An employer or an application in a bureau's list; `since` is how long it is so."""

    since: str
    application: ApplicationShape | None


class EmployerPage(Answered, frozen=True, kw_only=True):
    """A page of a bureau's list, territory by territory, in each the longest first."""

    items: list[EmployerListed]
    next: str | None


class ConsentTerms(Answered, frozen=True, kw_only=True):
    """What one agrees to (PIPL 14, 23): the recipient, the purpose, what is seen, from when on and until when."""

    code: str
    recipient: str
    purpose: str
    fields: list[str]
    years: str
    holds: str
    source: str


class ConsentGiven(Answered, frozen=True, kw_only=True):
    """What somebody has agreed to: since when, and from which year on; null: of all years."""

    given_at: str
    from_year: int | None
    earlier_years: bool


class NamedEmployerShape(Answered, frozen=True, kw_only=True):
    """The employer that one names. `confirmed`: by its code; without one the name is a text that nobody has confirmed.

    `state` is the employer's own: one that has been closed sees nothing. `consent` is null where there is none;
    `terms` are those of the employer named.
    """

    code: str | None
    name: str | None
    confirmed: bool
    state: EmployerState | None
    consent: ConsentGiven | None
    terms: ConsentTerms | None


class CheckSent(Sent, frozen=True, kw_only=True):
    """Somebody's full name and document, as they are about to be reported."""

    name: Name
    document: DocumentSent


class CheckAnswered(Answered, frozen=True, kw_only=True):
    """Whether they are one person's who has enrolled; nothing tells why not."""

    agrees: bool


class LookShape(Answered, frozen=True, kw_only=True):
    """Who saw something of oneself last on a day: for which employer, which login, what, of which year (null: of all)."""

    at: str
    code: str
    employer: str
    login: str
    what: str
    what_label: str
    year: int | None


class LooksShown(Answered, frozen=True, kw_only=True):
    """A page of looks, the latest first."""

    items: list[LookShape]
    next: str | None


class SeenPerson(Answered, frozen=True, kw_only=True):
    """Somebody who was looked at: the id, and the name while they are on the roll."""

    id: str
    name: str | None


class SeenBy(Answered, frozen=True, kw_only=True):
    """What a clerk looked at: which login, what, of which year (null: of all), of whom."""

    at: str
    login: str
    what: str
    what_label: str
    year: int | None
    people: list[SeenPerson]


class SeenShown(Answered, frozen=True, kw_only=True):
    """A page of what an employer's clerks looked at, the latest first."""

    items: list[SeenBy]
    next: str | None
