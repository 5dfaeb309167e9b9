"""The shapes of the HTTP contract for employers that people have typed (R38)."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from chalicelib.employers.routes.shapes import EmployerShape
from chalicelib.http.received import Paging
from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.texts import EmployerCode, Short
from chalicelib.people.routes.shapes import Person

MOST_SAID = 100


class ProposalsQuery(Paging, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Of which territory and all below it."""

    territory: Short | None = None


class ProposalShape(Answered, frozen=True, kw_only=True):
    """Somebody's employer as it was typed, and the open ones that are written alike; the person masked."""

    professional: str
    person: Person
    territory: str
    employer: str
    employers: list[EmployerShape]


class ProposalsShown(Answered, frozen=True, kw_only=True):
    """A page of proposals."""

    items: list[ProposalShape]
    next: str | None


class ProposalSaidSent(Sent, frozen=True, kw_only=True):
    """Which employer a person's is: one of those proposed; null: none of them."""

    professional: Short
    code: EmployerCode | None = None


class ProposalsSaid(Sent, frozen=True, kw_only=True):
    """What a bureau says of up to a hundred proposals."""

    decisions: Annotated[tuple[ProposalSaidSent, ...], Meta(min_length=1, max_length=MOST_SAID)]


class ProposalSettled(Answered, frozen=True, kw_only=True):
    """What came of one: `bound`, `declined` or `refused`."""

    professional: str
    status: str
    code: str | UnsetType = UNSET
    detail: str | UnsetType = UNSET


class ProposalsSettled(Answered, frozen=True, kw_only=True):
    """What came of each, by position."""

    results: list[ProposalSettled]
