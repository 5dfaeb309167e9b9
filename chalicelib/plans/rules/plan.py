"""The training plan (培训计划): what it says, its history, and how a move changes it (R39).

A plan is taught in days or in hours: in days it is the form `training`, in hours `online`. What a bureau
has approved is frozen; a change of it is the next edition, which the contract calls the plan's
`version`, and until that is decided no new rows of the roster come.
"""

import re
from datetime import date, datetime
from decimal import Decimal

import msgspec

from chalicelib.law.rules.fact import Stated
from chalicelib.plans.rules.plan_move import RESUME_PLAN, SUBMIT_PLAN, PlanMove
from chalicelib.plans.rules.plan_state import NEW_PLAN, PLAN_STATE_LABELS, PlanState
from chalicelib.plans.rules.plan_step import PlanStep, plan_hash_of
from chalicelib.platform.rules.cause import Actor, Cause, Party, repeats
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.text import require_reason
from chalicelib.platform.rules.version import next_version
from chalicelib.records.rules.evidence import Evidence

DAYS, HOURS = "days", "hours"
FORM_OF = {DAYS: "training", HOURS: "online"}
"""R39: what a plan is by the unit that it is taught in."""
_PLAN_ID = re.compile(r"([0-9A-Z]{18})-(20[0-9]{2})-([a-z2-7]{12})")


class Taught(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What one edition of a plan says; exactly one of `days` and `hours` is there.

    Days are China's, `hours` of 60 minutes. `group` is the class that is taught, as it is called there;
    `reference` the number of the notice, by which people may register the same study (R16).
    """

    title: str
    content: str
    group: str = ""
    general_knowledge: bool = False
    days: int | None = None
    hours: Decimal | None = None
    starts_on: date
    ends_on: date
    place: str
    expected: int
    lecturers: str = ""
    reference: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def unit(self) -> str:
        """What it is counted in: `days` or `hours`, as rows and facts name it."""
        return DAYS if self.days is not None else HOURS

    @property
    def form(self) -> str:
        """The form of study that it is."""
        return FORM_OF[self.unit]

    @property
    def amount(self) -> Stated:
        """How many days or hours all of it takes; nobody is credited with more."""
        return self.days if self.days is not None else self.hours or Decimal(0)


class Approved(msgspec.Struct, frozen=True):
    """The edition that a bureau approved last, and when."""

    edition: int
    said: Taught
    at: datetime


class Plan(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One training plan of an employer or organiser.

    `id` names employer and year, which stay; `said` is what its present edition says. `territory` is the
    bureau's that reviews it, `taken_over_by` that of the one above which decides in its place (R20).
    `approved` is what holds for rows unless a change waits; `dropped` the last change that came
    to nothing, so that its decision is answered the same again. `resubmit_until`, exclusive, ends
    the mending of a returned one. `has_rows`: rows have come, so that it cannot be withdrawn.
    """

    id: str
    employer: str
    year: int
    territory: str
    said: Taught
    state: PlanState
    edition: int = 1
    moves: tuple[PlanStep, ...] = ()
    approved: Approved | None = None
    dropped: Taught | None = None
    resubmit_until: datetime | None = None
    taken_over_by: str = ""
    has_rows: bool = False
    version: int = 0

    @property
    def bureau(self) -> str:
        """The territory of the bureau that decides (R20)."""
        return self.taken_over_by or self.territory

    @property
    def waits_since(self) -> datetime:
        """Since when it is in its state; a take-over changes none, and costs no place in a queue."""
        return next(move.at for move in reversed(self.moves) if move.source is not move.to)

    @property
    def first_submitted_at(self) -> datetime | None:
        """When it was submitted first, whatever became of that (R39)."""
        return next((step.at for step in self.moves if step.to is SUBMIT_PLAN.to), None)

    @property
    def admits_rows(self) -> bool:
        """Whether rows may come: an approved edition holds, and no change waits."""
        return self.state is PlanState.APPROVED

    @property
    def clerks(self) -> frozenset[str]:
        """The logins that have acted for its employer."""
        acted = (step.by for step in self.moves)
        return frozenset(by.login for by in acted if by.party is Party.EMPLOYER)

    def move_by(self, cause: Cause) -> PlanStep | None:
        """Find the move that this very request made, whatever happened since.

        Raises:
            Refusal: `idempotency_key_reused` when the token is there with another body.
        """
        return next((step for step in self.moves if repeats((step.cause,), cause)), None)


def plan_id(employer: str, year: int, token: str) -> str:
    """Name a plan after its employer, year and the request that made it."""
    return f"{employer}-{year}-{derived('plan', token, length=12)}"


def find_plan_address(plan: str) -> tuple[str, int, str] | None:
    """Read employer, year and the rest from a plan's id; None if it cannot be one."""
    match = _PLAN_ID.fullmatch(plan)
    return (match[1], int(match[2]), match[3]) if match else None


def require_plan_move(move: PlanMove, state: PlanState | None, by: Party, reason: str = "") -> None:
    """Refuse a move from a state that R39 does not know, of another party, or without its reason (R22).

    Raises:
        Refusal: `plan_not_changeable`, `reason_required`.
    """
    if state not in move.sources or by is not move.by:
        label = PLAN_STATE_LABELS[state] if state else NEW_PLAN
        raise Refusal("plan_not_changeable", state=label, move=move.label)
    if move.needs_reason:
        require_reason(reason, move.label)


def plan_moved(  # noqa: PLR0913 - a move is all of this
    plan: Plan,
    move: PlanMove,
    *,
    at: datetime,
    by: Actor,
    cause: Cause,
    reason: str = "",
    until: datetime | None = None,
    new: bool = False,
) -> Plan:
    """Return the plan after one move, its history and version advanced.

    Args:
        plan: the plan before; with `new` one that has no history yet.
        move: the row of the move.
        at: the instant of the request, aware.
        by: who moves it.
        cause: the request, for idempotency.
        reason: what the employer is told (R22).
        until: until when, exclusive, a returned one may be resubmitted.
        new: the move is the plan's first.

    Raises:
        Refusal: `plan_not_changeable`, `reason_required`.
    """
    source = None if new else plan.state
    require_plan_move(move, source, by.party, reason)
    edition = _next_edition(plan) if move.begins_version else plan.edition
    step = PlanStep(
        at=at,
        by=by,
        source=source,
        to=move.to,
        reason=reason.strip(),
        cause=cause,
        previous=plan_hash_of(plan.moves[-1]) if plan.moves else "",
        edition=edition,
        until=until,
    )
    return msgspec.structs.replace(
        plan,
        state=move.to,
        edition=edition,
        moves=(*plan.moves, step),
        resubmit_until=until,
        version=next_version(plan.version, at),
    )


def _next_edition(plan: Plan) -> int:
    """The number of a change: none is given twice, also where one came to nothing."""
    return max(step.edition for step in plan.moves) + 1


def resumed(plan: Plan) -> Plan:
    """The plan once a change came to nothing: what was approved before holds again, by the same write.

    Any other plan stays as it is.
    """
    last, held = plan.moves[-1], plan.approved
    if held is None or held.edition == plan.edition:
        return plan
    if plan.state not in RESUME_PLAN.sources:
        return plan
    cause = Cause(f"{last.cause.token}/{RESUME_PLAN.name}")
    back = plan_moved(plan, RESUME_PLAN, at=last.at, by=Actor(Party.SYSTEM), cause=cause)
    moves = (*back.moves[:-1], msgspec.structs.replace(back.moves[-1], edition=held.edition))
    return msgspec.structs.replace(
        back, said=held.said, edition=held.edition, dropped=plan.said, moves=moves
    )
