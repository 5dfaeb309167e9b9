"""What a person is told of a year that is complete (R8, R11)."""

from chalicelib.notices.rules.notice import Notice, NoticeKind, notice_id
from chalicelib.platform.rules.decimals import decimal_text
from chalicelib.records.rules.standing import Standing


def complete_notice(standing: Standing) -> Notice | None:
    """Tell that a year is complete; None where it is not, or was certified by the HR system already.

    Completed once more after a revocation, it is told once more: the instant names it.
    """
    completed = standing.completed_at
    if not standing.complete or completed is None or standing.certified_by_hr or standing.merged:
        return None
    public = "公需科目免修" if standing.waived else f"公需科目{decimal_text(standing.public)}学分"
    earned = f"{public}，专业科目{decimal_text(standing.professional)}学分"
    return Notice(
        id=notice_id(completed, "complete", standing.person, str(standing.year)),
        person=standing.person,
        kind=NoticeKind.YEAR_COMPLETE,
        due=completed,
        title=f"{standing.year}年度继续教育已完成",
        text=(
            f"您{standing.year}年度继续教育已完成：{earned}。结果自动送省继续教育系统核对并签发证书，"
            "无需申请；签发后或需要您核对时，另行通知。"
        ),
        year=standing.year,
    )
