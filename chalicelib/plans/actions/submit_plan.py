"""Submit a training plan to the bureau of the employer's territory (R39)."""

from datetime import datetime

import msgspec

from chalicelib.bureaus.rules.territory import covers
from chalicelib.employers.actions.ask_employers import get_acting, is_still
from chalicelib.employers.rules.employer import Employer
from chalicelib.law.actions.ask_law import get_law
from chalicelib.plans.actions.get_plan import get_own_plan
from chalicelib.plans.rules.plan import Plan, plan_moved, require_plan_move
from chalicelib.plans.rules.plan_move import SUBMIT_PLAN
from chalicelib.plans.rules.plan_reading import plan_as_of
from chalicelib.plans.rules.planning import require_in_time
from chalicelib.plans.store import plans
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.seen import UNSEEN, Seen


def submit_plan(
    employer: Employer,
    login: str,
    plan: str,
    *,
    at: datetime,
    cause: Cause,
    seen: Seen = UNSEEN,
) -> Plan:
    """Submit a draft before the training begins, or a returned plan in the time to mend it.

    It goes to the territory of now; a bureau above that took it over keeps it. Of submitting it and closing
    its employer one wins: what was submitted before ends with that (end_plans.py).

    Raises:
        Refusal: `not_found`; `stale`; `plan_not_changeable`; `plan_begun`; `plan_mending_over`;
            `window_closed`; `idempotency_key_reused`.
    """

    def once() -> Plan:
        before = get_own_plan(employer.code, plan)
        if made := before.move_by(cause):
            return plan_as_of(before, made)
        seen.require(before.version)
        acting = get_acting(login, employer.code)
        by = acting.actor(login)
        require_plan_move(SUBMIT_PLAN, before.state, by.party)
        require_in_time(before, get_law(before.year, at=at, territory=acting.territory))
        keeps = covers(before.taken_over_by, acting.territory)
        placed = msgspec.structs.replace(
            before,
            territory=acting.territory,
            taken_over_by=before.taken_over_by if keeps else "",
        )
        after = plan_moved(placed, SUBMIT_PLAN, at=at, by=by, cause=cause)
        plans.put_plan(after, before.version, beside=[is_still(acting)])
        return after

    return settled(once)
