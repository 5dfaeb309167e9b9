"""Decide a training plan: approve, return or reject it, once (R20-R22, R39)."""

from datetime import datetime

from chalicelib.access.staff import Staff
from chalicelib.employers.actions.ask_employers import find_employer
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.plans.actions.act_on_plan import acted_on_plan
from chalicelib.plans.rules.plan import Plan
from chalicelib.plans.rules.plan_review import PlanDecision, PlanVerdict, plan_decided
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal


def decide_plan(
    staff: Staff, plan: str, verdict: PlanVerdict, *, at: datetime, cause: Cause
) -> Plan:
    """Decide one submitted plan of one's own territory; what was submitted in time is, also after the cut-off.

    Args:
        staff: the reviewer.
        plan: the plan's id.
        verdict: the decision.
        at: the instant of the request.
        cause: the request: the same again is answered the same.

    Raises:
        Refusal: `not_found` outside the territory; `own_record`; `already_decided` with the result;
            `taken_over` by the bureau above; `record_changed`; `reason_required`; `employer_closed`
            where it would be approved in the moment before it ends with its employer.
    """

    def decide(found: Plan, law: YearLaw) -> Plan:
        after = plan_decided(found, verdict, law, by=staff.actor, cause=cause)
        if verdict.decision is PlanDecision.APPROVE:
            _require_open_employer(found)
        return after

    return acted_on_plan(staff, plan, decide, at=at, cause=cause)


def _require_open_employer(plan: Plan) -> None:
    employer = find_employer(plan.employer)
    if employer is not None and not employer.is_open:
        raise Refusal("employer_closed", name=employer.name)
