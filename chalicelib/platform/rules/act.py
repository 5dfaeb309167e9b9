"""An act: what a member of staff did to a person, an account or other staff, kept for good (R19).

A record's history is in the record; what is done to anything else is an act, an item of its own
beside the thing, written in the same transaction and never changed.
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from chalicelib.platform.rules.cause import Actor, Cause, repeats


class What(StrEnum):
    """What was done."""

    ROLE_GRANTED = "role_granted"
    ROLE_WITHDRAWN = "role_withdrawn"
    IDENTITY_PROVED = "identity_proved"
    PROFILE_CHANGED = "profile_changed"
    LOGIN_BOUND = "login_bound"
    ACCOUNTS_MERGED = "accounts_merged"
    HR_ACCOUNT_CORRECTED = "hr_account_corrected"
    CERTIFICATE_DOWNLOADED = "certificate_downloaded"
    PARCEL_ORDERED = "archive_ordered"
    STATEMENTS_ORDERED = "statements_ordered"
    YEAR_READ = "year_read"
    NAME_READ = "name_read"
    ACCOUNTS_COMPARED = "accounts_compared"
    EVENT_REPLAYED = "event_replayed"
    CALENDAR_LOADED = "calendar_loaded"
    WINDOW_OPENED = "window_opened"
    ROSTER_BROUGHT = "roster_brought"
    EMPLOYER_APPLIED = "employer_applied"
    EMPLOYER_OPENED = "employer_opened"
    EMPLOYER_REFUSED = "employer_refused"
    EMPLOYER_CHANGED = "employer_changed"
    EMPLOYER_CLOSED = "employer_closed"
    PROPOSAL_DECLINED = "proposal_declined"
    ROLL_READ = "roll_read"
    ROLL_REMINDED = "roll_reminded"
    IDENTITY_CHECKED = "identity_checked"
    CONSENT_GIVEN = "consent_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CLERK_ADDED = "clerk_added"
    CLERK_WITHDRAWN = "clerk_withdrawn"
    GENERAL_CLAIMED = "general_knowledge_claimed"
    GENERAL_CONFIRMED = "general_knowledge_confirmed"
    GENERAL_REFUSED = "general_knowledge_refused"
    DUTY_ASKED = "duty_asked"
    DUTY_CONFIRMED = "duty_confirmed"
    DUTY_REFUSED = "duty_refused"
    COURSE_CREATED = "course_created"
    COURSE_CHANGED = "course_changed"
    COURSE_PUBLISHED = "course_published"
    COURSE_WITHDRAWN = "course_withdrawn"


WHAT_LABELS: dict[str, str] = {
    What.ROLE_GRANTED: "授予权限",
    What.ROLE_WITHDRAWN: "收回权限",
    What.IDENTITY_PROVED: "实名核验",
    What.PROFILE_CHANGED: "更正信息",
    What.LOGIN_BOUND: "改绑登录账号",
    What.ACCOUNTS_MERGED: "合并账号",
    What.HR_ACCOUNT_CORRECTED: "更正省继续教育系统账号",
    What.CERTIFICATE_DOWNLOADED: "下载证书",
    What.PARCEL_ORDERED: "打包证书",
    What.STATEMENTS_ORDERED: "导出课程学习情况",
    What.YEAR_READ: "查看年度",
    What.NAME_READ: "查看姓名",
    What.ACCOUNTS_COMPARED: "对照两个系统的信息",
    What.EVENT_REPLAYED: "重新处理",
    What.CALENDAR_LOADED: "载入放假安排",
    What.WINDOW_OPENED: "补开登记期间",
    What.ROSTER_BROUGHT: "导入培训人员名单",
    What.EMPLOYER_APPLIED: "申请单位开户",
    What.EMPLOYER_OPENED: "单位开户",
    What.EMPLOYER_REFUSED: "不予单位开户",
    What.EMPLOYER_CHANGED: "变更单位信息",
    What.EMPLOYER_CLOSED: "单位销户",
    What.PROPOSAL_DECLINED: "否定单位核对",
    What.ROLL_READ: "查看单位名册",
    What.ROLL_REMINDED: "提醒单位人员",
    What.IDENTITY_CHECKED: "核对姓名和证件号码",
    What.CONSENT_GIVEN: "同意单位查看",
    What.CONSENT_WITHDRAWN: "撤回同意",
    What.CLERK_ADDED: "增加单位经办人",
    What.CLERK_WITHDRAWN: "取消单位经办人",
    What.GENERAL_CLAIMED: "申请标记专业通识知识",
    What.GENERAL_CONFIRMED: "确认专业通识知识",
    What.GENERAL_REFUSED: "不予确认专业通识知识",
    What.DUTY_ASKED: "申请确认年度义务",
    What.DUTY_CONFIRMED: "确认年度义务",
    What.DUTY_REFUSED: "不予确认年度义务",
    What.COURSE_CREATED: "新建课程",
    What.COURSE_CHANGED: "修改课程",
    What.COURSE_PUBLISHED: "发布课程",
    What.COURSE_WITHDRAWN: "撤下课程",
}
HISTORY_LABELS: dict[str, str] = {
    **WHAT_LABELS,
    "enrolled": "信息采集",
    "record_moved": "学分记录",
    "report_refused": "报送或导入未计入",
}
"""What the history of a person tells: acts, and what else happened."""


class Difference(msgspec.Struct, frozen=True, omit_defaults=True):
    """One field before and after, as it may be shown: document numbers masked (R7)."""

    field: str
    before: str = ""
    after: str = ""


class Act(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Who did what, when and why. `cause` finds a repeated request's own act again.

    `about` are the ids of the people whom it is about, where it is about several.
    `version` is that of the thing afterwards: it tells the order of acts of one instant. `year` is
    the one that it is about, if it is about one.
    """

    at: datetime
    by: Actor
    what: What
    reason: str = ""
    changes: tuple[Difference, ...] = ()
    cause: Cause
    version: int = 0
    year: int = 0
    about: tuple[str, ...] = ()


def is_repeat(earlier: Act | None, cause: Cause) -> bool:
    """Whether a request has done its work already.

    Raises:
        Refusal: `idempotency_key_reused` when its key came with another body.
    """
    return earlier is not None and repeats((earlier.cause,), cause)


def differences(before: dict[str, str], after: dict[str, str]) -> tuple[Difference, ...]:
    """What differs between two descriptions of the same thing, in their order."""
    return tuple(
        Difference(field, before[field], after[field])
        for field in before
        if before[field] != after[field]
    )
