"""How plans are listed for bureaus: what waits by city, oldest first; the others by state and city.

A draft that was never submitted is nobody else's, and stands in no list.
"""

from chalicelib.bureaus.rules.city_lists import city_list, city_of, city_spans
from chalicelib.plans.rules.plan import Plan
from chalicelib.plans.rules.plan_move import PLAN_LISTED, PLAN_WAITS
from chalicelib.plans.rules.plan_state import PlanState
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.listing import Listing, Place
from chalicelib.platform.rules.mark import Mark, sortable


def plan_mark(plan: Plan) -> Mark | None:
    """For whom a plan waits: its bureau, until it decides or the plan is withdrawn."""
    if plan.state not in PLAN_WAITS:
        return None
    return mark.plan(city_of(plan.territory), plan.waits_since)


def plan_queues(territories: tuple[str, ...]) -> tuple[str, ...]:
    """The lists in which the plans of territories wait, with those of their cities' other bureaus."""
    return tuple(dict.fromkeys(mark.plan_list(city_of(each)) for each in territories))


def plan_place(plan: Plan) -> Place | None:
    """Where a plan is listed in a state that waits for nobody."""
    if plan.state not in PLAN_LISTED or plan.first_submitted_at is None:
        return None
    order = f"{plan.territory}#{sortable(plan.waits_since)}#{plan.id}"
    return Place(city_list(_kind(plan.state), plan.territory), order)


def plans_in(state: PlanState, territories: tuple[str, ...]) -> Listing:
    """The plans of territories in such a state, in each oldest first."""
    return Listing(
        strands=(city_spans(_kind(state), territories),),
        named=lambda code: f"{_kind(state)}#{code}",
        territories=territories,
    )


def _kind(state: PlanState) -> str:
    return f"PLANS#{state}"
