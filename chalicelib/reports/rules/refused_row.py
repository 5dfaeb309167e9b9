"""What a person is told of a row that waited for them and brought no credits, and why (R18, R28, R35)."""

from datetime import datetime

from chalicelib.notices.rules.notice import Notice, NoticeKind, notice_id
from chalicelib.reports.rules.legacy import LegacyRow
from chalicelib.reports.rules.report import Report


def refused_notice(person: str, row: Report | LegacyRow, why: str, at: datetime) -> Notice:
    """Tell a person that a row which had waited for them brought no credits.

    Args:
        person: the professional's id.
        row: a provider's report, or a row of the HR system.
        why: what its refusal says.
        at: the instant of the refusal.
    """
    title, text = _of_legacy(row, why) if isinstance(row, LegacyRow) else _of_report(row, why)
    return Notice(
        id=notice_id(at, "report_refused", person, row.key),
        person=person,
        kind=NoticeKind.REPORT_REFUSED,
        due=at,
        title=title,
        text=text,
        year=row.year,
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
