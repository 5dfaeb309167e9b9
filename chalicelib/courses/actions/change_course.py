"""Change a draft as a whole: its title, the order of its lessons, its questions (R53)."""

from chalicelib.courses.actions.change_draft import Changed, CourseAsked, change_draft
from chalicelib.courses.rules.draft import DraftCourse
from chalicelib.courses.rules.drafting import Stated, require_version, stated
from chalicelib.platform.rules.act import What


def change_course(asked: CourseAsked, wanted: Stated, version: int) -> DraftCourse:
    """Keep a draft as it is stated; what is published stays as it is until the next edition.

    Raises:
        Refusal: as `change_draft` and `stated`; `course_changed` where `version` is not today's.
    """

    def change(draft: DraftCourse) -> Changed:
        require_version(draft, version)
        return Changed(stated(draft, wanted, cause=asked.cause))

    return change_draft(asked, What.COURSE_CHANGED, change)
