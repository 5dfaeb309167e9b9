"""Training plans in the HTTP contract (R39)."""

from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from chalicelib.http.received import Paging
from chalicelib.http.shapes import Answered, MaybeReasoned, Sent
from chalicelib.http.texts import KIND, Digest, Long, PrintedText, Text
from chalicelib.plans.rules.plan_review import PlanDecision, PlanVerdict
from chalicelib.plans.rules.plan_state import PlanState
from chalicelib.plans.rules.planning import PlanStated
from chalicelib.platform.rules.text import TextKind
from chalicelib.records.routes.shapes import EvidenceShape, HistoryEntry, MoveShape


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

    code: str
    name: str


class PlanShape(Answered, frozen=True, kw_only=True):
    """One training plan, as its present version has it.

    Exactly one of `days` and `hours` is not null. `approved_version` is the one that rows are credited
    by, null before the first; rows come from `ends_on` of it until `roster_until`, while the state is
    `approved`. `revision` is another with every write, also within a version. `bureau` is the territory whose bureau decides, after a take-over another. `moves` is what
    whoever asks may do with it now.
    """

    id: str
    employer: PlanEmployer
    year: int
    title: str
    content: str
    class_: str | None = msgspec.field(name="class")
    general_knowledge: bool
    days: int | None
    hours: str | None
    form: str
    form_label: str
    starts_on: str
    ends_on: str
    place: str
    expected: int
    lecturers: str | None
    reference: str | None
    evidence: list[EvidenceShape]
    state: PlanState
    version: int
    revision: int
    approved_version: int | None
    roster_until: str | None
    resubmit_until: str | None
    has_rows: bool
    territory: str
    territory_name: str
    bureau: str
    history: list["PlanHistoryEntry"]
    moves: list[MoveShape]


class PlanHistoryEntry(HistoryEntry, frozen=True, kw_only=True):
    """One move of a plan, and of which version."""

    version: int


class Plans(Answered, frozen=True, kw_only=True):
    """A page of plans."""

    items: list[PlanShape]
    next: str | None
