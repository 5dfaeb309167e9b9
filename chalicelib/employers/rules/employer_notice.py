"""What applicants, clerks and people are told of an employer, in the inbox (R37, R38)."""

from datetime import datetime

from chalicelib.bureaus.rules.contact import contact_line
from chalicelib.employers.rules.employer import (
    Clerk,
    Employer,
    EmployerApplication,
    EmployerState,
)
from chalicelib.notices.rules.notice import Notice, NoticeKind, notice_id
from chalicelib.platform.rules.act import Act
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.refusal_kinds import Ask

OPENED = "您申请的单位“{name}”（{code}）已开户，您是首位经办人：可在“单位账号”中增减经办人、申报培训计划、查看同意查看的人员。"
REFUSED = "您申请的单位“{name}”（{code}）不予开户，理由：{reason}。补正后可重新申请。{line}"
CLOSED_TO_CLERK = (
    "单位“{name}”（{code}）已销户{reason}，您作为经办人的权限随之终止，未通过审核的培训计划随之终止。"
    "已报送的不受影响：已认定的继续有效，待本人信息采集的在本人采集后仍予认定。{line}"
)
CLOSED_TO_PERSON = (
    "您填写的工作单位“{name}”已在本系统销户。您先前对该单位查看本人学习情况的同意随之终止，该单位不能再查看；"
    "您已登记和认定的学分、证书不受影响。工作单位有变动的，请在“变更信息”中更新。"
)

CLERK_ADDED = "您已成为单位“{name}”（{code}）的经办人，可在“单位账号”中查看同意查看的人员、申报培训计划、导入名单。不应由您经办的，请告知该单位或其财政部门。{line}"
NOW_FIRST = "您已成为单位“{name}”（{code}）的首位经办人，可在“单位账号”中增减经办人、申报培训计划、导入名单。不应由您经办的，请告知该单位或其财政部门。{line}"
NO_LONGER_FIRST = "单位“{name}”（{code}）的首位经办人已由他人接任，您仍是该单位的经办人，不再增减其他经办人。{line}"
CLERK_GONE = "您不再是单位“{name}”（{code}）的经办人{reason}，相应权限已经终止；您已报送并认定的学分不受影响。{line}"


def decided_notice(application: EmployerApplication, inbox: str, token: str) -> Notice:
    """Tell an applicant what the bureau has decided, and why where it refused.

    Args:
        application: as it was decided.
        inbox: where its applicant reads notices.
        token: of the request that decided it.
    """
    is_open = application.state is EmployerState.OPEN
    text = (OPENED if is_open else REFUSED).format(
        name=application.name,
        code=application.code,
        reason=application.reason.rstrip("。"),
        line=contact_line(Ask.BUREAU, application.territory),
    )
    return _notice(
        NoticeKind.EMPLOYER_OPENED if is_open else NoticeKind.EMPLOYER_REFUSED,
        inbox,
        application.decided_at or application.applied_at,
        ("单位已开户" if is_open else "单位不予开户", text),
        (application.code, application.id, token),
    )


def closed_to_clerk(
    employer: Employer, inbox: str, reason: str, *, at: datetime, token: str
) -> Notice:
    """Tell a clerk that the employer was closed, and why where that was said."""
    text = CLOSED_TO_CLERK.format(
        name=employer.name,
        code=employer.code,
        reason=f"，理由：{reason.rstrip('。')}" if reason else "",
        line=contact_line(Ask.BUREAU, employer.territory),
    )
    told = ("单位已销户", text)
    return _notice(NoticeKind.EMPLOYER_CLOSED, inbox, at, told, ("clerk", employer.code, token))


def clerk_notice(
    employer: Employer, was: Clerk | None, now: Clerk | None, inbox: str, act: Act
) -> Notice:
    """Tell a login that it has become a clerk, the first one, or neither any more.

    Args:
        employer: as it is now.
        was: the clerk that the login was before, if any.
        now: the clerk that it is.
        inbox: where it is told.
        act: what made it so.
    """
    reason = f"，理由：{act.reason.rstrip('。')}" if act.reason else ""
    line = contact_line(Ask.BUREAU, employer.territory)
    facts = {"name": employer.name, "code": employer.code, "reason": reason, "line": line}
    text = _clerk_said(was, now).format(**facts)
    title = "您是单位经办人" if now else "您不再是单位经办人"
    cause = (employer.code, act.cause.token)
    return _notice(NoticeKind.CLERK_CHANGED, inbox, act.at, (title, text), cause)


def _clerk_said(was: Clerk | None, now: Clerk | None) -> str:
    if now is None:
        return CLERK_GONE
    if now.first:
        return NOW_FIRST
    return CLERK_ADDED if was is None else NO_LONGER_FIRST


def closed_to_person(employer: Employer, person: str, *, at: datetime, token: str) -> Notice:
    """Tell somebody on the roll that the employer was closed, and that what they agreed to has ended."""
    told = ("所填单位已销户", CLOSED_TO_PERSON.format(name=employer.name))
    return _notice(NoticeKind.EMPLOYER_CLOSED, person, at, told, (employer.code, token))


def _notice(
    kind: NoticeKind, inbox: str, at: datetime, told: tuple[str, str], cause: tuple[str, ...]
) -> Notice:
    title, text = told
    return Notice(
        id=notice_id(at, kind, *cause),
        person=inbox,
        kind=kind,
        due=at,
        title=title,
        text=text,
        year=shanghai_date(at).year,
    )
