"""What a person is told of credits that others reported and that were accredited at once (R18, R28)."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from chalicelib.notices.rules.notice import Notice, NoticeKind, notice_id
from chalicelib.platform.rules.decimals import decimal_text
from chalicelib.records.rules.record import SOURCE_LABELS, Record


def accredited_notice(records: Sequence[Record], at: datetime) -> Notice:
    """Tell of records of one person and year that were accredited in one transaction, at least one."""
    first, several = records[0], len(records)
    total = decimal_text(sum((each.counted for each in records), Decimal(0)))
    sources = "、".join(dict.fromkeys(SOURCE_LABELS[each.source] for each in records))
    what = f"《{first.title}》" if several == 1 else f"《{first.title}》等{several}项"
    return Notice(
        id=notice_id(at, NoticeKind.ACCREDITED, *sorted(each.id for each in records)),
        person=first.person,
        kind=NoticeKind.ACCREDITED,
        due=at,
        title="学分已认定",
        text=(
            f"您{first.year}年度{what}已自动认定（{sources}），共计{total}学分，无需再登记。"
            "如不是您参加的学习，请通过“反映问题”告知。"
        ),
        year=first.year,
        record=first.id if several == 1 else "",
    )
