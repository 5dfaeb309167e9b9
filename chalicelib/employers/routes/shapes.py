"""The shapes of the HTTP contract for employers, applications and clerks (R37)."""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from chalicelib.employers.rules.employer import EmployerKind, EmployerState
from chalicelib.http.received import Paging
from chalicelib.http.shapes import Answered, MaybeReasoned, Sent
from chalicelib.http.texts import (
    Digest,
    EmployerCode,
    Lines,
    PlaceSent,
    PrintedShort,
    Short,
    unchecked,
)
from chalicelib.http.told import (
    EmployerNumber,
    Id,
    Instant,
    Label,
    Line,
    LoginName,
    Next,
    Place,
    Sentences,
)
from chalicelib.records.routes.shapes import EvidenceShape
from chalicelib.staff.routes.shapes import ActShape

MOST_FILES = 20


class ApplicationSent(Sent, frozen=True, kw_only=True):
    """An employer for which its applicant wants to act; `evidence` names uploads, such as the licence."""

    code: EmployerCode
    name: PrintedShort
    kind: EmployerKind = EmployerKind.EMPLOYER
    territory: PlaceSent
    evidence: Annotated[tuple[Digest, ...], Meta(max_length=MOST_FILES)] = ()


class ApplicationDecisionSent(MaybeReasoned, frozen=True, kw_only=True):
    """What a bureau says of an application: of the one named, else of the one that waits longest."""

    decision: Literal["open", "refuse"]
    application: Short | None = None


class EmployerChangeSent(MaybeReasoned, frozen=True, kw_only=True):
    """What shall be otherwise of an employer; members left out stay. `state` can only become closed.

    `version` is the one that was seen, refused if the employer has been changed meanwhile.
    """

    name: PrintedShort | UnsetType = UNSET
    kind: EmployerKind | UnsetType = UNSET
    territory: PlaceSent | UnsetType = UNSET
    state: Literal["open", "closed"] | UnsetType = UNSET
    version: int | None = None


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
    territory: PlaceSent | None = None


class EmployerShape(Answered, frozen=True, kw_only=True):
    """An employer, or who shall become one."""

    code: EmployerNumber
    name: Line
    kind: EmployerKind
    kind_label: Label
    territory: Place
    territory_name: Label
    state: EmployerState


class EmployersShown(Answered, frozen=True, kw_only=True):
    """A page of open employers."""

    items: list[EmployerShape]
    next: Next | None


class ClerkShape(Answered, frozen=True, kw_only=True):
    """A clerk; `login` is the `sub` of the deployment's issuer, `first` may add and withdraw others."""

    login: LoginName
    first: bool
    since: Instant


class ClerksShown(Answered, frozen=True, kw_only=True):
    """All clerks of an employer."""

    items: list[ClerkShape]
    next: Next | None


class ApplicationShape(Answered, frozen=True, kw_only=True):
    """An application; `evidence` has signed addresses for the bureau, `login` is the `sub` of who applied."""

    id: Id
    name: Line
    kind: EmployerKind
    territory: Place
    state: EmployerState
    login: LoginName
    applied_at: Instant
    decided_at: Instant | None
    reason: Sentences | None
    evidence: list[EvidenceShape]


class EmployerDetails(EmployerShape, frozen=True, kw_only=True):
    """An employer with what concerns whoever asks.

    `application` is one's own, or the one that waits longest; `clerks` are for clerks and bureau,
    `applications` and `history` for the bureau alone. `version` is the employer's, or while there is none
    that of the application shown.
    """

    version: int
    application: ApplicationShape | None = None
    clerks: list[ClerkShape] | UnsetType = UNSET
    applications: list[ApplicationShape] | UnsetType = UNSET
    history: list[ActShape] | UnsetType = UNSET


class EmployerListed(EmployerShape, frozen=True, kw_only=True):
    """An employer or an application in a bureau's list; `since` is how long it is so."""

    since: Instant
    application: ApplicationShape | None


class EmployerPage(Answered, frozen=True, kw_only=True):
    """A page of a bureau's list, territory by territory, in each the longest first."""

    items: list[EmployerListed]
    next: Next | None
