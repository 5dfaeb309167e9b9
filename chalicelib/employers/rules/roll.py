"""An employer's roll: those who name it and have agreed that it sees how they stand (R38)."""

from datetime import datetime, timedelta

import msgspec

from chalicelib.employers.rules.employer import Employer
from chalicelib.people.rules.professional import Professional

REMINDED_EACH = timedelta(days=7)
"""How often an employer may remind somebody at most (R38)."""
PURPOSE = "督促、组织本单位会计专业技术人员参加继续教育，核对、打印并加盖继续教育证书"
FIELDS = (
    "姓名",
    "证件号码（部分隐藏）",
    "各年度是否完成、所缺学分和截止时间",
    "继续教育电子证书",
)
YEARS = "自同意之年起；勾选“以前年度”的，另含以前年度"
HOLDS = "可随时撤回，撤回不影响所填单位；改填其他单位或单位销户的，同意随之终止；转出本省期间单位不能查看"
SOURCES = "个人信息保护法第十四条、第二十三条"


class RollReminder(msgspec.Struct, frozen=True):
    """When an employer reminded somebody last, and how often by then (`version`)."""

    at: datetime
    version: int


def is_on_roll(professional: Professional, employer: Employer) -> bool:
    """Whether the employer sees somebody: named by code, agreed to since it was opened, still here (R36)."""
    consent = professional.employer_consent
    return (
        employer.is_open
        and professional.employer_code == employer.code
        and consent is not None
        and consent.opening == employer.opening
        and not professional.moved_out
        and not professional.merged_into
    )
