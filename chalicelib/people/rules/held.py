"""Why a certificate waits: what the two systems say of one person, compared (待核对, R30, R32)."""

from enum import StrEnum

import msgspec

from chalicelib.identity.rules import name as names
from chalicelib.people.rules.account import Account
from chalicelib.platform.rules.field_labels import label


class HoldReason(StrEnum):
    """Why a certificate waits (待核对, R30, R32)."""

    NO_HR_ACCOUNT = "no_hr_account"
    IDENTITY_MISMATCH = "identity_mismatch"
    GLYPH_MISSING = "glyph_missing"


HELD_DETAILS = {
    HoldReason.NO_HR_ACCOUNT: (
        "省继续教育系统中没有与您证件一致的账号。请用同一登录在省继续教育系统开立账号"
        "（姓名、证件与信息采集一致），开立后证书自动签发，无需再申请。"
    ),
    HoldReason.IDENTITY_MISMATCH: (
        "省会计信息平台与省继续教育系统的{fields}不一致。请核对后更正有误的一方，"
        "更正后证书自动签发，无需再申请。"
    ),
    HoldReason.GLYPH_MISSING: (
        "证书内容中有字库没有的字符，暂时不能印制，管理人员会收到告警。"
        "您的年度完成结果不受影响；请将姓名和有关学习内容中的生僻字告知财政部门。"
    ),
}
COMPARED = ("name", "document")
"""What the two systems must agree in (R30)."""


class HeldBecause(msgspec.Struct, frozen=True):
    """Why held, and which fields of the two systems disagree."""

    code: HoldReason
    fields: tuple[str, ...] = ()

    @property
    def detail(self) -> str:
        """What happened and what to do about it, in Chinese."""
        labels = "、".join(label(field) for field in self.fields)
        return HELD_DETAILS[self.code].format(fields=labels)


def why_held(
    name: str, same_document: Account | None, same_login: Account | None
) -> HeldBecause | None:
    """Compare the two systems (R30): same document and same name by R4, or why not.

    Args:
        name: the holder's, on the registry's side.
        same_document: the HR account with the holder's document.
        same_login: the HR account that the holder's login owns, whatever its document.
    """
    if same_document is not None:
        if names.agree(name, same_document.name):
            return None
        return HeldBecause(HoldReason.IDENTITY_MISMATCH, ("name",))
    if same_login is not None:
        differing = () if names.agree(name, same_login.name) else ("name",)
        return HeldBecause(HoldReason.IDENTITY_MISMATCH, (*differing, "document"))
    return HeldBecause(HoldReason.NO_HR_ACCOUNT)
