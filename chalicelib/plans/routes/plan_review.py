"""Review of training plans by the finance bureaus (R20, R39): what waits, one plan, the decision."""

import msgspec

from chalicelib.access.role import Role
from chalicelib.access.staff import Staff
from chalicelib.employers.actions.ask_employers import find_employers
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.http.refusals import TERRITORY_OF_STAFF
from chalicelib.http.shapes import Reasoned
from chalicelib.plans.actions.decide_plan import decide_plan
from chalicelib.plans.actions.get_plan import get_reviewed_plan, with_rows
from chalicelib.plans.actions.take_over_plan import take_over_plan
from chalicelib.plans.routes.present import shown_plan, signed_file
from chalicelib.plans.routes.shapes import (
    PlanQueueQuery,
    Plans,
    PlanShape,
    PlanVerdictSent,
)
from chalicelib.plans.rules.plan import Plan
from chalicelib.plans.rules.plan_move import PLAN_ASKABLE, PLAN_WAITS
from chalicelib.plans.store import plans as store
from chalicelib.platform.rules.listing import Position
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.outbox import ListPlace
from chalicelib.staff.routes.territories import territories_of

plan_review = Calls(__name__, tag="plan_review")


@plan_review.call(
    "GET",
    "/v1/review/plans",
    who=Role.REVIEWER,
    query=PlanQueueQuery,
    answers=Plans,
    refusals=(*TERRITORY_OF_STAFF, "cursor_invalid"),
    summary="查询待审核和已处理的培训计划",
)
def list_plans(call: Call[PlanQueueQuery]) -> Plans:
    """List the plans that wait for the bureau, oldest first, or those in another state."""
    asked = call.query
    if asked.state not in PLAN_ASKABLE:
        allowed = "、".join(PLAN_ASKABLE)
        raise Refusal("field_invalid", field="state", why=f"可查询的状态：{allowed}")
    territories = territories_of(call.staff, asked.territory)
    if asked.state in PLAN_WAITS:
        after = read_cursor(asked.cursor, ListPlace)
        page = store.find_waiting_plans(territories, after, asked.limit)
        return _page(call, page.plans, page.last)
    position = read_cursor(asked.cursor, Position)
    found, last = store.find_plans_in(asked.state, territories, position, asked.limit)
    return _page(call, found, last)


def _page(call: Call[PlanQueueQuery], found: list[Plan], last: tuple[str, ...] | None) -> Plans:
    employers = find_employers({plan.employer for plan in found})
    names = {code: each.name for code, each in employers.items()}
    items = [
        shown_plan(plan, names.get(plan.employer, ""), call.at, call.staff.actor) for plan in found
    ]
    return Plans(items=items, next=next_cursor(last))


def _shown(
    staff: Staff, plan: Plan, call: Call[None] | Call[PlanVerdictSent] | Call[Reasoned]
) -> PlanShape:
    employer = find_employers({plan.employer}).get(plan.employer)
    shown = shown_plan(plan, employer.name if employer else "", call.at, staff.actor)
    files = [signed_file(file) for file in plan.said.evidence]
    return msgspec.structs.replace(shown, evidence=files)


@plan_review.call(
    "GET",
    "/v1/review/plans/{id}",
    who=Role.REVIEWER,
    answers=PlanShape,
    versioned="revision",
    refusals=("not_found",),
    summary="查看待审核的培训计划",
)
def show_plan(call: Call[None]) -> PlanShape:
    """Show one plan of the own territory, its files as signed addresses."""
    return _shown(call.staff, with_rows(get_reviewed_plan(call.staff, call.path["id"])), call)


@plan_review.call(
    "POST",
    "/v1/review/plans/{id}/decision",
    who=Role.REVIEWER,
    body=PlanVerdictSent,
    answers=PlanShape,
    versioned="revision",
    conditional=True,
    refusals=(
        "not_found",
        "own_record",
        "already_decided",
        "taken_over",
        "record_changed",
        "reason_required",
        "employer_closed",
    ),
    summary="审核培训计划",
)
def decide(call: Call[PlanVerdictSent]) -> PlanShape:
    """Approve, return or reject a plan, once."""
    verdict = msgspec.structs.replace(call.body.verdict, seen=call.seen)
    plan = decide_plan(call.staff, call.path["id"], verdict, at=call.at, cause=call.cause)
    return _shown(call.staff, plan, call)


@plan_review.call(
    "POST",
    "/v1/review/plans/{id}/take-over",
    who=Role.REVIEWER,
    body=Reasoned,
    answers=PlanShape,
    versioned="revision",
    conditional=True,
    refusals=("not_found", "own_record", "already_decided", "forbidden", "reason_required"),
    summary="上级接办培训计划",
)
def take_over(call: Call[Reasoned]) -> PlanShape:
    """Let a plan wait for the own bureau in the place of the one below."""
    plan = take_over_plan(
        call.staff, call.path["id"], call.body.why, at=call.at, cause=call.cause, seen=call.seen
    )
    return _shown(call.staff, plan, call)
