"""Look a plan up by its id: as a clerk of its employer, as staff of its territory.

Another's and an absent one are the same `not_found`.
"""

import msgspec

from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import covers
from chalicelib.plans.rules.plan import Plan
from chalicelib.plans.store import gates, plans
from chalicelib.platform.rules.refusal import Refusal


def get_own_plan(employer: str, plan: str) -> Plan:
    """Read a plan of an employer; who asks is one of its clerks.

    Raises:
        Refusal: `not_found`.
    """
    found = plans.find_plan(plan)
    if found is None or found.employer != employer:
        raise Refusal("not_found")
    return found


def get_reviewed_plan(staff: Staff, plan: str) -> Plan:
    """Read a plan of the reviewer's territory (R20): one that was ever submitted, never a draft before.

    Raises:
        Refusal: `not_found`.
    """
    found = plans.find_plan(plan)
    if found is None or found.first_submitted_at is None:
        raise Refusal("not_found")
    if not covers(staff.territory, found.territory):
        raise Refusal("not_found")
    return found


def with_rows(plan: Plan) -> Plan:
    """The plan as it says whether rows have come: while it is approved its gates know that alone."""
    if plan.has_rows or not plan.admits_rows:
        return plan
    used = gates.have_rows(gates.find_gates(plan.id))
    return msgspec.structs.replace(plan, has_rows=used)
