"""Requests about duties in the HTTP contract."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from chalicelib.duties.actions.decide_duty import DutyDecision
from chalicelib.duties.rules.duty_request import DutyState
from chalicelib.http.received import Paging
from chalicelib.http.shapes import Answered, MaybeReasoned, Sent
from chalicelib.http.texts import Digest, PlaceAsked
from chalicelib.http.told import Day, Id, Instant, Label, Next, Place, Sentences
from chalicelib.people.routes.shapes import Person
from chalicelib.people.rules.employment import Employment
from chalicelib.records.routes.shapes import EvidenceShape


class DutySent(Sent, frozen=True, kw_only=True):
    """What is to be confirmed, and the uploads that prove it; what is left out stays as it is stated."""

    worked_since: date | UnsetType | None = UNSET
    employment: Employment | UnsetType = UNSET
    evidence: Annotated[list[Digest], Meta(max_length=20)] = msgspec.field(default_factory=list)


class DutyVerdictSent(MaybeReasoned, frozen=True, kw_only=True):
    """A bureau's decision; a refusal needs its reason."""

    decision: DutyDecision


class DutiesQuery(Paging, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which requests: of whose territory, in which state."""

    territory: PlaceAsked | None = None
    state: DutyState = DutyState.PENDING


class DutyRequestShape(Answered, frozen=True, kw_only=True):
    """A request: what is stated by it and was before, and the years that would be exempt by it.

    `professional` is there for reviewers, and then `evidence` has signed addresses.
    """

    id: Id
    state: DutyState
    worked_since: Day | None
    employment: Employment
    worked_since_before: Day | None
    employment_before: Employment
    years: list[int]
    territory: Place
    territory_name: Label
    evidence: list[EvidenceShape]
    since: Instant
    decided_at: Instant | None
    reason: Sentences | None
    professional: Person | UnsetType = UNSET


class Duties(Answered, frozen=True, kw_only=True):
    """A page of requests."""

    items: list[DutyRequestShape]
    next: Next | None
