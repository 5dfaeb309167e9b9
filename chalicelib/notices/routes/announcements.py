"""Announcements: for everybody to read, for the province to write."""

from typing import Annotated, NamedTuple

from msgspec import Meta

from chalicelib.access.caller import Who
from chalicelib.access.role import Role
from chalicelib.http import shapes
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import cut, read_cursor
from chalicelib.http.received import Paging
from chalicelib.http.texts import KIND, Text
from chalicelib.http.told import Id, Instant, Line, Next, Sentences
from chalicelib.http.wire import ASK_AGAIN, time_text
from chalicelib.notices.actions.announce import announce, withdraw_announcement
from chalicelib.notices.rules.announcement import Announcement
from chalicelib.notices.store.announcements import find_announcements
from chalicelib.platform.rules.text import TextKind

announcements = Calls(__name__, tag="announcements")


class AnnouncementPlace(NamedTuple):
    """Where a page of announcements ends."""

    published_at: str
    id: str


class AnnouncementSent(shapes.Sent, frozen=True, kw_only=True):
    """What shall be told."""

    title: Text
    text: Annotated[str, Meta(max_length=2000, extra={KIND: TextKind.LINES})]


class AnnouncementShown(shapes.Answered, frozen=True, kw_only=True):
    """What is told; `withdrawn_at` once it is told no more."""

    id: Id
    title: Line
    text: Sentences
    published_at: Instant
    withdrawn_at: Instant | None
    version: int


class Announcements(shapes.Answered, frozen=True, kw_only=True):
    """A page of announcements, the latest first."""

    items: list[AnnouncementShown]
    next: Next | None


def _shown(announcement: Announcement) -> AnnouncementShown:
    withdrawn = announcement.withdrawn
    return AnnouncementShown(
        id=announcement.id,
        title=announcement.title,
        text=announcement.text,
        published_at=time_text(announcement.published_at),
        withdrawn_at=time_text(withdrawn.at) if withdrawn else None,
        version=announcement.version,
    )


@announcements.call(
    "GET",
    "/v1/announcements",
    who=Who.ANYBODY,
    query=Paging,
    answers=Announcements,
    caching=ASK_AGAIN,
    refusals=("cursor_invalid",),
    summary="公告",
)
def list_announcements(call: Call[Paging]) -> Announcements:
    """List what is announced, the latest first."""
    asked = call.query
    return announcements_page(read_cursor(asked.cursor, AnnouncementPlace), asked.limit)


def announcements_page(after: AnnouncementPlace | None, limit: int) -> Announcements:
    """So many of what is announced, from after a place on."""
    found = [each for each in find_announcements() if after is None or _place(each) < after]
    page, following = cut(found, limit, _place)
    return Announcements(items=[_shown(each) for each in page], next=following)


def _place(announcement: Announcement) -> AnnouncementPlace:
    return AnnouncementPlace(time_text(announcement.published_at), announcement.id)


@announcements.call(
    "POST",
    "/v1/admin/announcements",
    who=Role.ADMINISTRATOR,
    body=AnnouncementSent,
    answers=AnnouncementShown,
    status=201,
    made_at="/v1/announcements",
    versioned="version",
    refusals=("forbidden",),
    proved=False,
    summary="发布公告",
)
def publish(call: Call[AnnouncementSent]) -> AnnouncementShown:
    """Announce something to everybody, at once."""
    sent = call.body
    return _shown(announce(call.staff, sent.title, sent.text, at=call.at, cause=call.cause))


@announcements.call(
    "POST",
    "/v1/admin/announcements/{id}/withdraw",
    who=Role.ADMINISTRATOR,
    body=shapes.Reasoned,
    answers=AnnouncementShown,
    versioned="version",
    conditional=True,
    refusals=("forbidden", "not_found", "reason_required"),
    proved=False,
    summary="撤下公告",
)
def withdraw(call: Call[shapes.Reasoned]) -> AnnouncementShown:
    """Take an announcement back."""
    asked, reason = call.path["id"], call.body.why
    withdrawn = withdraw_announcement(
        call.staff, asked, reason, at=call.at, cause=call.cause, seen=call.seen
    )
    return _shown(withdrawn)
