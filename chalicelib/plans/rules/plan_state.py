"""The states of a training plan (R39)."""

from enum import StrEnum


class PlanState(StrEnum):
    """Where a plan stands between being drawn up (草拟) and approval (审核通过)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


PLAN_STATE_LABELS = {
    PlanState.DRAFT: "草稿",
    PlanState.SUBMITTED: "待审核",
    PlanState.APPROVED: "已通过",
    PlanState.RETURNED: "已退回",
    PlanState.REJECTED: "未通过",
    PlanState.WITHDRAWN: "已撤回",
}
NEW_PLAN = "新建"
"""What the place before the first state is called."""
