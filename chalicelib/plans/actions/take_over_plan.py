"""Take a training plan over (上级接办, R20): the bureau above decides in the place of the one below."""

from datetime import datetime

from chalicelib.access.staff import Staff
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.plans.actions.act_on_plan import acted_on_plan
from chalicelib.plans.rules.plan import Plan
from chalicelib.plans.rules.plan_review import plan_taken_over
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.seen import UNSEEN, Seen


def take_over_plan(
    staff: Staff, plan: str, reason: str, *, at: datetime, cause: Cause, seen: Seen = UNSEEN
) -> Plan:
    """Let a submitted plan wait for the reviewer's own bureau, and no longer for the one below.

    Args:
        staff: a reviewer of a bureau above the one that decides now.
        plan: the plan's id.
        reason: why; the employer sees it in the plan's history.
        at: the instant of the request.
        cause: the request, for repeats.
        seen: the versions that were seen.

    Raises:
        Refusal: `not_found` outside the territory; `own_record`; `stale`; `already_decided`; `forbidden`
            for a bureau that is not above; `reason_required`.
    """
    by = Actor(Party.BUREAU_ABOVE, staff.login, staff.territory)

    def decide(found: Plan, law: YearLaw) -> Plan:
        return plan_taken_over(found, at=law.at, by=by, cause=cause, reason=reason)

    return acted_on_plan(staff, plan, decide, at=at, cause=cause, seen=seen)
