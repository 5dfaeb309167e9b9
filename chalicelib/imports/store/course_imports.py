"""Imports of courses, one item each."""

from chalicelib.imports.rules.course_import import CourseImport
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import RegistryItem, conflicts, find, is_still_at, read


def find_import(job: str) -> CourseImport | None:
    """Read an import, strongly consistent."""
    item = find(RegistryItem, f"JOB#{job}", "PACKAGE")
    return read(item, CourseImport) if item else None


def put_import(job: CourseImport) -> None:
    """Write an import, one version after what was read; the first is new.

    Raises:
        Conflict: it has changed meanwhile, or is there already.
    """
    item = RegistryItem(pk=f"JOB#{job.id}", sk="PACKAGE", version=job.version, body=keep(job))
    with conflicts():
        item.save(condition=is_still_at(job.version - 1))
