"""What a person is told of a row that waited for them and brought no credits, and why (R18, R28, R35)."""

from datetime import datetime

from chalicelib.notices.rules.notice import Notice, NoticeKind, notice_id
from chalicelib.reports.rules.examination_result import ExaminationResult
from chalicelib.reports.rules.legacy import LegacyRow
from chalicelib.reports.rules.report import Report
from chalicelib.reports.rules.roster_row import RosterRow


def refused_notice(
    person: str, row: Report | LegacyRow | ExaminationResult | RosterRow, why: str, at: datetime
) -> Notice:
    """Tell a person that a row which had waited for them brought no credits.

    Args:
        person: the professional's id.
        row: a provider's report, a row of the HR system, a result of an examination.
        why: what its refusal says.
        at: the instant of the refusal.
    """
    title, text = _told(row, why)
    return Notice(
        id=notice_id(at, "report_refused", person, row.key),
        person=person,
        kind=NoticeKind.REPORT_REFUSED,
        due=at,
        title=title,
        text=text,
        year=row.year,
    )


def _told(row: Report | LegacyRow | ExaminationResult | RosterRow, why: str) -> tuple[str, str]:
    if isinstance(row, LegacyRow):
        return _of_legacy(row, why)
    if isinstance(row, RosterRow):
        return _of_roster(row, why)
    return _of_report(row, why) if isinstance(row, Report) else _of_result(row, why)


def _of_roster(row: RosterRow, why: str) -> tuple[str, str]:
    return "单位报送的学分未能计入", (
        f"{row.issuer}在您信息采集前报送的{row.year}年度培训《{row.title}》未能计入学分：{why}"
        "如确系您参加的培训，请联系该单位更正后重新报送。"
    )


def _of_result(row: ExaminationResult, why: str) -> tuple[str, str]:
    return "考试成绩未能计入", (
        f"省财政厅在您信息采集前导入的{row.year}年度{row.title}成绩未能计入学分：{why}"
        "如确系您的成绩，请联系省财政厅核对姓名和证件号码后重新导入。"
    )


def _of_report(report: Report, why: str) -> tuple[str, str]:
    return "施教机构报送的学分未能计入", (
        f"施教机构在您信息采集前报送的{report.year}年度《{report.title}》未能计入学分：{why}"
        "如确系您参加的学习，请联系该施教机构更正后重新报送。"
    )


def _of_legacy(row: LegacyRow, why: str) -> tuple[str, str]:
    return "人社部门系统的学分未能导入", (
        f"人社部门系统中您的{row.year}年度《{row.title}》（流水号{row.serial}）未能导入：{why}"
        "如确系您的学分，请联系人社部门更正后由管理员重新导入。"
    )
