"""What a professional is told when a bureau has done something that they would not expect (R19, R27).

An accreditation is what was asked for, and shows in the year; a return, a rejection, a revocation
and a correction of one's own data are told.
"""

from datetime import datetime, timedelta

from chalicelib.rules.contact import contact_line
from chalicelib.rules.notice import Kind, Notice, notice_id
from chalicelib.rules.professional import Professional
from chalicelib.rules.record import RESTORED, Record, State
from chalicelib.rules.refusal_kinds import Ask
from chalicelib.rules.window import SHANGHAI, day_text, shanghai_date

TOLD: dict[tuple[State | None, State], tuple[Kind, str, str]] = {
    (State.SUBMITTED, State.RETURNED): (
        Kind.RETURNED,
        "学分记录被退回",
        "您登记的{year}年度《{title}》被退回，理由：{reason}。请于{until}前修改后重新提交，逾期失效。{line}",
    ),
    (State.SUBMITTED, State.REJECTED): (
        Kind.REJECTED,
        "学分记录未予认定",
        "您登记的{year}年度《{title}》未予认定，理由：{reason}。如有异议，请向认定部门咨询。{line}",
    ),
    (State.ACCREDITED, State.REVOKED): (
        Kind.REVOKED,
        "学分认定被撤销",
        "您{year}年度《{title}》的学分认定已被撤销，不再计入学分，理由：{reason}。年度未完成的，证书随之失效。登记期内可以更正后重新登记，公需科目可以重新学习。{line}",
    ),
    RESTORED: (
        Kind.RESTORED,
        "学分认定已恢复",
        "您{year}年度《{title}》被撤销的学分认定已经恢复，重新计入学分，理由：{reason}。年度因此完成的，证书将以同一编号换发。{line}",
    ),
}
CORRECTED = "您的信息已由财政部门更正，理由：{reason}。请在“我的信息”中核对；如有不符，请立即联系财政部门。{line}"


def decision_notice(record: Record) -> Notice | None:
    """Tell the owner of a record's last move, where a bureau made it and it has to be told."""
    move = record.moves[-1]
    if (move.source, move.to) not in TOLD:
        return None
    kind, title, text = TOLD[move.source, move.to]
    until = record.resubmit_until
    return Notice(
        id=notice_id(move.at, kind, record.id, move.cause.token),
        person=record.person,
        kind=kind,
        due=move.at,
        title=title,
        text=text.format(
            year=record.year,
            title=record.title,
            reason=move.reason.rstrip("。"),
            until=_moment(until) if until else "截止日",
            line=contact_line(Ask.BUREAU, record.territory),
        ),
        year=record.year,
        record=record.id,
    )


def correction_notice(professional: Professional, reason: str, at: datetime, token: str) -> Notice:
    """Tell a professional that a bureau has corrected their data (R6).

    Args:
        professional: the profile as it is now.
        reason: why; the administrator's words.
        at: the instant of the correction.
        token: the request that made it.
    """
    return Notice(
        id=notice_id(at, Kind.CORRECTED, professional.id, token),
        person=professional.id,
        kind=Kind.CORRECTED,
        due=at,
        title="个人信息已更正",
        text=CORRECTED.format(
            reason=reason.rstrip("。"), line=contact_line(Ask.BUREAU, professional.territory)
        ),
        year=shanghai_date(at).year,
    )


def _moment(until: datetime) -> str:
    """The last minute before an instant, as it is spoken of in Shanghai."""
    local = (until - timedelta(microseconds=1)).astimezone(SHANGHAI)
    return f"{day_text(local)}{local:%H:%M}"
