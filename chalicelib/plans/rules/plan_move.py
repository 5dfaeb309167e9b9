"""The life of a training plan: one row a move, and all that follows from the rows (R39).

As of a record (records/rules/move.py): whatever else asks something of a move or a state asks the
rows. A version after the first, a change of what was approved, goes through the same life. Where a
change comes to nothing, rejected or withdrawn, the version that was approved holds again.
"""

from typing import NamedTuple

import msgspec

from chalicelib.notices.rules.notice import NoticeKind
from chalicelib.plans.rules.plan_state import PlanState
from chalicelib.platform.rules.cause import Party
from chalicelib.platform.rules.mark import Whom


class PlanTelling(NamedTuple):
    """What the clerk who handed the plan in is told: the notice's kind, title and text.

    The text may name `year`, `title`, `reason`, `line` (whom to ask) and `until`.
    """

    kind: NoticeKind
    title: str
    text: str


class PlanMove(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the life of a plan; members as a record's `Move` has them.

    `name` is the verb's, as routes and decisions call it. `sources` are the states that it leads from,
    None before the first one. `waits` says whether the plan stands on the list of its bureau
    afterwards, `needs_reason` whether the employer is owed one. `begins_version`: it begins the
    next version.
    """

    name: str
    label: str
    sources: tuple[PlanState | None, ...]
    to: PlanState
    by: Party
    needs_reason: bool = False
    waits: bool = False
    begins_version: bool = False
    told: PlanTelling | None = None

    @property
    def sets(self) -> tuple[Whom, ...]:
        """For whom the plan waits afterwards."""
        return (Whom.PLAN,) if self.waits else ()


SAVE_PLAN = PlanMove(
    name="save", label="保存", sources=(None,), to=PlanState.DRAFT, by=Party.EMPLOYER
)
SUBMIT_PLAN = PlanMove(
    name="submit",
    label="提交",
    sources=(PlanState.DRAFT, PlanState.RETURNED),
    to=PlanState.SUBMITTED,
    by=Party.EMPLOYER,
    waits=True,
)
APPROVE_PLAN = PlanMove(
    name="approve",
    label="通过",
    sources=(PlanState.SUBMITTED,),
    to=PlanState.APPROVED,
    by=Party.BUREAU,
    told=PlanTelling(
        NoticeKind.PLAN_APPROVED,
        "培训计划已通过审核",
        "贵单位{year}年度培训计划《{title}》已通过审核。培训结束后请在{until}前导入培训人员名单，逾期不能再导入。{line}",
    ),
)
RETURN_PLAN = PlanMove(
    name="return",
    label="退回",
    sources=(PlanState.SUBMITTED,),
    to=PlanState.RETURNED,
    by=Party.BUREAU,
    needs_reason=True,
    told=PlanTelling(
        NoticeKind.PLAN_RETURNED,
        "培训计划被退回",
        "贵单位{year}年度培训计划《{title}》被退回，理由：{reason}。请于{until}前修改后重新提交，逾期不能再提交。{line}",
    ),
)
REJECT_PLAN = PlanMove(
    name="reject",
    label="不予通过",
    sources=(PlanState.SUBMITTED,),
    to=PlanState.REJECTED,
    by=Party.BUREAU,
    needs_reason=True,
    told=PlanTelling(
        NoticeKind.PLAN_REJECTED,
        "培训计划未通过审核",
        "贵单位{year}年度培训计划《{title}》未通过审核，理由：{reason}。先前已通过的版本（如有）继续有效。{line}",
    ),
)
CHANGE_PLAN = PlanMove(
    name="change",
    label="变更",
    sources=(PlanState.APPROVED,),
    to=PlanState.DRAFT,
    by=Party.EMPLOYER,
    begins_version=True,
)
"""R39: approval freezes a plan; a change is the next version, reviewed anew."""
WITHDRAW_PLAN = PlanMove(
    name="withdraw",
    label="撤回",
    sources=(PlanState.DRAFT, PlanState.SUBMITTED, PlanState.RETURNED, PlanState.APPROVED),
    to=PlanState.WITHDRAWN,
    by=Party.EMPLOYER,
)
END_PLAN = PlanMove(
    name="end",
    label="单位销户终止",
    sources=(PlanState.DRAFT, PlanState.SUBMITTED, PlanState.RETURNED),
    to=PlanState.WITHDRAWN,
    by=Party.SYSTEM,
    needs_reason=True,
)
"""R37: its employer was closed, whose clerks are told of that; what is approved stands."""
RESUME_PLAN = PlanMove(
    name="resume",
    label="恢复已通过的版本",
    sources=(PlanState.REJECTED, PlanState.WITHDRAWN),
    to=PlanState.APPROVED,
    by=Party.SYSTEM,
)
"""A change came to nothing: what was approved holds again, and rows may come."""
PLAN_MOVES = (
    SAVE_PLAN,
    SUBMIT_PLAN,
    APPROVE_PLAN,
    RETURN_PLAN,
    REJECT_PLAN,
    CHANGE_PLAN,
    WITHDRAW_PLAN,
    END_PLAN,
    RESUME_PLAN,
)
"""R39: every move that exists. No other move exists."""
TAKE_PLAN_OVER = PlanMove(
    name="take-over",
    label="上级接办",
    sources=(PlanState.SUBMITTED,),
    to=PlanState.SUBMITTED,
    by=Party.BUREAU_ABOVE,
    needs_reason=True,
    waits=True,
)
"""R20: it leaves the state as it is; histories tell of it all the same."""
EVERY_PLAN_MOVE = (*PLAN_MOVES, TAKE_PLAN_OVER)
"""All rows."""

EDITABLE = frozenset(state for state in SUBMIT_PLAN.sources if state)
"""What a clerk may still change in its place."""
PLAN_WAITS = frozenset(move.to for move in PLAN_MOVES if move.waits)
"""States in which a plan stands on the list of its bureau."""
PLAN_LISTED = frozenset(
    {move.to for move in PLAN_MOVES if move.by is not Party.EMPLOYER} | {WITHDRAW_PLAN.to}
)
"""States in lists of their own, beside what waits."""
PLAN_ASKABLE = tuple(state for state in PlanState if state in PLAN_WAITS | PLAN_LISTED)
"""States that a bureau asks for: a draft is nobody else's."""


def find_plan_move(source: PlanState | None, to: PlanState, by: Party) -> PlanMove | None:
    """The move that leads from a state to another, as a history tells it; None for none of these."""
    asked = (move for move in EVERY_PLAN_MOVE if move.by is by and move.to is to)
    return next((move for move in asked if source in move.sources), None)
