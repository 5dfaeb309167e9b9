"""Keep who brought rows of a roster, and how many: an act beside the plan, which the audit archive takes (R19, R40)."""

from datetime import datetime

from chalicelib.plans.rules.plan import Plan
from chalicelib.plans.store.plans import plans_key
from chalicelib.platform.rules.act import Act, Difference, What
from chalicelib.platform.rules.cause import Actor, Cause
from chalicelib.platform.store.acts import put_act


def keep_roster_act(plan: Plan, by: Actor, what: str, *, at: datetime, cause: Cause) -> None:
    """Keep that somebody brings rows of a plan's roster; a repeat keeps nothing more.

    `what` is the number of rows, or the name of the file that they come in.
    """
    act = Act(
        at=at,
        by=by,
        what=What.ROSTER_BROUGHT,
        changes=(Difference("plan", after=plan.id), Difference("rows", after=what)),
        cause=cause,
        year=plan.year,
    )
    put_act(plans_key(plan.employer), act)
