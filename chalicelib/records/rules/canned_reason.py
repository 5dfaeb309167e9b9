"""Reasons that a bureau writes again and again, kept so that one key writes them (R22)."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import msgspec

from chalicelib.platform.rules.cause import Actor
from chalicelib.platform.rules.refusal import Refusal

MOST = 30
"""So many a bureau keeps: what is longer is searched, not picked."""


class ReasonUse(StrEnum):
    """For which decision a reason is."""

    RETURN = "return"
    REJECT = "reject"


class CannedReason(msgspec.Struct, frozen=True):
    """A reason as it is written to the applicant, and for which decision."""

    use: ReasonUse
    text: str


class BureauReasons(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The reasons of a bureau in its order; version 0 as long as it has none of its own."""

    reasons: tuple[CannedReason, ...]
    by: Actor | None = None
    at: datetime | None = None
    version: int = 0


FIRST = BureauReasons(
    reasons=(
        CannedReason(ReasonUse.RETURN, "证明材料不清晰，请重新拍摄或扫描后上传。"),
        CannedReason(ReasonUse.RETURN, "证明材料未加盖主办单位印章，请补盖后重新上传。"),
        CannedReason(ReasonUse.RETURN, "证明材料上的姓名与您的姓名不一致，请上传本人的材料。"),
        CannedReason(ReasonUse.RETURN, "填写的日期与证明材料不一致，请更正。"),
        CannedReason(ReasonUse.RETURN, "填写的天数、小时数或编号与证明材料不一致，请更正。"),
        CannedReason(ReasonUse.RETURN, "缺少所需的证明材料，请按登记页的提示补齐。"),
        CannedReason(ReasonUse.REJECT, "不属于会计专业技术人员继续教育的内容。"),
        CannedReason(ReasonUse.REJECT, "同一学习内容已经认定，不重复计算学分。"),
        CannedReason(ReasonUse.REJECT, "经核对，材料不能证明是您本人所学。"),
    )
)
"""[A] What a bureau begins with."""


def stated_reasons(reasons: Iterable[CannedReason]) -> tuple[CannedReason, ...]:
    """The reasons as a bureau states them, each once.

    Raises:
        Refusal: `field_invalid` for an empty one, or for more than are kept.
    """
    stated = tuple(dict.fromkeys(reasons))
    if any(not each.text.strip() for each in stated):
        raise Refusal("field_invalid", field="reasons", why="理由不能为空")
    if len(stated) > MOST:
        raise Refusal("field_invalid", field="reasons", why=f"最多{MOST}条")
    return stated
