"""The shapes of the HTTP contract for employers that people have typed (R38)."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from chalicelib.employers.routes.shapes import EmployerShape
from chalicelib.http.received import Paging
from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.texts import EmployerCode, PlaceSent, Short
from chalicelib.http.told import Code, Id, Line, Next, Place, Sentences
from chalicelib.people.routes.shapes import Person

MOST_SAID = 100


class ProposalsQuery(Paging, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Of which territory and all below it."""

    territory: PlaceSent | None = None


class ProposalShape(Answered, frozen=True, kw_only=True):
    """Somebody's employer as it was typed, and the open ones that are written alike; the person masked."""

    professional: Id
    person: Person
    territory: Place
    employer: Line
    employers: list[EmployerShape]


class ProposalsShown(Answered, frozen=True, kw_only=True):
    """A page of proposals."""

    items: list[ProposalShape]
    next: Next | None


class ProposalSaidSent(Sent, frozen=True, kw_only=True):
    """Which employer a person's is: one of those proposed; null: none of them."""

    professional: Short
    code: EmployerCode | None = None


class ProposalsSaid(Sent, frozen=True, kw_only=True):
    """What a bureau says of up to a hundred proposals."""

    decisions: Annotated[tuple[ProposalSaidSent, ...], Meta(min_length=1, max_length=MOST_SAID)]


class ProposalSettled(Answered, frozen=True, kw_only=True):
    """What came of one: `bound`, `declined` or `refused`."""

    professional: Id
    status: Literal["bound", "declined", "refused"]
    code: Code | UnsetType = UNSET
    detail: Sentences | UnsetType = UNSET


class ProposalsSettled(Answered, frozen=True, kw_only=True):
    """What came of each, by position."""

    results: list[ProposalSettled]
