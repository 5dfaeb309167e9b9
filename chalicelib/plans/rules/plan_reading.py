"""How a plan reads as one of its moves left it: what that move's request was answered (R21)."""

import msgspec

from chalicelib.plans.rules.plan import Plan, Taught
from chalicelib.plans.rules.plan_move import APPROVE_PLAN
from chalicelib.plans.rules.plan_step import PlanStep


def plan_as_of(plan: Plan, step: PlanStep) -> Plan:
    """The plan as one of its moves left it, as far as what each edition said is kept.

    That is what it says now, what was approved last, and the last change that came to nothing.
    """
    moves = plan.moves[: plan.moves.index(step) + 1]
    if moves == plan.moves:
        return plan
    was_approved = any(each.to is APPROVE_PLAN.to for each in moves)
    return msgspec.structs.replace(
        plan,
        said=_said(plan, step.edition),
        edition=step.edition,
        state=step.to,
        moves=moves,
        approved=plan.approved if was_approved else None,
        resubmit_until=step.until,
    )


def _said(plan: Plan, edition: int) -> Taught:
    if edition == plan.edition:
        return plan.said
    if plan.approved is not None and edition == plan.approved.edition:
        return plan.approved.said
    return plan.dropped or plan.said
