"""What is told of rows that wait for long: once a day, however many they are (R40).

Their reporter is told, which may correct them. Once it may no more, since its employer was closed or its role
withdrawn, it is told that, and the bureau in charge is told as well.
"""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from chalicelib.notices.rules.notice import Notice, NoticeKind, notice_id
from chalicelib.platform.rules.china_time import shanghai_date, start_of
from chalicelib.reports.rules.waiting_age import ERASED_AFTER_YEARS, TOLD_AFTER


class ToldAs(StrEnum):
    """As what somebody is told of rows that wait."""

    REPORTER = "reporter"
    FORMER = "former"
    BUREAU = "bureau"


class AgeTold(NamedTuple):
    """Who is told, by login, as what; of whose rows, and whom to ask, where the reporter is one no more."""

    login: str
    told: ToldAs
    reporter: str = ""
    line: str = ""


_MONTH, _YEARS = f"满{TOLD_AFTER.days}天仍未信息采集", f"满{ERASED_AFTER_YEARS}年仍未信息采集"
_TO_BE_ERASED = f"满{ERASED_AFTER_YEARS}年仍未采集的，姓名和证件号码将予清除。"
_STILL = "本人其后信息采集的，仍自动计入。"
_GONE = "所报姓名和证件号码已经清除，不再计入学分"
_BY_ITSELF = "本人其后信息采集的，可以由本人登记。"
_TITLES = {
    NoticeKind.REPORT_WAITING: f"有报送等候信息采集已满{TOLD_AFTER.days}天",
    NoticeKind.REPORT_ERASED: f"有报送等候信息采集已满{ERASED_AFTER_YEARS}年，已清除",
}
_TEXTS = {
    (NoticeKind.REPORT_WAITING, ToldAs.REPORTER): (
        f"您报送的人员中，有人{_MONTH}，其学分暂不能计入。请在报送记录中按“待本人信息采集”查看，核对姓名和证件号码："
        f"有误的可以更正或撤回，无误的请提醒本人信息采集。{_TO_BE_ERASED}"
    ),
    (NoticeKind.REPORT_WAITING, ToldAs.FORMER): (
        f"您报送的人员中，有人{_MONTH}，其学分暂不能计入；{_STILL}您已不再经办报送，不能更正或撤回，"
        f"属地财政部门已同时知悉；所报姓名、证件号码有误的，请告知财政部门。{_TO_BE_ERASED}{{line}}"
    ),
    (NoticeKind.REPORT_WAITING, ToldAs.BUREAU): (
        f"{{reporter}}报送的人员中，有人{_MONTH}，其学分暂不能计入，而报送人已不能更正；{_STILL}"
        f"所报姓名、证件号码有误的，可由省级管理员代为报送，或请本人信息采集后自行登记。{_TO_BE_ERASED}"
    ),
    (NoticeKind.REPORT_ERASED, ToldAs.REPORTER): (
        f"您报送的人员中，有人{_YEARS}，{_GONE}。请在报送记录中按“已清除”查看；{_BY_ITSELF}"
    ),
    (NoticeKind.REPORT_ERASED, ToldAs.FORMER): (
        f"您报送的人员中，有人{_YEARS}，{_GONE}。{_BY_ITSELF}{{line}}"
    ),
    (NoticeKind.REPORT_ERASED, ToldAs.BUREAU): (
        f"{{reporter}}报送的人员中，有人{_YEARS}，{_GONE}。{_BY_ITSELF}"
    ),
}


def age_notice(
    inbox: str, reporter: str, kind: NoticeKind, year: int, at: datetime, to: AgeTold
) -> Notice:
    """Tell somebody that rows of a reporter wait for long, or were forgotten.

    Args:
        inbox: where it is told.
        reporter: whose rows they are.
        kind: which of the two.
        year: the year of the first of them that day.
        at: the instant; of several notices of one day the first stays.
        to: who is told, and as what.
    """
    day = shanghai_date(at)
    return Notice(
        id=notice_id(start_of(day), kind, reporter, inbox),
        person=inbox,
        kind=kind,
        due=start_of(day),
        title=_TITLES[kind],
        text=_TEXTS[kind, to.told].format(reporter=to.reporter, line=to.line),
        year=year,
    )
