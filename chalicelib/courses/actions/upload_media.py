"""Upload a file of a lesson in pieces: begin, see what has come, put it together, give it up (R53)."""

from typing import NamedTuple

import msgspec

from chalicelib.access.staff import Staff, require_province
from chalicelib.courses.actions.keep_media import keep_media
from chalicelib.courses.gateways import course_bucket
from chalicelib.courses.rules.draft import DraftCourse, DraftLesson
from chalicelib.courses.rules.media import Media, MediaKind, MediaState
from chalicelib.courses.rules.upload import (
    UploadPart,
    missing_parts,
    part_size,
    require_taken,
    wanted_parts,
)
from chalicelib.courses.store.drafts import find_draft, put_draft
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.gateways.files import Signed
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal


class LessonAddress(NamedTuple):
    """A lesson of a course."""

    course: str
    lesson: str


class AnnouncedMedia(NamedTuple):
    """A file that is to come: what it is to the lesson, its name on the page, its type, its bytes."""

    kind: MediaKind
    filename: str
    content_type: str
    size: int


class UploadProgress(NamedTuple):
    """How far a file's upload is: pieces that have come, and signed addresses for those that are missing."""

    media: Media
    part_size: int
    arrived: tuple[UploadPart, ...]
    addresses: dict[int, Signed]


def begin_upload(
    staff: Staff, address: LessonAddress, announced: AnnouncedMedia, *, cause: Cause
) -> UploadProgress:
    """Take down that a file is to come; the same request again goes on with the same upload.

    Raises:
        Refusal: `forbidden`; `not_found`; `media_not_taken`.
    """
    require_province(staff)
    require_taken(announced.kind, announced.content_type, announced.size)
    media = Media(
        id=derived("media", cause.token, cause.body, length=20),
        kind=announced.kind,
        filename=announced.filename,
        content_type=announced.content_type,
        size=announced.size,
        state=MediaState.UPLOADING,
    )
    key = course_bucket.media_key(*address, media.id)
    course_bucket.open_upload(key, media.content_type)
    return _uploading(settled(lambda: _added(address, media)), key)


def _added(address: LessonAddress, media: Media) -> Media:
    draft, lesson = _require(address)
    earlier = next((each for each in lesson.media if each.id == media.id), None)
    if earlier is not None:
        return earlier
    after = draft.with_lesson(lesson.with_media(media))
    put_draft(msgspec.structs.replace(after, revision=draft.revision + 1))
    return media


def show_upload(staff: Staff, address: LessonAddress, media: str) -> UploadProgress:
    """See what has come of a file, with fresh addresses for the rest.

    Raises:
        Refusal: `forbidden`; `not_found`.
    """
    require_province(staff)
    return _uploading(_media(address, media), course_bucket.media_key(*address, media))


def complete_upload(staff: Staff, address: LessonAddress, media: str) -> UploadProgress:
    """Put a file together once all of it has come; then it is checked. Again changes nothing.

    Raises:
        Refusal: `forbidden`; `not_found`; `upload_incomplete`, which names the pieces that are missing.
    """
    require_province(staff)
    found, key = _media(address, media), course_bucket.media_key(*address, media)
    if found.state is MediaState.UPLOADING:
        _put_together(found, key)
        keep_media(*address, media, _checking)
    return _uploading(_media(address, media), key)


def drop_upload(staff: Staff, address: LessonAddress, media: str) -> UploadProgress:
    """Take a file away from a draft, whether it has come or not; what is published keeps it.

    Raises:
        Refusal: `forbidden`; `not_found`, also when it is done already.
    """
    require_province(staff)
    key = course_bucket.media_key(*address, media)
    course_bucket.drop_upload(key)
    dropped = settled(lambda: _removed(address, media))
    return UploadProgress(dropped, part_size(dropped.size), (), {})


def _removed(address: LessonAddress, media: str) -> Media:
    draft, lesson = _require(address)
    dropped = _media(address, media)
    after = draft.with_lesson(lesson.without_media(media))
    put_draft(msgspec.structs.replace(after, revision=draft.revision + 1))
    return dropped


def _put_together(media: Media, key: str) -> None:
    """Let S3 put a file together, unless a call before did, whose answer was lost."""
    upload = course_bucket.find_upload(key)
    if upload is None:
        if not course_bucket.has(key):
            raise Refusal("upload_incomplete", missing=list(wanted_parts(media.size)))
        return
    arrived = course_bucket.parts_of(key, upload)
    if missing := missing_parts(media.size, arrived):
        raise Refusal("upload_incomplete", missing=missing)
    course_bucket.complete_upload(key, upload, arrived)


def _checking(before: Media) -> Media:
    if before.state is not MediaState.UPLOADING:
        return before
    return msgspec.structs.replace(before, state=MediaState.CHECKING)


def _uploading(media: Media, key: str) -> UploadProgress:
    piece = part_size(media.size)
    if media.state is not MediaState.UPLOADING:
        return UploadProgress(media, piece, (), {})
    # One that S3 has forgotten, as it does after a week, begins anew.
    upload = course_bucket.open_upload(key, media.content_type)
    arrived = tuple(course_bucket.parts_of(key, upload))
    left = missing_parts(media.size, arrived)
    addresses = {number: course_bucket.part_url(key, upload, number) for number in left}
    return UploadProgress(media, piece, arrived, addresses)


def _media(address: LessonAddress, media: str) -> Media:
    _, lesson = _require(address)
    for each in lesson.media:
        if each.id == media:
            return each
    raise Refusal("not_found")


def _require(address: LessonAddress) -> tuple[DraftCourse, DraftLesson]:
    draft = find_draft(address.course)
    lesson = draft.find_lesson(address.lesson) if draft else None
    if draft is None or lesson is None:
        raise Refusal("not_found")
    return draft, lesson
