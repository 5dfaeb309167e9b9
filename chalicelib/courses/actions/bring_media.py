"""Bring a file to a lesson from within: piece by piece, as a browser would, going on where a run broke off (R53)."""

from collections.abc import Iterable

from chalicelib.courses.actions.change_draft import CourseAsked
from chalicelib.courses.actions.keep_media import keep_media
from chalicelib.courses.actions.upload_media import AnnouncedMedia, begin_upload, checking
from chalicelib.courses.gateways import course_bucket
from chalicelib.courses.rules.media import MediaState
from chalicelib.courses.rules.upload import wanted_parts


def bring_media(
    asked: CourseAsked, lesson: str, announced: AnnouncedMedia, content: Iterable[bytes]
) -> None:
    """Take down a file and put it into its place; what has come is passed over, and S3 tells of the whole.

    Raises:
        Refusal: as `begin_upload`.
    """
    media = begin_upload(asked, lesson, announced).media
    if media.state is not MediaState.UPLOADING:
        return
    key = course_bucket.media_key(asked.course, lesson, media.id)
    if not course_bucket.has(key):
        upload = course_bucket.open_upload(key, media.content_type)
        come = {each.number: each.size for each in course_bucket.parts_of(key, upload)}
        pieces = iter(content)
        left = b""
        for number, size in wanted_parts(media.size).items():
            while len(left) < size and (piece := next(pieces, b"")):
                left += piece
            if come.get(number) != size:
                course_bucket.put_part(key, upload, number, left[:size])
            left = left[size:]
        course_bucket.complete_upload(key, upload, course_bucket.parts_of(key, upload))
    keep_media(asked.course, lesson, media.id, checking)
