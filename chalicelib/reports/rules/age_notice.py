"""What a reporter is told of rows that wait for long: once a day, however many they are (R40)."""

from datetime import datetime

from chalicelib.notices.rules.notice import Notice, NoticeKind, notice_id
from chalicelib.platform.rules.china_time import shanghai_date, start_of
from chalicelib.reports.rules.waiting_age import ERASED_AFTER_YEARS, TOLD_AFTER

_TEXTS = {
    NoticeKind.REPORT_WAITING: (
        "有报送等候信息采集已满30天",
        (
            f"您报送的人员中，有人满{TOLD_AFTER.days}天仍未信息采集，其学分暂不能计入。请在报送记录中按“待本人信息采集”查看，核对姓名和证件号码："
            f"有误的可以更正或撤回，无误的请提醒本人信息采集。满{ERASED_AFTER_YEARS}年仍未采集的，姓名和证件号码将予清除。"
        ),
    ),
    NoticeKind.REPORT_ERASED: (
        f"有报送等候信息采集已满{ERASED_AFTER_YEARS}年，已清除",
        (
            f"您报送的人员中，有人满{ERASED_AFTER_YEARS}年仍未信息采集，所报姓名和证件号码已经清除，不再计入学分。请在报送记录中按“已清除”查看；"
            "本人其后信息采集的，可以由本人登记。"
        ),
    ),
}


def age_notice(inbox: str, reporter: str, kind: NoticeKind, year: int, at: datetime) -> Notice:
    """Tell a reporter that rows of its wait for long, or were forgotten.

    Args:
        inbox: where it is told.
        reporter: whose rows they are.
        kind: which of the two.
        year: the year of the first of them that day.
        at: the instant; of several notices of one day the first stays.
    """
    title, text = _TEXTS[kind]
    day = shanghai_date(at)
    return Notice(
        id=notice_id(start_of(day), kind, reporter, inbox),
        person=inbox,
        kind=kind,
        due=start_of(day),
        title=title,
        text=text,
        year=year,
    )
