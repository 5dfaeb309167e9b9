"""The rows of an appeal and its answers (R43), also against what a reporter withdrew (R40)."""

import msgspec

from chalicelib.notices.rules.notice import NoticeKind
from chalicelib.platform.rules.cause import Party
from chalicelib.records.rules.move_row import Move, Telling
from chalicelib.records.rules.record_state import RecordState

APPEAL = Move(
    name="appeal",
    label="申请复核",
    sources=(RecordState.REJECTED,),
    to=RecordState.REJECTED,
    by=Party.PROFESSIONAL,
    needs_reason=True,
    told=Telling(
        NoticeKind.APPEAL_RECEIVED,
        "已收到复核申请",
        "您{year}年度《{title}》的复核申请已收到，将于{until}前作出决定。复核期间同一成果不能另行登记。{line}",
        until="appeal_due",
    ),
)
UPHOLD = Move(
    name="uphold",
    label="维持原决定",
    sources=APPEAL.sources,
    to=APPEAL.to,
    by=Party.BUREAU_ABOVE,
    needs_reason=True,
    told=Telling(
        NoticeKind.APPEAL_DECIDED,
        "复核维持原决定",
        "您{year}年度《{title}》经复核，维持不予认定，理由：{reason}。登记期内同一成果可以另行登记。{line}",
    ),
)
"""R43: while an appeal is open a record keeps its state and holds its slot; its history tells of both."""
APPEAL_WITHDRAWAL = msgspec.structs.replace(
    APPEAL, sources=(RecordState.REVOKED,), to=RecordState.REVOKED
)
UPHOLD_WITHDRAWAL = msgspec.structs.replace(
    UPHOLD,
    sources=APPEAL_WITHDRAWAL.sources,
    to=APPEAL_WITHDRAWAL.to,
    told=Telling(
        NoticeKind.APPEAL_DECIDED,
        "复核维持原决定",
        "您{year}年度《{title}》经复核，维持报送单位的撤回，不计入学分，理由：{reason}。{line}",
    ),
)
"""R40: the same of what its reporter withdrew."""
OVERTURN = Move(
    name="overturn",
    label="复核改为认定",
    sources=(RecordState.REJECTED, RecordState.REVOKED),
    to=RecordState.ACCREDITED,
    by=Party.BUREAU_ABOVE,
    needs_reason=True,
    told=Telling(
        NoticeKind.APPEAL_DECIDED,
        "复核改为认定",
        "您{year}年度《{title}》经复核，现予认定，计入学分，理由：{reason}。{line}",
    ),
)
"""R43: it answers an open appeal alone."""
APPEALS = (APPEAL, APPEAL_WITHDRAWAL)
ANSWERS = (UPHOLD, UPHOLD_WITHDRAWAL, OVERTURN)
"""What alone is done to a record by a bureau while an appeal is open."""
