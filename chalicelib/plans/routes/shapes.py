"""Training plans in the HTTP contract (R39)."""

from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from chalicelib.http.received import Paging
from chalicelib.http.shapes import Answered, MaybeReasoned, Sent
from chalicelib.http.texts import KIND, Digest, Long, PrintedText, Text
from chalicelib.http.told import (
    Day,
    DecimalText,
    EmployerNumber,
    Id,
    Instant,
    Label,
    Line,
    Next,
    Place,
    Sentences,
)
from chalicelib.law.routes.shapes_facts import FormText
from chalicelib.plans.rules.plan_review import PlanDecision, PlanVerdict
from chalicelib.plans.rules.plan_state import PlanState
from chalicelib.plans.rules.planning import PlanStated
from chalicelib.platform.rules.text import TextKind
from chalicelib.records.routes.shapes import EvidenceShape
from chalicelib.records.routes.shapes_moves import MayMove, StepTold


class PlanSent(Sent, frozen=True, kw_only=True):
    """培训计划: taught in `days` or in `hours`, one of them; `reference` is the number of its notice."""

    year: int
    title: PrintedText
    content: Annotated[str, Meta(max_length=2000, extra={KIND: TextKind.LINES})]
    class_: Text | None = msgspec.field(default=None, name="class")
    general_knowledge: bool = False
    days: Any = None
    hours: Any = None
    starts_on: date
    ends_on: date
    place: Text
    expected: Annotated[int, Meta(le=10**9)]
    lecturers: Long | None = None
    reference: Long | None = None
    evidence: Annotated[list[Digest], Meta(max_length=20)] = msgspec.field(default_factory=list)

    @property
    def stated(self) -> PlanStated:
        """What is stated, as the rules have it."""
        return PlanStated(
            title=self.title,
            content=self.content,
            group=self.class_ or "",
            general_knowledge=self.general_knowledge,
            amounts={"days": self.days, "hours": self.hours},
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            place=self.place,
            expected=self.expected,
            lecturers=self.lecturers or "",
            reference=self.reference or "",
        )


class PlanChangeSent(PlanSent, frozen=True, kw_only=True):
    """A plan as it shall be. `revision` is the one that was seen, refused if it has been changed meanwhile."""

    revision: int | None = None


class PlansQuery(Paging, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which of an employer's plans: those of a year, without it the latest first."""

    year: int | None = None


class PlanQueueQuery(Paging, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which plans of a bureau's territory, in which state."""

    territory: Text | None = None
    state: PlanState = PlanState.SUBMITTED


class PlanVerdictSent(MaybeReasoned, frozen=True, kw_only=True):
    """A bureau's decision; `version` as the reviewer saw it."""

    decision: PlanDecision
    version: int | None = None

    @property
    def verdict(self) -> PlanVerdict:
        """The decision as the rules have it."""
        return PlanVerdict(decision=self.decision, reason=self.why, version=self.version)


class PlanEmployer(Answered, frozen=True, kw_only=True):
    """Whose plan it is."""

    code: EmployerNumber
    name: Line


class PlanShape(Answered, frozen=True, kw_only=True):
    """One training plan, as its present version has it.

    Exactly one of `days` and `hours` is not null. `approved_version` is the one that rows are credited
    by, null before the first; rows come from `ends_on` of it until `roster_until`, while the state is
    `approved`. `revision` is another with every write, also within a version. `bureau` is the territory whose bureau decides, after a take-over another. `moves` is what
    whoever asks may do with it now.
    """

    id: Id
    employer: PlanEmployer
    year: int
    title: Line
    content: Sentences
    class_: Line | None = msgspec.field(name="class")
    general_knowledge: bool
    days: int | None
    hours: DecimalText | None
    form: FormText
    form_label: Label
    starts_on: Day
    ends_on: Day
    place: Line
    expected: int
    lecturers: Line | None
    reference: Line | None
    evidence: list[EvidenceShape]
    state: PlanState
    version: int
    revision: int
    approved_version: int | None
    roster_until: Instant | None
    resubmit_until: Instant | None
    has_rows: bool
    territory: Place
    territory_name: Label
    bureau: Place
    history: list["PlanHistoryEntry"]
    moves: list["PlanMoveShape"]


class PlanMoveShape(MayMove, frozen=True, kw_only=True):
    """What may be done with a plan, and where it leads."""

    to: PlanState


class PlanHistoryEntry(StepTold, frozen=True, kw_only=True):
    """One move of a plan, and of which version."""

    from_: PlanState | None = msgspec.field(name="from")
    to: PlanState
    version: int


class Plans(Answered, frozen=True, kw_only=True):
    """A page of plans."""

    items: list[PlanShape]
    next: Next | None
