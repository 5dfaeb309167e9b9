"""The states of a credit record (R19)."""

from enum import StrEnum


class RecordState(StrEnum):
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
    RecordState.DRAFT: "草稿",
    RecordState.SUBMITTED: "待认定",
    RecordState.ACCREDITED: "已认定",
    RecordState.RETURNED: "已退回",
    RecordState.REJECTED: "不予认定",
    RecordState.WITHDRAWN: "已撤回",
    RecordState.EXPIRED: "逾期失效",
    RecordState.REVOKED: "已撤销",
}
NEW = "新建"
"""What the place before the first state is called."""
