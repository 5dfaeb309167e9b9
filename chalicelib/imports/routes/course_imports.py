"""Administrators of the province bring a course that was prepared elsewhere, as a package (R53)."""

from typing import Annotated

from msgspec import Meta

from chalicelib.access.role import Role
from chalicelib.courses.routes.media import PieceAddress, PieceShape
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.told import Code, Id, Instant, Line, Sentences
from chalicelib.http.wire import time_text
from chalicelib.imports.actions.offer_course import (
    OfferedCourse,
    complete_course,
    offer_course,
    show_course,
)
from chalicelib.imports.rules.course_import import CourseImportState

course_imports = Calls(__name__, tag="course_imports")
IMPORTS = "/v1/admin/courses/imports"


class PackageSent(Sent, frozen=True, kw_only=True):
    """A package to come (ZIP), and its bytes."""

    filename: Annotated[str, Meta(min_length=1, max_length=200)]
    size: int


class PackageFaultShape(Answered, frozen=True, kw_only=True):
    """What is wrong with a package: in which file, in which row or lesson of it (null: in none)."""

    file: Line
    row: int | None
    code: Code
    detail: Sentences


class CourseImportShape(Answered, frozen=True, kw_only=True):
    """How far a package is: `uploading`, `reading`, `done` with the draft that was made of it, or `failed`.

    Pieces are put as those of a lesson's file are.
    """

    id: Id
    filename: Line
    size: int
    state: CourseImportState
    course: Id | None
    faults: list[PackageFaultShape]
    offered_at: Instant
    part_size: int
    arrived: list[PieceShape]
    parts: list[PieceAddress]
    expires_at: Instant | None


@course_imports.call(
    "POST",
    IMPORTS,
    who=Role.ADMINISTRATOR,
    body=PackageSent,
    answers=CourseImportShape,
    status=201,
    made_at=IMPORTS + "/{id}",
    refusals=("forbidden", "import_invalid"),
    proved=False,
    summary="导入课程包",
)
def begin(call: Call[PackageSent]) -> CourseImportShape:
    """Announce a package and be told where to put its pieces."""
    sent = call.body
    return _shown(offer_course(call.staff, sent.filename, sent.size, at=call.at, cause=call.cause))


@course_imports.call(
    "GET",
    IMPORTS + "/{id}",
    who=Role.ADMINISTRATOR,
    answers=CourseImportShape,
    refusals=("forbidden",),
    summary="课程包的导入进度及结果",
)
def show(call: Call[None]) -> CourseImportShape:
    """Show how far a package is; where its upload broke off, it goes on with what is missing."""
    return _shown(show_course(call.staff, call.path["id"]))


@course_imports.call(
    "POST",
    IMPORTS + "/{id}/complete",
    who=Role.ADMINISTRATOR,
    answers=CourseImportShape,
    refusals=("forbidden", "upload_incomplete"),
    proved=False,
    summary="完成课程包的上传",
)
def complete(call: Call[None]) -> CourseImportShape:
    """Put a package together once all of its pieces have come; it is read from then on."""
    return _shown(complete_course(call.staff, call.path["id"]))


def _shown(offered: OfferedCourse) -> CourseImportShape:
    job, pieces = offered.job, offered.parts
    ends = [each.expires_at for each in pieces.addresses.values()]
    return CourseImportShape(
        id=job.id,
        filename=job.filename,
        size=job.size,
        state=job.state,
        course=job.course or None,
        faults=[
            PackageFaultShape(
                file=each.file, row=each.row or None, code=each.code, detail=each.detail
            )
            for each in job.faults
        ],
        offered_at=time_text(job.offered_at),
        part_size=pieces.part_size,
        arrived=[PieceShape(number=each.number, size=each.size) for each in pieces.arrived],
        parts=[
            PieceAddress(number=number, url=each.url) for number, each in pieces.addresses.items()
        ],
        expires_at=time_text(min(ends)) if ends else None,
    )
