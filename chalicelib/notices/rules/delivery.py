"""What of the inbox goes out as a message, by which channel, and when (docs/messages.md).

The inbox has everything; a message only calls somebody to it. A person chooses the channel and the
topics; nobody is woken by a message, but where somebody else may be using the account.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

import msgspec

from chalicelib.notices.rules.notice import Notice, NoticeKind
from chalicelib.platform.rules.china_time import SHANGHAI

FIRST_HOUR, LAST_HOUR = 9, 21
"""From when until when, in Shanghai, messages are sent: nobody is woken by one."""


class Channel(StrEnum):
    """By what a message goes out. Both are addressed by the mobile number (docs/messages.md)."""

    SMS = "sms"
    WECHAT = "wechat"
    NONE = "none"


CHANNEL_LABELS = {
    Channel.SMS: "手机短信",
    Channel.WECHAT: "微信服务通知",
    Channel.NONE: "不发消息，只看站内通知",
}


class NoticeTopic(StrEnum):
    """What notices are about, as people choose among them."""

    DECISIONS = "decisions"
    CREDITS = "credits"
    CERTIFICATES = "certificates"
    REMINDERS = "reminders"
    ACCOUNT = "account"
    PROBLEMS = "problems"


TOPIC_LABELS = {
    NoticeTopic.DECISIONS: "学分被退回、未予认定、撤销或更正",
    NoticeTopic.CREDITS: "每次学分认定",
    NoticeTopic.CERTIFICATES: "年度完成、证书签发和待核对",
    NoticeTopic.REMINDERS: "截止前提醒",
    NoticeTopic.ACCOUNT: "账号和个人信息变更",
    NoticeTopic.PROBLEMS: "反映问题的答复",
}
USUAL = tuple(topic for topic in NoticeTopic if topic is not NoticeTopic.CREDITS)
"""What goes out for whoever has chosen nothing: a year's credits are told when they complete it."""


class Sending(NamedTuple):
    """How a kind of notice goes out: its topic, and whether it is told at night as well."""

    topic: NoticeTopic
    urgent: bool = False


SENDINGS: Mapping[NoticeKind, Sending] = {
    NoticeKind.REMINDER: Sending(NoticeTopic.REMINDERS),
    NoticeKind.LOGIN_BOUND: Sending(NoticeTopic.ACCOUNT, urgent=True),
    NoticeKind.CORRECTED: Sending(NoticeTopic.ACCOUNT),
    NoticeKind.ACCOUNTS_MERGED: Sending(NoticeTopic.ACCOUNT),
    NoticeKind.EMPLOYER_OPENED: Sending(NoticeTopic.ACCOUNT),
    NoticeKind.EMPLOYER_REFUSED: Sending(NoticeTopic.ACCOUNT),
    NoticeKind.EMPLOYER_CLOSED: Sending(NoticeTopic.ACCOUNT),
    NoticeKind.CLERK_CHANGED: Sending(NoticeTopic.ACCOUNT),
    NoticeKind.ACCREDITED: Sending(NoticeTopic.CREDITS),
    NoticeKind.GENERAL_DECIDED: Sending(NoticeTopic.DECISIONS),
    NoticeKind.IMPORTED: Sending(NoticeTopic.CREDITS),
    NoticeKind.YEAR_COMPLETE: Sending(NoticeTopic.CERTIFICATES),
    NoticeKind.CERTIFICATE_ISSUED: Sending(NoticeTopic.CERTIFICATES),
    NoticeKind.CERTIFICATE_HELD: Sending(NoticeTopic.CERTIFICATES),
    NoticeKind.CERTIFICATE_REVOKED: Sending(NoticeTopic.CERTIFICATES),
    NoticeKind.PROBLEM: Sending(NoticeTopic.PROBLEMS),
}
OTHERWISE = Sending(NoticeTopic.DECISIONS)
"""Every other kind tells what somebody decided, or what became of something one has."""


class MessageChoice(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a person has chosen: the channel, and the topics that go out by it."""

    channel: Channel = Channel.SMS
    topics: tuple[NoticeTopic, ...] = USUAL
    version: int = 0


class MessageAddress(NamedTuple):
    """Where a message goes: by which channel, to which number (E.164)."""

    channel: Channel
    number: str


def sending_of(kind: NoticeKind) -> Sending:
    """How a kind of notice goes out."""
    return SENDINGS.get(kind, OTHERWISE)


def is_wanted(notice: Notice, choice: MessageChoice) -> bool:
    """Whether its person wants a message of a notice: not of what was read already."""
    is_chosen = sending_of(notice.kind).topic in choice.topics
    return choice.channel is not Channel.NONE and is_chosen and notice.read_at is None


OVERTAKEN: Mapping[NoticeKind, frozenset[NoticeKind]] = {
    NoticeKind.YEAR_COMPLETE: frozenset(
        {NoticeKind.CERTIFICATE_ISSUED, NoticeKind.CERTIFICATE_HELD}
    ),
}
"""What says all that a notice would: whoever has one of these later ones in the inbox needs no message of it."""


def may_be_overtaken(notice: Notice) -> bool:
    """Whether another notice can say all that this one does."""
    return notice.kind in OVERTAKEN


def is_overtaken(notice: Notice, inbox: Iterable[Notice]) -> bool:
    """Whether one that is no earlier says all that this notice does, of the same year."""
    kinds = OVERTAKEN.get(notice.kind, frozenset())
    return any(
        each.kind in kinds and each.year == notice.year and each.due >= notice.due for each in inbox
    )


def address_of(choice: MessageChoice, mobile: str) -> MessageAddress:
    """Where messages to a person go; `mobile` as `parse_mobile` reads it."""
    return MessageAddress(choice.channel, mobile if mobile.startswith("+") else f"+86{mobile}")


def is_by_day(at: datetime) -> bool:
    """Whether messages may go out at an instant, by the clock of Shanghai."""
    return FIRST_HOUR <= at.astimezone(SHANGHAI).hour < LAST_HOUR


def next_day(at: datetime) -> datetime:
    """The next instant at which messages may go out, for one at which they may not."""
    local = at.astimezone(SHANGHAI)
    day = local.date() + timedelta(days=local.hour >= LAST_HOUR)
    return datetime.combine(day, time(FIRST_HOUR), SHANGHAI)


def may_go_out(notice: Notice, at: datetime) -> bool:
    """Whether a message of a notice may go out at an instant."""
    return sending_of(notice.kind).urgent or is_by_day(at)
