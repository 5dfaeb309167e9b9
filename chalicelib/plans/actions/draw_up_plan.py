"""Draw a training plan up (R39): a draft, which its clerks change until one of them submits it."""

from datetime import datetime

from chalicelib.employers.rules.employer import Employer
from chalicelib.law.actions.ask_law import get_law
from chalicelib.plans.actions.keep_notice_files import owned_files
from chalicelib.plans.rules.plan import Plan, plan_id, plan_moved
from chalicelib.plans.rules.plan_move import SAVE_PLAN
from chalicelib.plans.rules.plan_reading import plan_as_of
from chalicelib.plans.rules.plan_state import PlanState
from chalicelib.plans.rules.planning import PlanStated, parse_taught, require_not_closed
from chalicelib.plans.store import plans
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause


def draw_up_plan(
    employer: Employer,
    login: str,
    year: int,
    stated: PlanStated,
    uploads: tuple[str, ...],
    *,
    at: datetime,
    cause: Cause,
) -> Plan:
    """Keep a new plan of an employer; a repeat is answered alike.

    Args:
        employer: whose plan it is.
        login: its clerk's.
        year: the year that its rows will count for.
        stated: what the clerk states.
        uploads: the notice, if it was uploaded.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `year_unknown`; `window_closed`; what is wrong with it, all at once (`parse_taught`);
            `evidence_invalid`; `idempotency_key_reused`.
    """
    name = plan_id(employer.code, year, cause.token)

    def once() -> Plan:
        earlier = plans.find_plan(name)
        if earlier and (made := earlier.move_by(cause)):
            return plan_as_of(earlier, made)
        law = get_law(year, at=at, territory=employer.territory)
        require_not_closed(law, at)
        said = parse_taught(law, stated, owned_files(login, uploads, ()))
        blank = Plan(
            id=name,
            employer=employer.code,
            year=year,
            territory=employer.territory,
            said=said,
            state=PlanState.DRAFT,
        )
        by = employer.actor(login)
        plan = plan_moved(blank, SAVE_PLAN, at=at, by=by, cause=cause, new=True)
        plans.put_plan(plan, 0)
        return plan

    return settled(once)
