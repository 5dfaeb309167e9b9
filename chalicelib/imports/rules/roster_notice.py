"""What a person is told of a row of a roster that accredited something of theirs, brought by form or paste."""

from datetime import datetime

from chalicelib.imports.rules.imported_notice import CreditedRow
from chalicelib.notices.rules.notice import Notice, NoticeKind, notice_id


def roster_notice(row: CreditedRow, issuer: str, call: str, at: datetime) -> Notice:
    """Tell a person of a row.

    Args:
        row: whose it is, of which year, for what.
        issuer: the employer that brought it.
        call: the token of the call, by which whatever is run twice tells once.
        at: the instant of the call.
    """
    return Notice(
        id=notice_id(at, NoticeKind.ACCREDITED, call, row.person),
        person=row.person,
        kind=NoticeKind.ACCREDITED,
        due=at,
        title="单位培训的学分已认定",
        text=(
            f"{issuer}已报送您{row.year}年度参加的培训《{row.title}》，学分已自动认定，无需再登记。"
            "如不是您参加的培训，请联系该单位，或通过“反映问题”告知。"
        ),
        year=row.year,
    )
