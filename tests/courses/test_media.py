"""What a lesson shows: uploaded in pieces, checked for what it really is, shown by signed addresses (R52, R53)."""

import io
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image

from chalicelib.courses.actions.check_media import MOST_TRIES
from chalicelib.courses.gateways import course_bucket
from chalicelib.courses.rules.course import Content
from chalicelib.courses.rules.draft import DraftCourse, DraftLesson
from chalicelib.courses.rules.media import Media, MediaState
from chalicelib.courses.rules.upload import SMALLEST_PART
from chalicelib.courses.store.drafts import find_draft, put_draft
from chalicelib.courses.store.texts import get_html
from chalicelib.events import queues
from chalicelib.platform.gateways import files
from chalicelib.platform.store.acts import find_acts
from local.context import Context
from tests.courses.films import SECONDS, film
from tests.courses.making import made, path_of
from tests.journey.world import World
from tests.processes import alone

COURSE, LESSON = "public-2026", "first"
MEDIA = f"/v1/admin/courses/{COURSE}/lessons/{LESSON}/media"
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.000\n\xe7\xac\xac\xe4\xb8\x80\xe8\xaf\xbe\n"


@pytest.fixture
def drafted(world: World) -> World:
    """A course with one lesson that shows nothing yet."""
    lesson = DraftLesson(id=LESSON, title="第一课", content=Content.VIDEO)
    put_draft(
        DraftCourse(id=COURSE, year=2026, title="专题", lessons=(lesson,), changed_at=world.now)
    )
    return world


def announced(world: World, content: bytes, kind: str, content_type: str) -> dict[str, Any]:
    sent = {"kind": kind, "filename": "课件 1.dat", "content_type": content_type}
    return world.administrator().must("POST", MEDIA, {**sent, "size": len(content)})


def put_pieces(
    world: World, upload: dict[str, Any], content: bytes, numbers: Iterator[int]
) -> None:
    """Put pieces as a browser does; moto in process has no address that answers."""
    for number in numbers:
        (url,) = [each["url"] for each in upload["parts"] if each["number"] == number]
        start = (number - 1) * upload["part_size"]
        piece = content[start : start + upload["part_size"]]
        if world.cloud.endpoint:
            request = urllib.request.Request(url, piece, method="PUT")  # noqa: S310 - our own emulator
            urllib.request.urlopen(request, timeout=10).close()  # noqa: S310 - as above
        else:
            asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
            files.client().upload_part(
                Bucket="course-bucket",
                Key=f"media/{COURSE}/{LESSON}/{upload['upload']}",
                UploadId=asked["uploadId"],
                PartNumber=int(asked["partNumber"]),
                Body=piece,
            )


def uploaded(
    world: World, content: bytes, kind: str = "video", content_type: str = "video/mp4"
) -> dict[str, Any]:
    """Bring a file to its lesson, and let it be checked; how it is then."""
    upload = announced(world, content, kind, content_type)
    put_pieces(world, upload, content, (each["number"] for each in upload["parts"]))
    admin, path = world.administrator(), f"{MEDIA}/{upload['upload']}"
    admin.must("POST", f"{path}/complete")
    assert told(f"media/{COURSE}/{LESSON}/{upload['upload']}") == []
    return admin.must("GET", path)


def kept() -> tuple[Media, ...]:
    """The files of the lesson, as its course has them."""
    draft = find_draft(COURSE)
    lesson = draft.find_lesson(LESSON) if draft else None
    return lesson.media if lesson else ()


@pytest.mark.ministack
def test_r53_given_a_film_in_pieces_then_it_goes_on_where_it_broke_off_and_plays_by_ranges(
    drafted: World,
) -> None:
    """Three pieces, the rest of the file behind its film: nobody encodes 20 MB for a test."""
    content = film() + b"\0\0\0\x08free" + bytes(2 * SMALLEST_PART)
    upload = announced(drafted, content, "video", "video/mp4")
    assert (upload["part_size"], len(upload["parts"])) == (SMALLEST_PART, 3)
    assert (upload["state"], upload["arrived"]) == ("uploading", [])
    put_pieces(drafted, upload, content, iter((3, 1)))
    admin, path = drafted.administrator(), f"{MEDIA}/{upload['upload']}"
    refused = admin.post(f"{path}/complete")
    assert (refused.status, refused.body["code"]) == (409, "upload_incomplete")
    assert refused.body["missing"] == [2]
    again = admin.must("GET", path)
    assert [each["number"] for each in again["arrived"]] == [1, 3]
    put_pieces(drafted, again, content, (each["number"] for each in again["parts"]))
    done = admin.must("POST", f"{path}/complete")
    assert (done["state"], done["parts"]) == ("checking", [])
    assert admin.must("POST", f"{path}/complete")["state"] == "checking", "again changes nothing"
    drafted.settle()
    shown = admin.must("GET", path)
    assert (shown["state"], shown["seconds"], shown["faults"]) == ("ready", SECONDS, [])
    (media,) = kept()
    assert (media.width, media.height) == (64, 48)
    assert "课件" not in media.key


