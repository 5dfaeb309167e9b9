"""The states of a credit record (R19)."""

from enum import StrEnum


class State(StrEnum):
    """Where a record stands between registration (登记) and accreditation (认定)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCREDITED = "accredited"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    REVOKED = "revoked"


STATE_LABELS = {
    State.DRAFT: "草稿",
    State.SUBMITTED: "待认定",
    State.ACCREDITED: "已认定",
    State.RETURNED: "已退回",
    State.REJECTED: "不予认定",
    State.WITHDRAWN: "已撤回",
    State.EXPIRED: "逾期失效",
    State.REVOKED: "已撤销",
}
NEW = "新建"
"""What the place before the first state is called."""
