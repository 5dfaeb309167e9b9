"""Courses as an administrator of the province makes them, over the HTTP contract."""

from datetime import datetime
from typing import Any

import msgspec

from chalicelib.courses.actions.keep_media import keep_media
from chalicelib.courses.rules.draft import DraftCourse
from chalicelib.courses.rules.media import Media, MediaState
from chalicelib.courses.store.drafts import find_draft
from chalicelib.courses.store.texts import put_html
from chalicelib.platform.rules.china_time import SHANGHAI
from tests.journey.world import Client

ADMIN = "/v1/admin/courses"
JUNE = datetime(2024, 6, 3, 9, tzinfo=SHANGHAI)
HOURS = 81_000
"""Of 2024, whose course has no examination."""
QUESTION = {
    "text": "会计凭证应保存多少年？",
    "choices": ["10年", "15年", "30年"],
    "answer": 2,
    "explanation": "《会计档案管理办法》规定最低保管30年。",
}


def made(admin: Client, year: int = 2024, **changes: object) -> dict[str, Any]:
    return admin.must("POST", ADMIN, {"year": year, "title": f"{year}年度公需科目", **changes})


def path_of(course: dict[str, Any], *rest: str) -> str:
    return "/".join((ADMIN, course["id"], *rest))


def with_text(
    admin: Client, course: dict[str, Any], seconds: int, title: str = "数据资产入表"
) -> str:
    """A lesson that is ready, as soon as its text was checked; its id."""
    sent = {"title": title, "content": "text", "text": f"# {title}", "seconds": seconds}
    lesson: str = admin.must("POST", path_of(course, "lessons"), sent)["lesson"]
    check(course["id"], lesson, seconds)
    return lesson


def check(course: str, lesson: str, seconds: int) -> None:
    """Find the text of a lesson good, and long enough for so many seconds."""
    found = draft_of(course).find_lesson(lesson)
    assert found
    assert found.text
    put_html(course, found.text.id, f"<h1>{found.title}</h1>")

    def ready(before: Media) -> Media:
        return msgspec.structs.replace(
            before, state=MediaState.READY, key=before.id, seconds=seconds
        )

    assert keep_media(course, lesson, found.text.id, ready)


def draft_of(course: str) -> DraftCourse:
    found = find_draft(course)
    assert found
    return found


def whole(admin: Client, **changes: object) -> dict[str, Any]:
    """A course of 2024 that may be published: two texts that make up its hours."""
    course = made(admin, **changes)
    for seconds in (HOURS - 3600, 3600):
        with_text(admin, course, seconds, f"课时{seconds}")
    return admin.must("GET", path_of(course))


def published(admin: Client, course: dict[str, Any]) -> dict[str, Any]:
    return admin.must("POST", path_of(course, "publish"), {"version": course["version"]})


def sent_of(course: dict[str, Any], **changes: object) -> dict[str, Any]:
    """A course as it is sent back."""
    return {
        "version": course["version"],
        "title": course["title"],
        "lessons": [each["id"] for each in course["lessons"]],
        "examination": course["examination"],
        **changes,
    }
