"""Both sides of a held certificate in the HTTP contract (R30)."""

from typing import Literal

from chalicelib.http.shapes import Answered, MaybeReasoned, Reasoned
from chalicelib.http.texts import Name
from chalicelib.http.told import Id, Instant, Label, Line, Place
from chalicelib.identity.rules.identity import DocumentType
from chalicelib.people.routes.shapes import DocumentSent, HeldBecauseShape


class PartShown(Answered, frozen=True, kw_only=True):
    """A piece of a name or number, and whether the other side has something else in its place."""

    text: Line
    differs: bool


class SideShown(Answered, frozen=True, kw_only=True):
    """What one system says: the name whole on the side of whoever looks, else what differs (R7).

    Numbers are masked on both.
    """

    name: list[PartShown]
    document_type: DocumentType
    number: list[PartShown]
    opened_at: Instant


class SidesShown(Answered, frozen=True, kw_only=True):
    """A person in both systems; `own` is the side that the caller can mend, `version` that side's.

    `hidden_differs`: the documents are two, and what tells them apart is not shown. `hr` is null where
    there is no account.
    """

    person: Id
    own: Literal["finance", "hr"]
    agrees: bool
    hidden_differs: bool
    finance: SideShown
    hr: SideShown | None
    held_because: HeldBecauseShape | None
    territory: Place
    territory_name: Label
    version: int


class HeldMendedSent(Reasoned, frozen=True, kw_only=True):
    """What shall be otherwise of the HR account, and why; what is left out stays. `version` is the one seen."""

    name: Name | None = None
    document: DocumentSent | None = None
    version: int | None = None


class HeldHandedSent(MaybeReasoned, frozen=True, kw_only=True):
    """What the other side is told besides what differs, if anything."""


class HeldHanded(Answered, frozen=True, kw_only=True):
    """The problem that stands on the other side's list now: whose desk has it, until when it is to be answered."""

    problem: Id
    desk: Label
    due: Instant
