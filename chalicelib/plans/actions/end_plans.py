"""End what a closed employer had not got approved, as the registry's stream brings the closing (R37, R39).

Nobody could submit or mend it any more, and its bureau would have it before it for ever. What is approved stands:
the province may bring its roster in the employer's place. May come twice, and break off anywhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from chalicelib.employers.actions.ask_employers import employer_key
from chalicelib.plans.rules.plan import Plan, plan_moved, resumed
from chalicelib.plans.rules.plan_move import END_PLAN
from chalicelib.plans.store import gates, plans
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.act import Act, What
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.store.acts import act_of_image

PAGE = 50
"""So many plans are read by one call."""
REASON = "单位已销户，未通过审核的培训计划随之终止"


def end_plans(changes: Sequence[Mapping[str, Any]]) -> int:
    """End the plans of employers whose closings a stream brings; answer how many were ended.

    Args:
        changes: what DynamoDB tells of writes.
    """
    ended = 0
    for change in changes:
        image = change.get("NewImage", {})
        act = act_of_image(image)
        if act and act.what is What.EMPLOYER_CLOSED:
            employer = image["pk"]["S"].removeprefix(employer_key(""))
            ended += settled(partial(_end_all, employer, act))
    return ended


def _end_all(employer: str, act: Act) -> int:
    ended = 0
    for plan in _plans_of(employer):
        # What has moved since is of an employer that was opened again.
        if plan.state in END_PLAN.sources and plan.moves[-1].at <= act.at:
            _end(plan, act)
            ended += 1
    return ended


def _plans_of(employer: str) -> Iterator[Plan]:
    found, after = plans.find_plans(employer, None, None, PAGE)
    yield from found
    while after:
        found, after = plans.find_plans(employer, None, after, PAGE)
        yield from found


def _end(plan: Plan, act: Act) -> None:
    """End a plan; where it is a change, the edition that was approved holds again."""
    cause, by = Cause(f"{act.cause.token}/{END_PLAN.name}"), Actor(Party.SYSTEM)
    after = resumed(plan_moved(plan, END_PLAN, at=act.at, by=by, cause=cause, reason=REASON))
    turning = gates.find_gates(plan.id) if after.admits_rows else ()
    plans.put_plan(after, plan.version, turning)
