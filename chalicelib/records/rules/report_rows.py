"""The rows of what a reporter does to what it reported: it holds the proof, and takes it back (R19, R40)."""

from chalicelib.notices.rules.notice import NoticeKind
from chalicelib.platform.rules.cause import Party
from chalicelib.records.rules.move_row import Move, Telling
from chalicelib.records.rules.record_state import RecordState

WITHDRAW_REPORT = Move(
    name="withdraw-report",
    label="报送单位撤回",
    sources=(RecordState.ACCREDITED,),
    to=RecordState.REVOKED,
    by=Party.REPORTER,
    needs_reason=True,
    frees_slot=True,
    told=Telling(
        NoticeKind.REPORT_WITHDRAWN,
        "报送的学分已被撤回",
        "报送单位撤回了您{year}年度《{title}》的报送，不再计入学分，理由：{reason}。年度未完成的，证书随之失效。"
        "如有异议，可于{until}前申请复核，限一次。{line}",
        until="appeal_until",
    ),
)
"""A correction makes it too: it revokes, and registers anew in the same write."""
RECALL = Move(
    name="recall-report",
    label="报送单位取消报送",
    sources=(RecordState.SUBMITTED, RecordState.RETURNED),
    to=RecordState.WITHDRAWN,
    by=Party.REPORTER,
    needs_reason=True,
    frees_slot=True,
    told=Telling(
        NoticeKind.REPORT_WITHDRAWN,
        "待审核的报送已被撤回",
        "报送单位撤回了您{year}年度《{title}》的报送，财政部门不再审核，理由：{reason}。{line}",
    ),
)
"""What waited for a bureau counted nowhere yet."""
