"""The import of a course as a package: how far it is, and what was wrong with it (R53)."""

from datetime import datetime
from enum import StrEnum

import msgspec

from chalicelib.imports.rules.course_package import PackageFault
from chalicelib.platform.rules.cause import Cause

MOST_BYTES = 4 * 1024**3
"""Of a package."""
PACKAGE_TYPE = "application/zip"


class CourseImportState(StrEnum):
    """How far a package is: on its way, being read, made into a draft, or at fault."""

    UPLOADING = "uploading"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"


class CourseImport(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A package that an administrator announced; `course` is the draft that was made of it."""

    id: str
    filename: str
    size: int
    login: str
    offered_at: datetime
    cause: Cause
    state: CourseImportState = CourseImportState.UPLOADING
    course: str = ""
    faults: tuple[PackageFault, ...] = ()
    version: int = 1

    @property
    def is_settled(self) -> bool:
        """Whether nothing more becomes of it."""
        return self.state in {CourseImportState.DONE, CourseImportState.FAILED}
