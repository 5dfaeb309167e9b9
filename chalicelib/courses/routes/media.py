"""Administrators of the province upload what the lessons of a course show, piece by piece (R53)."""

from typing import Annotated

from msgspec import Meta

from chalicelib.access.role import Role
from chalicelib.courses.actions.read_drafts import seen
from chalicelib.courses.actions.upload_media import (
    AnnouncedMedia,
    LessonAddress,
    UploadProgress,
    begin_upload,
    complete_upload,
    drop_upload,
    show_upload,
)
from chalicelib.courses.routes import present
from chalicelib.courses.routes.courses import asked_of
from chalicelib.courses.routes.shapes import DraftShown, MediaFaultShown
from chalicelib.courses.rules.media import MediaKind, MediaState
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.texts import Short
from chalicelib.http.told import Id, Instant, Line, MediaType, Url
from chalicelib.http.wire import time_text

course_media = Calls(__name__, tag="course_media")
MEDIA = "/v1/admin/courses/{id}/lessons/{lesson}/media"
OF_MEDIA = MEDIA + "/{upload}"


class MediaSent(Sent, frozen=True, kw_only=True):
    """A file to come: what it is to the lesson, its name on the page, its type, its size in bytes."""

    kind: MediaKind
    filename: Annotated[str, Meta(min_length=1, max_length=200)]
    content_type: Short
    size: int


class PieceShape(Answered, frozen=True, kw_only=True):
    """A piece that has come, by its number from 1, and its bytes."""

    number: int
    size: int


class PieceAddress(Answered, frozen=True, kw_only=True):
    """Where a piece is put: a PUT of its bytes and nothing else."""

    number: int
    url: Url


class MediaUpload(Answered, frozen=True, kw_only=True):
    """How far a file is: `uploading`, `checking`, `ready` or `refused` with its faults.

    All pieces but the last have `part_size` bytes. `parts` are the addresses of those that are missing, and
    hold until `expires_at`; then others are to be had here. Of what has come nothing is sent again.
    """

    upload: Id
    kind: MediaKind
    filename: Line
    content_type: MediaType
    size: int
    state: MediaState
    seconds: int
    faults: list[MediaFaultShown]
    part_size: int
    arrived: list[PieceShape]
    parts: list[PieceAddress]
    expires_at: Instant | None


@course_media.call(
    "POST",
    MEDIA,
    who=Role.ADMINISTRATOR,
    body=MediaSent,
    answers=MediaUpload,
    status=201,
    made_at=OF_MEDIA,
    refusals=("not_found", "media_not_taken", "course_too_large"),
    proved=False,
    summary="上传课时的文件",
)
def begin(call: Call[MediaSent]) -> MediaUpload:
    """Announce a file of a lesson and be told where to put its pieces."""
    sent = call.body
    announced = AnnouncedMedia(sent.kind, sent.filename, sent.content_type, sent.size)
    return _shown(begin_upload(asked_of(call), call.path["lesson"], announced))


@course_media.call(
    "GET",
    OF_MEDIA,
    who=Role.ADMINISTRATOR,
    answers=MediaUpload,
    refusals=("not_found",),
    summary="课时文件的上传进度及检查结果",
)
def show(call: Call[None]) -> MediaUpload:
    """Show how far a file is; where it broke off, it goes on with what is missing."""
    return _shown(show_upload(call.staff, _lesson(call), call.path["upload"]))


@course_media.call(
    "POST",
    OF_MEDIA + "/complete",
    who=Role.ADMINISTRATOR,
    answers=MediaUpload,
    refusals=("not_found", "upload_incomplete"),
    proved=False,
    summary="完成课时文件的上传",
)
def complete(call: Call[None]) -> MediaUpload:
    """Put a file together once all of its pieces have come; it is checked from then on."""
    return _shown(complete_upload(call.staff, _lesson(call), call.path["upload"]))


@course_media.call(
    "DELETE",
    OF_MEDIA,
    who=Role.ADMINISTRATOR,
    answers=DraftShown,
    versioned="version",
    refusals=("not_found", "course_too_large"),
    keyed=True,
    proved=False,
    summary="移除课时的文件",
)
def drop(call: Call[None]) -> DraftShown:
    """Take a file away from the draft, and answer the course; a published edition keeps it."""
    return present.draft(
        seen(drop_upload(asked_of(call), call.path["lesson"], call.path["upload"]))
    )


def _lesson(call: Call[None]) -> LessonAddress:
    return LessonAddress(call.path["id"], call.path["lesson"])


def _shown(upload: UploadProgress) -> MediaUpload:
    media, pieces = upload.media, upload.parts
    ends = [each.expires_at for each in pieces.addresses.values()]
    return MediaUpload(
        upload=media.id,
        kind=media.kind,
        filename=media.filename,
        content_type=media.content_type,
        size=media.size,
        state=media.state,
        seconds=media.seconds,
        faults=[MediaFaultShown(code=each.code, detail=each.detail) for each in media.faults],
        part_size=pieces.part_size,
        arrived=[PieceShape(number=each.number, size=each.size) for each in pieces.arrived],
        parts=[
            PieceAddress(number=number, url=each.url) for number, each in pieces.addresses.items()
        ],
        expires_at=time_text(min(ends)) if ends else None,
    )
