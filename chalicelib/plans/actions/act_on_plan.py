"""Act on a plan as staff (R19-R22, R39): how every move of a bureau's begins and ends.

A verb says what becomes of the plan; all else is here: whose it is, that a repeat is answered the same, that
nobody acts on their own matter, that the roster opens or closes with it, and that the clerk is told.
"""

from collections.abc import Callable
from datetime import datetime

from chalicelib.access.staff import Staff
from chalicelib.law.actions.ask_law import get_law
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.plans.actions.get_plan import get_reviewed_plan
from chalicelib.plans.actions.tell_clerk import told_to_clerk
from chalicelib.plans.rules.plan import Plan
from chalicelib.plans.rules.plan_reading import plan_as_of
from chalicelib.plans.store import gates, plans
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.staff.actions.recuse import require_not_clerk, require_not_own_login

Decide = Callable[[Plan, YearLaw], Plan]
"""What becomes of the plan by the rules, or the refusal; nothing is written."""


def acted_on_plan(
    staff: Staff, plan: str, decide: Decide, *, at: datetime, cause: Cause, seen: Seen = UNSEEN
) -> Plan:
    """Make a move of staff's on a plan of their own territory; its clerk is told what the move's row tells.

    Args:
        staff: who acts.
        plan: the plan's id.
        decide: what becomes of it.
        at: the instant of the request.
        cause: the request: the same again is answered the same.
        seen: the versions that were seen.

    Returns:
        The plan as this request left it: a change that was rejected is told as rejected, though
        the edition before it holds again.

    Raises:
        Refusal: `not_found` outside the territory; `own_record`; `stale`; what `decide` refuses;
            `idempotency_key_reused`.
    """
    return settled(lambda: _acted_once(staff, plan, decide, at, cause, seen))


def _acted_once(
    staff: Staff, plan: str, decide: Decide, at: datetime, cause: Cause, seen: Seen
) -> Plan:
    before = get_reviewed_plan(staff, plan)
    if made := before.move_by(cause):
        return plan_as_of(before, made)
    _require_not_own(before, staff)
    seen.require(before.version)
    law = get_law(before.year, at=at, territory=before.territory)
    after = decide(before, law)
    made = after.move_by(cause)
    if made is None:
        raise AssertionError(plan)  # a decision is a move
    told = told_to_clerk(plan_as_of(after, made), law)
    turning = gates.find_gates(plan) if after.admits_rows else ()
    plans.put_plan(after, before.version, turning, told)
    return plan_as_of(after, made)


def _require_not_own(plan: Plan, staff: Staff) -> None:
    """Refuse whoever has acted for the plan's employer, or may now, by whichever login (R20).

    Raises:
        Refusal: `own_record`.
    """
    for login in sorted(plan.clerks):
        require_not_own_login(login, staff)
    require_not_clerk(plan.employer, staff)
