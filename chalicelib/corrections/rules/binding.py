"""What both logins are told when a professional's account goes from one to the other (R1)."""

from datetime import datetime

from chalicelib.bureaus.rules.contact import contact_line
from chalicelib.notices.rules.notice import Notice, NoticeKind, inbox_of, notice_id
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.refusal_kinds import Ask

TITLE = "登录账号已变更"
TO_NEW = "您的信息采集账号已由财政部门绑定到本登录账号，请今后以本登录账号办理。如非本人申请，请立即联系财政部门。{line}"
TO_OLD = "原绑定于本登录账号的信息采集账号，已由财政部门改绑到另一登录账号。如非本人申请，请立即联系财政部门。{line}"


def notices_of(before: Professional, *, at: datetime, token: str) -> tuple[Notice, Notice]:
    """The notices to the professional under the new login, and to the old login.

    Args:
        before: the professional as owned by the login that has lost the account.
        at: the instant of the binding.
        token: the request that made it.
    """
    told = ((before.id, TO_NEW), (inbox_of(before.login), TO_OLD))
    line = contact_line(Ask.BUREAU, before.territory)
    to_new, to_old = (
        Notice(
            id=notice_id(at, "login_bound", inbox, token),
            person=inbox,
            kind=NoticeKind.LOGIN_BOUND,
            due=at,
            title=TITLE,
            text=text.format(line=line),
            year=shanghai_date(at).year,
        )
        for inbox, text in told
    )
    return to_new, to_old
