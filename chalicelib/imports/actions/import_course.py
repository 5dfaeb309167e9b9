"""Make a draft course of a package (ZIP) that was prepared elsewhere (R53).

All that is wrong with the package is told at once, by file and row, and then nothing is made of it. Else every
step is known by the import and its place: a run that breaks off anywhere, or has no time left, is gone on
from, and files that have come are not brought again. What the files are is checked afterwards, as if each
had been uploaded by itself.
"""

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from chalicelib.access.role import Role
from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import PROVINCE
from chalicelib.courses.actions.bring_media import bring_media
from chalicelib.courses.actions.change_course import change_course
from chalicelib.courses.actions.change_draft import CourseAsked, get_draft
from chalicelib.courses.actions.change_lessons import LessonStated, add_lesson
from chalicelib.courses.actions.check_media import MOST_TRIES
from chalicelib.courses.actions.create_course import create_course, require_of_file
from chalicelib.courses.actions.upload_media import AnnouncedMedia
from chalicelib.courses.gateways import course_bucket
from chalicelib.courses.rules.course import Content
from chalicelib.courses.rules.course_id import course_id
from chalicelib.courses.rules.draft import Bank, DraftCourse
from chalicelib.courses.rules.drafting import Stated
from chalicelib.imports.actions.read_course_package import OpenedPackage, opened_package
from chalicelib.imports.rules.course_import import CourseImport, CourseImportState
from chalicelib.imports.rules.course_package import (
    PackagedLesson,
    PackageFault,
    content_type_of,
)
from chalicelib.imports.store import course_imports
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal

StillTime = Callable[[], bool]


class OutOfTimeError(Exception):
    """A run has no time left; the next one goes on where it stopped."""


def import_course(
    job: str, tries: int = 1, still_time: StillTime = lambda: True
) -> CourseImport | None:
    """Make the draft of a package that has come, unless that is done; None if nobody announced it.

    Args:
        job: the import's id.
        tries: how often the package has been brought here, this time included.
        still_time: whether there is time left.

    Raises:
        OutOfTimeError: the next run goes on.
    """
    kept = course_imports.find_import(job)
    if kept is None or kept.is_settled:
        return kept
    if tries > MOST_TRIES:
        return _ended(job, CourseImportState.FAILED, faults=(_died(kept),))
    try:
        key = course_bucket.package_key(job)
        stored = course_bucket.get_stored(key)
        with opened_package(key, stored, kept.offered_at, still_time) as opened:
            made = _Making(kept, opened, still_time).made_course() if not opened.faults else None
    except Refusal as refusal:
        faults = (PackageFault(kept.filename, refusal.code, refusal.detail),)
        return _ended(job, CourseImportState.FAILED, faults=faults)
    if made is None:
        return _ended(job, CourseImportState.FAILED, faults=opened.faults)
    return _ended(job, CourseImportState.DONE, course=made.id)


def _died(job: CourseImport) -> PackageFault:
    detail = "读取时多次中断，压缩包可能已损坏；请重新打包后上传。"
    return PackageFault(job.filename, "check_failed", detail)


def _ended(job: str, state: CourseImportState, **changes: object) -> CourseImport | None:
    """Keep how an import ended; what had ended stays as it is."""

    def once() -> CourseImport | None:
        kept = course_imports.find_import(job)
        if kept is None or kept.is_settled:
            return kept
        after = msgspec.structs.replace(kept, state=state, version=kept.version + 1, **changes)
        course_imports.put_import(after)
        return after

    return settled(once)


class _Making(NamedTuple):
    """The making of a course of a package, step by step."""

    job: CourseImport
    opened: OpenedPackage
    still_time: StillTime

    def made_course(self) -> DraftCourse:
        """Make the draft, its lessons, their files, its bank.

        Raises:
            OutOfTimeError: there is no time left, also in the midst of a file.
            Refusal: as the verbs that make them.
        """
        try:
            return self._steps()
        except Refusal as refusal:
            if self.still_time():
                raise
            raise OutOfTimeError from refusal

    def _steps(self) -> DraftCourse:
        package = self.opened.package
        if package.id:
            require_of_file(package.year, package.id)
        named = package.id or course_id(package.year, self._cause("course").token)
        draft = create_course(self._asked(named, "course"), package.year, package.title)
        for number, lesson in enumerate(package.lesson, 1):
            draft = self._lesson_made(draft.id, number, lesson)
        if not self.opened.questions:
            return draft
        bank = Bank(draw=package.draw, questions=self.opened.questions)
        order = tuple(each.id for each in draft.lessons)
        wanted = Stated(title=draft.title, lessons=order, examination=bank)
        seen = get_draft(draft.id).version
        return change_course(self._asked(draft.id, "bank"), wanted, seen)

    def _lesson_made(self, course: str, number: int, lesson: PackagedLesson) -> DraftCourse:
        content = Content.TEXT if lesson.text else Content.VIDEO
        stated = LessonStated(lesson.title)
        if lesson.text:
            text = self.opened.texts[number]
            stated = LessonStated(lesson.title, text, lesson.seconds)
        draft, added = add_lesson(self._asked(course, f"lesson {number}"), content, stated)
        for kind, path in lesson.files:
            if not self.still_time():
                raise OutOfTimeError
            content_type = content_type_of(kind, path) or ""
            size = self.opened.size_of(path)
            announced = AnnouncedMedia(kind, path.rpartition("/")[2], content_type, size)
            asked = self._asked(course, f"lesson {number} {kind} {path}")
            bring_media(asked, added, announced, self.opened.content_of(path))
        return draft

    def _asked(self, course: str, step: str) -> CourseAsked:
        staff = Staff(self.job.login, Role.ADMINISTRATOR, PROVINCE)
        return CourseAsked(staff, course, self.job.offered_at, self._cause(step))

    def _cause(self, step: str) -> Cause:
        return Cause(derived("course import", self.job.id, step, length=32))
