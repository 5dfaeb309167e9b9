"""Files that a draft gave up and no edition took over leave the bucket, and no others (R53)."""

from datetime import timedelta

import pytest

from chalicelib.courses.gateways.course_bucket import media_key
from chalicelib.courses.rules.course import Content
from chalicelib.courses.rules.draft import DraftCourse, DraftLesson
from chalicelib.courses.rules.edition import Edition, EditionLesson
from chalicelib.courses.rules.given_up import PATIENCE
from chalicelib.courses.rules.media import Media, MediaKind, MediaState
from chalicelib.courses.store.drafts import find_draft, put_draft
from chalicelib.courses.store.editions import edition_write
from chalicelib.platform.gateways import files
from chalicelib.platform.rules.cause import Actor, Party
from chalicelib.platform.store.writes import write_together
from local.clock import real_now
from tests.journey.world import World

COURSE, LESSON = "public-2026", "first"
DAY = timedelta(days=1)


def media(name: str, **changes: str) -> Media:
    ready = {"kind": MediaKind.POSTER, "filename": "封面.png", "content_type": "image/png"}
    return Media(id=name, size=1, state=MediaState.READY, **ready, **changes)  # type: ignore[arg-type] # each of its own type


def put(key: str) -> str:
    files.client().put_object(Bucket="course-bucket", Key=key, Body=b"0")
    return key


def lying() -> set[str]:
    found = files.client().list_objects_v2(Bucket="course-bucket")
    return {each["Key"] for each in found.get("Contents", [])}


@pytest.fixture
def published(world: World) -> World:
    """A draft that has a cover, and shows another one that was brought from elsewhere; an edition with a third."""
    elsewhere = media("moved", key=media_key("public-2025", "old", "moved"))
    drafted = DraftLesson(
        id=LESSON, title="第一课", content=Content.VIDEO, media=(media("newest"), elsewhere)
    )
    put_draft(
        DraftCourse(id=COURSE, year=2026, title="专题", lessons=(drafted,), changed_at=world.now)
    )
    shown = EditionLesson(
        id=LESSON, title="第一课", content=Content.VIDEO, seconds=60, media=(media("former"),)
    )
    edition = Edition(
        course=COURSE,
        year=2026,
        edition=1,
        title="专题",
        lessons=(shown,),
        by=Actor(Party.ADMINISTRATOR),
        at=world.now,
    )
    write_together([edition_write(edition)])
    return world


@pytest.mark.ministack
def test_r53_given_files_that_nobody_can_see_then_they_leave_after_a_month_and_no_others(
    published: World,
) -> None:
    kept = {
        put(media_key(COURSE, LESSON, "newest")),
        put(media_key(COURSE, LESSON, "former")),
        put(media_key("public-2025", "old", "moved")),
        # Nothing is known of these: a year without a policy, a key that is no file of a lesson.
        put(media_key("public-2099", LESSON, "newest")),
        put("media/somewhere-else"),
        put("packages/course"),
    }
    given_up = {
        put(media_key(COURSE, LESSON, "replaced")),
        put(media_key(COURSE, "dropped", "former")),
        put(media_key("public-2025", "old", "takenaway")),
    }
    published.now = real_now() + PATIENCE - DAY
    published.tick("forget_files")
    assert lying() == kept | given_up
    published.now = real_now() + PATIENCE + DAY
    published.tick("forget_files")
    assert lying() == kept
    published.tick("forget_files")
    assert lying() == kept


def test_r53_given_a_draft_that_gives_a_file_up_then_the_bucket_does_after_a_month(
    published: World,
) -> None:
    draft = find_draft(COURSE)
    assert draft
    key = put(media_key(COURSE, LESSON, "newest"))
    published.administrator().must(
        "DELETE", f"/v1/admin/courses/{COURSE}/lessons/{LESSON}/media/newest"
    )
    assert lying() == {key}
    published.now = real_now() + PATIENCE + DAY
    published.tick("forget_files")
    assert lying() == set()
