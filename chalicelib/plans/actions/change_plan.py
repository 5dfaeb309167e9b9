"""Change a training plan: a draft or a returned one in its place, an approved one as its next edition (R39)."""

from datetime import datetime

import msgspec

from chalicelib.employers.actions.ask_employers import get_acting, is_still
from chalicelib.employers.rules.employer import Employer
from chalicelib.law.actions.ask_law import get_law
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.plans.actions.get_plan import get_own_plan
from chalicelib.plans.actions.keep_notice_files import owned_files
from chalicelib.plans.rules.plan import Plan, Taught, plan_moved, require_plan_move
from chalicelib.plans.rules.plan_move import CHANGE_PLAN, EDITABLE
from chalicelib.plans.rules.plan_reading import plan_as_of
from chalicelib.plans.rules.planning import (
    PlanStated,
    parse_taught,
    require_changeable_still,
    require_same_unit,
    require_same_year,
)
from chalicelib.plans.store import gates, plans
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause, Party
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.platform.rules.version import next_version


def change_plan(  # noqa: PLR0913 - as draw_up_plan, of a plan that is there
    employer: Employer,
    login: str,
    plan: str,
    year: int,
    stated: PlanStated,
    uploads: tuple[str, ...],
    *,
    at: datetime,
    cause: Cause,
    seen: Seen = UNSEEN,
) -> Plan:
    """Replace what a plan states; of an approved one a further edition begins, and no new rows come meanwhile.

    Raises:
        Refusal: `not_found`; `stale`; `plan_not_changeable` while it is being reviewed, and once it is
            rejected or withdrawn; `plan_mending_over`; `window_closed`; what drawing up refuses.
    """

    def once() -> Plan:
        before = get_own_plan(employer.code, plan)
        if made := before.move_by(cause):
            return plan_as_of(before, made)
        law = get_law(before.year, at=at, territory=employer.territory)
        if before.state not in EDITABLE:
            seen.require(before.version)
        _require_changeable(before, year, law)
        said = parse_taught(law, stated, owned_files(login, uploads, before.said.evidence))
        require_same_unit(before, said)
        if before.said != said:  # what says the same came already, and its answer was lost
            seen.require(before.version)
        if before.state in EDITABLE:
            return _mended(before, said, at)
        return _begun(before, said, get_acting(login, employer.code), login, at, cause)

    return settled(once)


def _require_changeable(plan: Plan, year: int, law: YearLaw) -> None:
    if plan.state not in EDITABLE:
        require_plan_move(CHANGE_PLAN, plan.state, Party.EMPLOYER)
    require_changeable_still(plan, law)
    require_same_year(plan, year)


def _mended(before: Plan, said: Taught, at: datetime) -> Plan:
    """Change what nobody has approved in its place."""
    after = msgspec.structs.replace(before, said=said, version=next_version(before.version, at))
    plans.put_plan(after, before.version)
    return after


def _begun(
    before: Plan, said: Taught, acting: Employer, login: str, at: datetime, cause: Cause
) -> Plan:
    """Begin the next edition of what was approved: its roster closes with that."""
    kept = gates.find_gates(before.id)
    changed = plan_moved(before, CHANGE_PLAN, at=at, by=acting.actor(login), cause=cause)
    used = before.has_rows or gates.have_rows(kept)
    after = msgspec.structs.replace(changed, said=said, has_rows=used)
    plans.put_plan(after, before.version, kept, beside=[is_still(acting)])
    return after
