"""What a bureau may do with a plan: decide it, take it over, each by its row (R20-R22, R39)."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

import msgspec

from chalicelib.bureaus.rules.territory import covers, parse_territory
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.plans.rules.plan import Approved, Plan, plan_moved, resumed
from chalicelib.plans.rules.plan_move import (
    APPROVE_PLAN,
    EVERY_PLAN_MOVE,
    REJECT_PLAN,
    RETURN_PLAN,
    TAKE_PLAN_OVER,
    PlanMove,
)
from chalicelib.plans.rules.plan_state import PLAN_STATE_LABELS
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.china_time import end_of, shanghai_date
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.seen import UNSEEN, Seen


class PlanDecision(StrEnum):
    """What a bureau can say to a submitted plan."""

    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"


DECIDED_PLAN = {
    PlanDecision.APPROVE: APPROVE_PLAN,
    PlanDecision.RETURN: RETURN_PLAN,
    PlanDecision.REJECT: REJECT_PLAN,
}


class PlanVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """A bureau's decision; `version` is the edition that the reviewer saw, `seen` the versions."""

    decision: PlanDecision
    reason: str = ""
    version: int | None = None
    seen: Seen = UNSEEN


def plan_decided(
    plan: Plan, verdict: PlanVerdict, law: YearLaw, *, by: Actor, cause: Cause
) -> Plan:
    """Return the plan as a bureau has decided it; one that is rejected as a change holds as it was.

    Args:
        plan: the plan before.
        verdict: the decision.
        law: the law of its year at the instant.
        by: the bureau.
        cause: the request.

    Raises:
        Refusal: `already_decided` with the result; `taken_over` by the bureau above; `record_changed`;
            `stale`; `reason_required`.
    """
    move = DECIDED_PLAN[verdict.decision]
    _require_undecided(plan, move)
    if not covers(by.territory, plan.bureau):
        raise Refusal("taken_over", bureau=parse_territory(plan.bureau).full_name)
    if verdict.version is not None and verdict.version != plan.edition:
        raise Refusal("record_changed", version=plan.edition)
    verdict.seen.require(plan.version)
    until = _mended_until(law) if move is RETURN_PLAN else None
    after = plan_moved(
        plan, move, at=law.at, by=by, cause=cause, reason=verdict.reason, until=until
    )
    if move is APPROVE_PLAN:
        held = Approved(plan.edition, plan.said, law.at)
        return msgspec.structs.replace(after, approved=held, dropped=None)
    return resumed(after)


def _mended_until(law: YearLaw) -> datetime:
    """Until when, exclusive, a returned plan may be resubmitted: it stays as it was told (R46)."""
    workdays = law.window.resubmit_workdays
    return end_of(law.window.calendar.add_workdays(shanghai_date(law.at), workdays))


def plan_taken_over(plan: Plan, *, at: datetime, by: Actor, cause: Cause, reason: str) -> Plan:
    """Return the plan as the bureau above decides it in the place of the one below.

    Raises:
        Refusal: `already_decided`; `forbidden` unless the bureau stands above the one that decides
            now; `reason_required`.
    """
    _require_undecided(plan, TAKE_PLAN_OVER)
    if not _stands_above(by.territory, plan):
        raise Refusal("forbidden")
    after = plan_moved(plan, TAKE_PLAN_OVER, at=at, by=by, cause=cause, reason=reason)
    return msgspec.structs.replace(after, taken_over_by=by.territory)


def _require_undecided(plan: Plan, move: PlanMove) -> None:
    """Refuse a bureau's move on what it does not lead from (any more): `already_decided` (R21)."""
    if plan.state not in move.sources:
        label = PLAN_STATE_LABELS[plan.state]
        raise Refusal("already_decided", state=label, result=plan.state.value)


def _stands_above(territory: str, plan: Plan) -> bool:
    return territory != plan.bureau and covers(territory, plan.bureau)


def next_plan_moves(plan: Plan, by: Actor) -> Iterator[PlanMove]:
    """The moves that somebody may make with a plan, as far as its state and territories tell."""
    for row in EVERY_PLAN_MOVE:
        if plan.state in row.sources and _may_make(row, plan, by):
            yield row


def _may_make(row: PlanMove, plan: Plan, by: Actor) -> bool:
    if row.by is Party.BUREAU_ABOVE:
        return by.party is Party.BUREAU and _stands_above(by.territory, plan)
    if row.by is Party.BUREAU:
        return by.party is row.by and covers(by.territory, plan.bureau)
    return row.by is by.party and not (row.name == "withdraw" and plan.has_rows)
