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
from chalicelib.courses.actions.pieces import Pieces, no_pieces, open_pieces, put_together
from chalicelib.courses.gateways import course_bucket
from chalicelib.courses.rules.draft import DraftCourse, DraftLesson
from chalicelib.courses.rules.media import Media, MediaKind, MediaState
from chalicelib.courses.rules.upload import require_taken
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
    """How far a file's upload is."""

    media: Media
    parts: Pieces


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
    return _progress(address, media.id)


def show_upload(staff: Staff, address: LessonAddress, media: str) -> UploadProgress:
    """See what has come of a file, with fresh addresses for the rest.

    Raises:
        Refusal: `forbidden`; `not_found`.
    """
    require_province(staff)
    return _progress(address, media)


def complete_upload(staff: Staff, address: LessonAddress, media: str) -> UploadProgress:
    """Put a file together once all of it has come; then it is checked. Again changes nothing.

    Raises:
        Refusal: `forbidden`; `not_found`; `upload_incomplete`, which names the pieces that are missing.
    """
    require_province(staff)
    found = _media(address, media)
    if found.state is MediaState.UPLOADING:
        put_together(course_bucket.media_key(*address, media), found.size)
        keep_media(*address, media, checking)
    return _progress(address, media)


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


def checking(before: Media) -> Media:
    """A file that has come and is looked at; one that is further stays as it is."""
    if before.state is not MediaState.UPLOADING:
        return before
    return msgspec.structs.replace(before, state=MediaState.CHECKING)


def _progress(address: LessonAddress, media: str) -> UploadProgress:
    found = _media(address, media)
    if found.state is not MediaState.UPLOADING:
        return UploadProgress(found, no_pieces(found.size))
    key = course_bucket.media_key(*address, media)
    return UploadProgress(found, open_pieces(key, found.content_type, found.size))


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
