"""Withdraw a training plan (R39): none of whose rows has come, or a change of it that is not approved."""

from datetime import datetime

import msgspec

from chalicelib.employers.rules.employer import Employer
from chalicelib.plans.actions.get_plan import get_own_plan
from chalicelib.plans.rules.plan import Plan, plan_moved, resumed
from chalicelib.plans.rules.plan_move import WITHDRAW_PLAN
from chalicelib.plans.rules.plan_reading import plan_as_of
from chalicelib.plans.store import gates, plans
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.seen import UNSEEN, Seen


def withdraw_plan(
    employer: Employer,
    login: str,
    plan: str,
    *,
    at: datetime,
    cause: Cause,
    seen: Seen = UNSEEN,
) -> Plan:
    """Withdraw a plan; where it is a change, the edition that was approved holds again.

    Returns:
        The plan as this request left it: a change is told as withdrawn.

    Raises:
        Refusal: `not_found`; `stale`; `plan_not_changeable` once rejected or withdrawn; `plan_has_rows`;
            `idempotency_key_reused`.
    """

    def once() -> Plan:
        before = get_own_plan(employer.code, plan)
        if made := before.move_by(cause):
            return plan_as_of(before, made)
        seen.require(before.version)
        by = employer.actor(login)
        moved = plan_moved(before, WITHDRAW_PLAN, at=at, by=by, cause=cause)
        after = resumed(moved)
        turning = gates.find_gates(plan) if before.admits_rows or after.admits_rows else []
        if not after.admits_rows and (before.has_rows or gates.have_rows(turning)):
            raise Refusal("plan_has_rows")
        plans.put_plan(after, before.version, turning)
        return msgspec.structs.replace(moved, version=after.version)

    return settled(once)
