"""What people are told of an import that accredited something of theirs: one notice a person and import."""

from collections.abc import Sequence

import msgspec

from chalicelib.imports.rules.import_job import ImportKind, Job
from chalicelib.notices.rules.notice import Notice, NoticeKind, notice_id

MOST_NAMED = 5
"""So many things are named; of more their number says enough."""
_TITLES = {
    ImportKind.EXAMINATION_RESULTS: "考试成绩已导入，学分已认定",
    ImportKind.LEGACY_RECORDS: "省继续教育系统的学分已导入",
    ImportKind.ROSTERS: "单位培训的学分已认定",
}
_TEXTS = {
    ImportKind.EXAMINATION_RESULTS: (
        "省财政厅已导入您的考试合格成绩，共{count}项，学分已自动认定，无需另行申请：{named}。"
        "年度完成情况请查看各年度；如非您本人的成绩，请联系省财政厅。"
    ),
    ImportKind.LEGACY_RECORDS: (
        "您在省继续教育系统已认定的学分已导入，共{count}项，无需重新登记：{named}。"
        "年度完成情况请查看各年度；如非您本人的学分，请联系省财政厅。"
    ),
    ImportKind.ROSTERS: (
        "您参加的培训已由单位报送，共{count}项，学分已自动认定，无需另行登记：{named}。"
        "年度完成情况请查看各年度；如非您本人参加的培训，请联系报送单位。"
    ),
}


class CreditedRow(msgspec.Struct, frozen=True, array_like=True):
    """A row of an import that brought somebody credits: whose, of which year, for what."""

    person: str
    year: int
    title: str


def imported_notice(job: Job, rows: Sequence[CreditedRow]) -> Notice:
    """Tell a person of all rows of an import that brought them credits, at least one.

    It is named after import and person alone, so that whatever is run twice tells once.
    """
    in_order = sorted(rows, key=lambda row: (-row.year, row.title))
    named = "；".join(f"{row.year}年度{_quoted(row.title)}" for row in in_order[:MOST_NAMED])
    if len(in_order) > MOST_NAMED:
        named += "等"
    return Notice(
        id=notice_id(job.offered_at, "import", job.id, in_order[0].person),
        person=in_order[0].person,
        kind=NoticeKind.IMPORTED,
        due=job.offered_at,
        title=_TITLES[job.kind],
        text=_TEXTS[job.kind].format(count=len(in_order), named=named),
        year=in_order[0].year,
    )


def _quoted(title: str) -> str:
    return title if "《" in title else f"《{title}》"
