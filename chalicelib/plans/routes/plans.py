"""Training plans of an employer or organiser (培训计划, R39): its clerks draw them up and hand them in."""

from chalicelib.access.caller import Who
from chalicelib.employers.actions.ask_employers import require_clerk
from chalicelib.employers.rules.employer import Employer
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.plans.actions.change_plan import change_plan
from chalicelib.plans.actions.draw_up_plan import draw_up_plan
from chalicelib.plans.actions.get_plan import get_own_plan, with_rows
from chalicelib.plans.actions.submit_plan import submit_plan
from chalicelib.plans.actions.withdraw_plan import withdraw_plan
from chalicelib.plans.routes.present import shown_plan
from chalicelib.plans.routes.shapes import (
    PlanChangeSent,
    Plans,
    PlanSent,
    PlanShape,
    PlansQuery,
)
from chalicelib.plans.rules.plan import Plan
from chalicelib.plans.store import plans as store

plans = Calls(__name__, tag="plans")

STATED = (
    "window_closed",
    "field_missing",
    "fact_invalid",
    "date_invalid",
    "date_outside_year",
    "evidence_invalid",
)
"""What is wrong with a plan that is stated: all faults at once."""


def _shown(
    employer: Employer, plan: Plan, call: Call[PlanSent] | Call[PlanChangeSent] | Call[None]
) -> PlanShape:
    return shown_plan(plan, employer.name, call.at, employer.actor(call.login.digest))


@plans.call(
    "POST",
    "/v1/employers/{code}/plans",
    who=Who.LOGIN,
    body=PlanSent,
    answers=PlanShape,
    versioned="revision",
    refusals=("not_found", "year_unknown", *STATED),
    summary="申报培训计划",
)
def draw_up(call: Call[PlanSent]) -> PlanShape:
    """Keep a new plan as a draft."""
    employer = require_clerk(call.login, call.path["code"])
    sent = call.body
    plan = draw_up_plan(
        employer,
        call.login.digest,
        sent.year,
        sent.stated,
        tuple(sent.evidence),
        at=call.at,
        cause=call.cause,
    )
    return _shown(employer, plan, call)


@plans.call(
    "GET",
    "/v1/employers/{code}/plans",
    who=Who.LOGIN,
    query=PlansQuery,
    answers=Plans,
    refusals=("not_found", "cursor_invalid"),
    summary="查询本单位的培训计划",
)
def list_plans(call: Call[PlansQuery]) -> Plans:
    """List an employer's plans, the latest year first."""
    employer = require_clerk(call.login, call.path["code"])
    asked = call.query
    after = read_cursor(asked.cursor, store.PlanPlace)
    found, last = store.find_plans(employer.code, asked.year, after, asked.limit)
    by = employer.actor(call.login.digest)
    items = [shown_plan(each, employer.name, call.at, by) for each in found]
    return Plans(items=items, next=next_cursor(last))


@plans.call(
    "GET",
    "/v1/employers/{code}/plans/{id}",
    who=Who.LOGIN,
    answers=PlanShape,
    versioned="revision",
    refusals=("not_found",),
    summary="查看培训计划",
)
def show(call: Call[None]) -> PlanShape:
    """Show one plan of an employer with its history."""
    employer = require_clerk(call.login, call.path["code"])
    return _shown(employer, with_rows(get_own_plan(employer.code, call.path["id"])), call)


@plans.call(
    "PUT",
    "/v1/employers/{code}/plans/{id}",
    who=Who.LOGIN,
    body=PlanChangeSent,
    answers=PlanShape,
    versioned="revision",
    refusals=("not_found", "plan_not_changeable", "plan_mending_over", *STATED),
    keyed=True,
    summary="修改培训计划，已通过的为变更",
)
def change(call: Call[PlanChangeSent]) -> PlanShape:
    """Change a draft or a returned plan; of an approved one a further version begins."""
    employer = require_clerk(call.login, call.path["code"])
    sent = call.body
    plan = change_plan(
        employer,
        call.login.digest,
        call.path["id"],
        sent.year,
        sent.stated,
        tuple(sent.evidence),
        at=call.at,
        cause=call.cause,
        seen=call.seen.and_version(sent.revision),
    )
    return _shown(employer, plan, call)


@plans.call(
    "POST",
    "/v1/employers/{code}/plans/{id}/submit",
    who=Who.LOGIN,
    answers=PlanShape,
    versioned="revision",
    conditional=True,
    refusals=(
        "not_found",
        "plan_not_changeable",
        "plan_begun",
        "plan_mending_over",
        "window_closed",
    ),
    summary="提交培训计划",
)
def submit(call: Call[None]) -> PlanShape:
    """Submit a plan to the bureau of the employer's territory."""
    employer = require_clerk(call.login, call.path["code"])
    login, plan = call.login.digest, call.path["id"]
    done = submit_plan(employer, login, plan, at=call.at, cause=call.cause, seen=call.seen)
    return _shown(employer, done, call)


@plans.call(
    "POST",
    "/v1/employers/{code}/plans/{id}/withdraw",
    who=Who.LOGIN,
    answers=PlanShape,
    versioned="revision",
    conditional=True,
    refusals=("not_found", "plan_not_changeable", "plan_has_rows"),
    summary="撤回培训计划",
)
def withdraw(call: Call[None]) -> PlanShape:
    """Withdraw a plan whose roster has not begun, or a change of it."""
    employer = require_clerk(call.login, call.path["code"])
    login, plan = call.login.digest, call.path["id"]
    done = withdraw_plan(employer, login, plan, at=call.at, cause=call.cause, seen=call.seen)
    return _shown(employer, done, call)
