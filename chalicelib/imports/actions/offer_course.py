"""Offer the import of a course: where an administrator of the province puts its package, piece by piece (R53)."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from chalicelib.access.staff import Staff, require_province
from chalicelib.courses.actions.pieces import Pieces, no_pieces, open_pieces, put_together
from chalicelib.courses.gateways.course_bucket import package_key
from chalicelib.imports.rules.course_import import (
    MOST_BYTES,
    PACKAGE_TYPE,
    CourseImport,
    CourseImportState,
)
from chalicelib.imports.store import course_imports
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause, repeats
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal


class OfferedCourse(NamedTuple):
    """An import, and how far the upload of its package is."""

    job: CourseImport
    parts: Pieces


def offer_course(
    staff: Staff, filename: str, size: int, *, at: datetime, cause: Cause
) -> OfferedCourse:
    """Take down that a package is to come; the same request again goes on with the same upload.

    Raises:
        Refusal: `forbidden`; `import_invalid` for what is no ZIP by its name, or too large;
            `idempotency_key_reused`.
    """
    require_province(staff)
    if not filename.lower().endswith(".zip"):
        raise Refusal("import_invalid", field="filename", why="应为.zip文件")
    if not 0 < size <= MOST_BYTES:
        why = f"大小应为1字节至{MOST_BYTES // 1024**3} GB"
        raise Refusal("import_invalid", field="size", why=why)
    job = CourseImport(
        id=derived("course import", cause.token),
        filename=filename,
        size=size,
        login=staff.login,
        offered_at=at,
        cause=cause,
    )

    def once() -> CourseImport:
        kept = course_imports.find_import(job.id)
        if kept is not None and repeats([kept.cause], cause):
            return kept
        course_imports.put_import(job)
        return job

    return _offered(settled(once))


def show_course(staff: Staff, job: str) -> OfferedCourse:
    """See how far an import is.

    Raises:
        Refusal: `forbidden`; `not_found`.
    """
    require_province(staff)
    return _offered(_get(job))


def complete_course(staff: Staff, job: str) -> OfferedCourse:
    """Put a package together once all of it has come; then it is read. Again changes nothing.

    Raises:
        Refusal: `forbidden`; `not_found`; `upload_incomplete`, which names the pieces that are missing.
    """
    require_province(staff)
    kept = _get(job)
    if kept.state is CourseImportState.UPLOADING:
        put_together(package_key(job), kept.size)
    return _offered(settled(lambda: _reading(job)))


def _reading(job: str) -> CourseImport:
    kept = _get(job)
    if kept.state is not CourseImportState.UPLOADING:
        return kept
    after = msgspec.structs.replace(kept, state=CourseImportState.READING, version=kept.version + 1)
    course_imports.put_import(after)
    return after


def _get(job: str) -> CourseImport:
    kept = course_imports.find_import(job)
    if kept is None:
        raise Refusal("not_found")
    return kept


def _offered(job: CourseImport) -> OfferedCourse:
    if job.state is not CourseImportState.UPLOADING:
        return OfferedCourse(job, no_pieces(job.size))
    return OfferedCourse(job, open_pieces(package_key(job.id), PACKAGE_TYPE, job.size))
