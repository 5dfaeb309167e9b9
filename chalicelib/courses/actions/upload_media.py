"""Upload a file of a lesson in pieces: begin, see what has come, put it together, give it up (R53)."""

from typing import NamedTuple

import msgspec

from chalicelib.access.staff import Staff, require_province
from chalicelib.courses.actions.change_draft import (
    Changed,
    CourseAsked,
    change_draft,
    get_draft,
)
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
from chalicelib.platform.gateways.files import Signed
from chalicelib.platform.rules.act import What
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


def begin_upload(asked: CourseAsked, lesson: str, announced: AnnouncedMedia) -> UploadProgress:
    """Take down that a file is to come; the same request again goes on with the same upload.

    Nobody who sees the course is told of another version before the file has come.

    Raises:
        Refusal: as `change_draft`; `not_found`, also when it was taken away again; `media_not_taken`.
    """
    require_province(asked.staff)
    require_taken(announced.kind, announced.content_type, announced.size)
    address = LessonAddress(asked.course, lesson)
    media = Media(
        id=derived("media", asked.cause.token, asked.cause.body, length=20),
        kind=announced.kind,
        filename=announced.filename,
        content_type=announced.content_type,
        size=announced.size,
        state=MediaState.UPLOADING,
    )

    def change(draft: DraftCourse) -> Changed:
        return Changed(draft.with_lesson(_lesson(draft, lesson).with_media(media)))

    change_draft(asked, What.COURSE_CHANGED, change, counts=False)
    return _uploading(_media(address, media.id), course_bucket.media_key(*address, media.id))


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


def drop_upload(asked: CourseAsked, lesson: str, media: str) -> DraftCourse:
    """Take a file away from a draft, whether it has come or not; what is published keeps it.

    Raises:
        Refusal: as `change_draft`; `not_found`, also when it is done already by another request.
    """
    require_province(asked.staff)

    def change(draft: DraftCourse) -> Changed:
        found = _lesson(draft, lesson)
        return Changed(draft.with_lesson(found.without_media(_file(found, media).id)))

    after = change_draft(asked, What.COURSE_CHANGED, change)
    course_bucket.drop_upload(course_bucket.media_key(asked.course, lesson, media))
    return after


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
    return _file(_lesson(get_draft(address.course), address.lesson), media)


def _lesson(draft: DraftCourse, lesson: str) -> DraftLesson:
    found = draft.find_lesson(lesson)
    if found is None:
        raise Refusal("not_found")
    return found


def _file(lesson: DraftLesson, media: str) -> Media:
    for each in lesson.media:
        if each.id == media:
            return each
    raise Refusal("not_found")
