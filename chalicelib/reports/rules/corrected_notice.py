"""What a person is told of a report that its reporter corrected (R40)."""

from datetime import datetime

from chalicelib.bureaus.rules.contact import contact_line
from chalicelib.notices.rules.notice import Notice, NoticeKind, notice_id
from chalicelib.platform.rules.decimals import decimal_text
from chalicelib.platform.rules.refusal_kinds import Ask
from chalicelib.records.rules.record import Record


def corrected_notice(before: Record, after: Record, reason: str, at: datetime) -> Notice:
    """Tell the owner of a record what its reporter says instead, and what follows from it."""
    had, has = decimal_text(before.counted), decimal_text(after.counted)
    return Notice(
        id=notice_id(at, NoticeKind.REPORT_CORRECTED, after.id),
        person=after.person,
        kind=NoticeKind.REPORT_CORRECTED,
        due=at,
        title="报送的学分已更正",
        text=(
            f"报送单位更正了您{after.year}年度《{after.title}》的报送，原认定{had}学分，现认定{has}学分，"
            f"理由：{reason.strip().rstrip('。')}。年度和证书随之更新。{contact_line(Ask.BUREAU, after.territory)}"
        ),
        year=after.year,
        record=after.id,
    )
