"""Create a course of a year, with an id of its own or in the place of one that a file brings (R53)."""

from chalicelib.access.staff import require_province
from chalicelib.courses.actions.change_draft import CourseAsked, act_of, get_draft
from chalicelib.courses.rules.course_files import courses_of
from chalicelib.courses.rules.draft import DraftCourse
from chalicelib.courses.rules.drafting import title_faults
from chalicelib.courses.store.drafts import find_course_act, find_draft, put_changed
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.act import What, is_repeat
from chalicelib.platform.rules.refusal import Refusal, several


def create_course(asked: CourseAsked, year: int, title: str) -> DraftCourse:
    """Create a draft without lessons; `asked.course` is the id that it shall have.

    Raises:
        Refusal: `forbidden`; `year_unknown`; `field_invalid` for a year whose public subject nobody
            studies here (R24), or an id that is not of a file of that year's; `course_exists`;
            `idempotency_key_reused`.
    """
    require_province(asked.staff)
    faults = [*title_faults(title)]
    if not courses_of(year):
        why = "该年度的公需科目不在本平台学习，不设课程"
        faults.append(Refusal("field_invalid", field="year", why=why))
    if faults:
        raise several(faults)
    draft = DraftCourse(id=asked.course, year=year, title=title, changed_at=asked.at)

    def once() -> DraftCourse:
        if is_repeat(find_course_act(draft.id, asked.cause.token), asked.cause):
            return get_draft(draft.id)
        if find_draft(draft.id) is not None:
            raise Refusal("course_exists", course=draft.id)
        put_changed(draft, act_of(asked, What.COURSE_CREATED, None, draft))
        return draft

    return settled(once)


def require_of_file(year: int, course: str) -> None:
    """Let a course take no other id than one of its year's files, whose content it then is.

    Raises:
        Refusal: `year_unknown`; `field_invalid`.
    """
    if course not in {each.id for each in courses_of(year)}:
        raise Refusal("field_invalid", field="id", why="不是该年度现有课程的编号；新课程请不填编号")