@pytest.mark.ministack(only=True)
def test_r53_given_a_film_then_its_address_serves_ranges_until_it_expires_and_nobody_else_s(
    drafted: World,
) -> None:
    content = film()
    uploaded(drafted, content)
    (media,) = kept()
    signed = course_bucket.media_url(media.key, "video/mp4")
    asked = urllib.request.Request(signed.url, headers={"Range": "bytes=4-7"})  # noqa: S310 - our own emulator
    with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310 - as above
        assert (answer.status, answer.read()) == (206, content[4:8])
        assert answer.headers["Content-Type"] == "video/mp4"
    asked_for = parse_qs(urlsplit(signed.url).query)
    assert asked_for["X-Amz-Expires"] == ["21600"]
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(signed.url.partition("?")[0], timeout=10)  # noqa: S310 - as above


def picture(kind: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (64, 48), "navy").save(written, kind)
    return written.getvalue()


def test_r53_given_what_goes_with_a_film_then_each_is_read_by_its_own_kind(drafted: World) -> None:
    found = {
        name: uploaded(drafted, content, kind, content_type)
        for name, kind, content, content_type in (
            ("captions", "captions", CAPTIONS, "text/vtt"),
            ("subrip", "captions", b"1\n00:00:00,000 --> 00:00:01,000\nx\n", "text/vtt"),
            ("backwards", "captions", b"WEBVTT\n\n00:05.000 --> 00:02.000\nx\n", "text/vtt"),
            ("poster", "poster", picture("PNG"), "image/png"),
            ("another", "picture", picture("JPEG"), "image/png"),
            ("cut", "picture", picture("PNG")[:60], "image/png"),
            ("transcript", "transcript", "第一课讲宪法。".encode(), "text/markdown"),
        )
    }
    assert {name: each["faults"] and each["faults"][0]["code"] for name, each in found.items()} == {
        "captions": [],
        "subrip": "captions_invalid",
        "backwards": "captions_invalid",
        "poster": [],
        "another": "type_differs",
        "cut": "picture_unreadable",
        "transcript": [],
    }
    assert get_html(COURSE, found["transcript"]["upload"]) == "<p>第一课讲宪法。</p>\n"


def test_r53_given_doubled_late_and_lost_events_then_a_settled_file_stays_as_it_is(
    drafted: World,
) -> None:
    """S3's event may overtake the call that completes the upload, come twice, or after the file was dropped."""
    content = film()
    upload = announced(drafted, content, "video", "video/mp4")
    put_pieces(drafted, upload, content, iter((1,)))
    key = f"media/{COURSE}/{LESSON}/{upload['upload']}"
    opened = course_bucket.find_upload(key)
    assert opened is not None
    course_bucket.complete_upload(key, opened, course_bucket.parts_of(key, opened))
    drafted.settle()
    assert kept()[0].state is MediaState.READY
    admin, path = drafted.administrator(), f"{MEDIA}/{upload['upload']}"
    assert admin.must("POST", f"{path}/complete")["state"] == "ready"
    before = find_draft(COURSE)
    told(key)
    assert find_draft(COURSE) == before
    assert admin.must("DELETE", path)["lessons"][0]["media"] == []
    told(key)
    assert kept() == ()
    assert admin.send("DELETE", path).status == 404


def test_r53_given_an_announcement_sent_again_then_it_is_one_file_and_what_was_taken_away_stays_away(
    drafted: World,
) -> None:
    """Else a file would come to lie where that of a published edition lies."""
    admin = drafted.administrator()
    sent = {"kind": "captions", "filename": "字幕.vtt", "content_type": "text/vtt", "size": 9}
    first, again = (admin.send("POST", MEDIA, sent, key="once") for _ in "12")
    assert (first.status, first.body["upload"]) == (201, again.body["upload"])
    path = f"{MEDIA}/{first.body['upload']}"
    shown = admin.must("GET", f"/v1/admin/courses/{COURSE}")
    assert shown["version"] == 1, "what has not come makes no version"
    for _ in "12":
        dropped = admin.send("DELETE", path, key="drop")
        assert (dropped.status, dropped.body["version"]) == (200, 2)
    assert admin.send("POST", MEDIA, sent, key="once").status == 404
    assert kept() == ()
    came, gone = find_acts("COURSES#2026")
    (told_of,) = [each for each in came.changes if each.field == f"lessons.{LESSON}"]
    assert "captions 字幕.vtt uploading" in told_of.after
    assert "字幕.vtt" not in gone.changes[-1].after


def test_r53_given_a_film_that_has_come_then_who_saw_the_course_without_it_publishes_nothing(
    drafted: World,
) -> None:
    admin = drafted.administrator()
    seen = admin.must("GET", f"/v1/admin/courses/{COURSE}")
    uploaded(drafted, CAPTIONS, "captions", "text/vtt")
    refused = admin.post(f"/v1/admin/courses/{COURSE}/publish", {"version": seen["version"]})
    assert refused.code == "course_changed"


