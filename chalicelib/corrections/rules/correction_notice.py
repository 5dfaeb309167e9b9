"""What a professional is told whose profile an administrator has corrected (R6)."""

from datetime import datetime

from chalicelib.bureaus.rules.contact import contact_line
from chalicelib.notices.rules.notice import Notice, NoticeKind, notice_id
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.refusal_kinds import Ask

CORRECTED = "您的信息已由财政部门更正，理由：{reason}。请在“我的信息”中核对；如有不符，请立即联系财政部门。{line}"


def correction_notice(professional: Professional, reason: str, at: datetime, token: str) -> Notice:
    """Tell a professional that a bureau has corrected their data (R6).

    Args:
        professional: the profile as it is now.
        reason: why; the administrator's words.
        at: the instant of the correction.
        token: the request that made it.
    """
    return Notice(
        id=notice_id(at, NoticeKind.CORRECTED, professional.id, token),
        person=professional.id,
        kind=NoticeKind.CORRECTED,
        due=at,
        title="个人信息已更正",
        text=CORRECTED.format(
            reason=reason.rstrip("。"), line=contact_line(Ask.BUREAU, professional.territory)
        ),
        year=shanghai_date(at).year,
    )
