"""A professional's inbox: what was told, the latest first (R26, R27)."""

from typing import NamedTuple

from chalicelib.access.caller import Who
from chalicelib.access.login import Login
from chalicelib.http import shapes
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import cut, read_cursor
from chalicelib.http.received import Paging
from chalicelib.http.told import Id, Instant, Line, Next, Sentences
from chalicelib.http.wire import time_text
from chalicelib.notices.actions.read_notice import read_notice
from chalicelib.notices.rules.notice import Notice, NoticeKind, inbox_of, is_notice_id
from chalicelib.notices.store.notices import find_notices
from chalicelib.people.actions.ask_people import find_inboxes
from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.rules.refusal import Refusal

notices = Calls(__name__, tag="notices")


class NoticePlace(NamedTuple):
    """Where a page of notices ends."""

    id: str


class NoticeShown(shapes.Answered, frozen=True, kw_only=True):
    """One notice; `at` is the instant at which it was due, `record` the one it is about."""

    id: Id
    kind: NoticeKind
    at: Instant
    title: Line
    text: Sentences
    year: int
    record: Id | None
    read_at: Instant | None


class Notices(shapes.Answered, frozen=True, kw_only=True):
    """A page of notices."""

    items: list[NoticeShown]
    next: Next | None


def shown_notice(notice: Notice) -> NoticeShown:
    """A notice as its owner sees it."""
    return NoticeShown(
        id=notice.id,
        kind=notice.kind,
        at=time_text(notice.due),
        title=notice.title,
        text=notice.text,
        year=notice.year,
        record=notice.record or None,
        read_at=time_text(notice.read_at) if notice.read_at else None,
    )


def _inboxes(login: Login) -> tuple[str, ...]:
    """The professional's inboxes, or that of a login that has lost its professional (R1)."""
    if owned := find_inboxes(login.digest):
        return owned
    lost = (inbox_of(login.digest),)
    if not find_notices(lost, None, 1):
        raise Refusal("not_enrolled")
    return lost


@notices.call(
    "GET",
    "/v1/me/notices",
    who=Who.LOGIN,
    query=Paging,
    answers=Notices,
    refusals=("not_enrolled", "cursor_invalid"),
    summary="查询通知",
)
def list_notices(call: Call[Paging]) -> Notices:
    """List one's notices, the latest first."""
    asked = call.query
    after = read_cursor(asked.cursor, NoticePlace)
    if after is not None and not is_notice_id(after.id):
        raise Refusal("cursor_invalid", field="cursor")
    return notices_page(_inboxes(call.login), after, asked.limit)


def notices_page(inboxes: Several, after: NoticePlace | None, limit: int) -> Notices:
    """So many of the notices in the inboxes of one person, from after a place on."""
    found = find_notices(inboxes, after and after.id, limit + 1)
    page, following = cut(found, limit, lambda notice: NoticePlace(notice.id))
    return Notices(items=[shown_notice(notice) for notice in page], next=following)


@notices.call(
    "POST",
    "/v1/me/notices/{id}/read",
    who=Who.LOGIN,
    answers=NoticeShown,
    refusals=("not_enrolled", "not_found"),
    summary="通知已读",
)
def read(call: Call[None]) -> NoticeShown:
    """Mark one's own notice as read."""
    return shown_notice(read_notice(_inboxes(call.login), call.path["id"], at=call.at))