def test_r53_given_what_kills_its_checker_then_it_is_refused_in_the_end(drafted: World) -> None:
    upload = announced(drafted, CAPTIONS, "captions", "text/vtt")
    key = f"media/{COURSE}/{LESSON}/{upload['upload']}"
    assert told(key, MOST_TRIES) != [], "what has not come cannot be read, and is brought again"
    assert told(key, MOST_TRIES + 1) == []
    assert [each.code for each in kept()[0].faults] == ["check_failed"]


def test_r53_given_an_upload_that_s3_forgot_then_it_begins_anew(drafted: World) -> None:
    upload = announced(drafted, CAPTIONS, "captions", "text/vtt")
    key = f"media/{COURSE}/{LESSON}/{upload['upload']}"
    course_bucket.drop_upload(key)
    admin, path = drafted.administrator(), f"{MEDIA}/{upload['upload']}"
    refused = admin.post(f"{path}/complete")
    assert (refused.status, refused.body["missing"]) == (409, [1])
    assert [each["number"] for each in admin.must("GET", path)["parts"]] == [1]
    assert admin.must("DELETE", path)["lessons"][0]["state"] == "empty"
    assert course_bucket.find_upload(key) is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"content_type": "video/x-msvideo"}, "content_type"),
        ({"size": 0}, "size"),
        ({"size": 4 * 1024**3 + 1}, "size"),
        ({"kind": "text"}, "kind"),
    ],
)
def test_r53_given_what_is_not_taken_then_it_says_what_is(
    drafted: World, changed: dict[str, object], field: str
) -> None:
    sent = {"kind": "video", "filename": "x.mp4", "content_type": "video/mp4", "size": 5, **changed}
    refused = drafted.administrator().post(MEDIA, sent)
    assert (refused.status, refused.body["code"]) == (422, "media_not_taken")
    assert refused.body["field"] == field
    assert kept() == ()


def told(key: str, tries: int = 1) -> list[dict[str, str]]:
    """Tell the checker of a file, as S3 does; what failed."""
    body = {"Records": [{"s3": {"object": {"key": key, "eTag": "x"}}}]}
    message = {
        "messageId": "m",
        "body": json.dumps(body),
        "attributes": {"ApproximateReceiveCount": str(tries)},
    }
    answer: Any = alone(queues.check_media)({"Records": [message]}, Context("check_media"))
    failed: list[dict[str, str]] = answer["batchItemFailures"]
    return failed


@pytest.mark.usefixtures("drafted")
@pytest.mark.parametrize("key", [f"media/{COURSE}/{LESSON}/never", "media/nothing", "x/y/z/u"])
def test_r53_given_what_is_no_lesson_s_file_then_nothing_is_read(key: str) -> None:
    assert told(key) == []
    assert kept() == ()


def test_r53_given_a_whole_lesson_then_its_preview_plays_it_and_a_text_shows_its_pictures(
    world: World,
) -> None:
    """Over the contract alone: what an administrator does, and what S3 and the queue bring about."""
    admin = world.administrator()
    course = made(admin)
    stated = {"title": "视频", "content": "video"}
    seen = admin.must("POST", path_of(course, "lessons"), stated)["lesson"]
    text = {"title": "图文", "content": "text", "text": "字字字字字 ![图](一图.png)", "seconds": 1}
    read = admin.must("POST", path_of(course, "lessons"), text)["lesson"]
    brought(world, course, seen, film(), kind="video", content_type="video/mp4")
    brought(world, course, seen, CAPTIONS, kind="captions", content_type="text/vtt")
    brought(world, course, seen, picture("WEBP"), kind="poster", content_type="image/webp")
    brought(world, course, read, picture("PNG"), kind="picture", content_type="image/png")
    world.settle()
    played = admin.must("GET", path_of(course, "lessons", seen))
    assert (played["state"], played["seconds"], played["faults"]) == ("ready", SECONDS, [])
    assert all("X-Amz-Signature" in played[each] for each in ("url", "captions", "poster"))
    assert played["expires_at"].endswith("+08:00")
    shown = admin.must("GET", path_of(course, "lessons", read))
    assert (shown["state"], shown["seconds"]) == ("ready", 1)
    assert 'alt="图"' in shown["html"]
    assert "X-Amz-Signature" in shown["html"]


def brought(
    world: World, course: dict[str, Any], lesson: str, content: bytes, **about: str
) -> None:
    """Bring a file of one piece to a lesson, as far as S3 telling of it."""
    admin, path = world.administrator(), path_of(course, "lessons", lesson, "media")
    sent = {**about, "filename": "一图.png", "size": len(content)}
    upload = admin.must("POST", path, sent)["upload"]
    key = course_bucket.media_key(course["id"], lesson, upload)
    opened = course_bucket.find_upload(key)
    assert opened
    files.client().upload_part(
        Bucket="course-bucket", Key=key, UploadId=opened, PartNumber=1, Body=content
    )
    admin.must("POST", f"{path}/{upload}/complete")
