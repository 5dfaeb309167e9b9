"""Whether a draft may be published, and what becomes of it: an edition that never changes (R53)."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

import msgspec

from chalicelib.courses.rules.course_files import SECONDS_AN_HOUR
from chalicelib.courses.rules.draft import Bank, DraftCourse, DraftLesson, LessonState, Published
from chalicelib.courses.rules.edition import Edition, EditionLesson
from chalicelib.law.rules.policy import Policy
from chalicelib.platform.rules.cause import Actor
from chalicelib.platform.rules.refusal import Refusal

_WHY_NOT_READY = {
    LessonState.EMPTY: "还没有内容，请上传视频或填写正文",
    LessonState.UPLOADING: "有文件尚未上传完，请上传完或移除",
    LessonState.CHECKING: "有内容正在检查，请稍候",
    LessonState.REFUSED: "有内容未通过检查，请按检查结果更换或移除",
}


class CourseFault(msgspec.Struct, frozen=True):
    """Why a draft cannot be published: which part, a stable code, what it is and what to do."""

    field: str
    code: str
    detail: str


def seconds_required(policy: Policy) -> int:
    """The seconds that the lessons of a year's course must come to (R17)."""
    return int(policy.public_hours * SECONDS_AN_HOUR)


def faults_of(draft: DraftCourse, policy: Policy) -> tuple[CourseFault, ...]:
    """All that hinders a draft from being published; nothing where it may be."""
    if not draft.lessons:
        return (CourseFault("lessons", "lessons_missing", "还没有课时，请先添加课时。"),)
    return (
        *(fault for each in draft.lessons for fault in _lesson_faults(each)),
        *_seconds_faults(draft.seconds, seconds_required(policy)),
        *_examination_faults(draft.examination, policy),
    )


def require_publishable(draft: DraftCourse, policy: Policy) -> None:
    """Refuse to publish what is not whole: `course_incomplete` with all faults."""
    if faults := faults_of(draft, policy):
        why = "；".join(each.detail.rstrip("。") for each in faults)
        told = [msgspec.structs.asdict(each) for each in faults]
        raise Refusal("course_incomplete", why=why, faults=told)


def _lesson_faults(lesson: DraftLesson) -> Iterator[CourseFault]:
    field, named = f"lessons.{lesson.id}", f"课时「{lesson.title}」"
    if lesson.state is not LessonState.READY:
        why = _WHY_NOT_READY[lesson.state]
        yield CourseFault(field, "lesson_not_ready", f"{named}{why}。")
    elif lesson.seconds > lesson.most_seconds:
        yield CourseFault(
            field,
            "lesson_too_long",
            f"{named}的正文按每5个字1秒最多计{lesson.most_seconds}秒，现为{lesson.seconds}秒，"
            "请补充正文或减少时长。",
        )


def _seconds_faults(seconds: int, required: int) -> Iterator[CourseFault]:
    hours = f"该年度规定{required}秒（{_hours(required)}小时），现共{seconds}秒"
    if seconds < required:
        more = required - seconds
        yield CourseFault(
            "lessons", "seconds_missing", f"{hours}，还差{more}秒，请增加课时或内容。"
        )
    if seconds > required:
        less = seconds - required
        yield CourseFault("lessons", "seconds_exceeded", f"{hours}，多出{less}秒，请减少课时。")


def _examination_faults(bank: Bank | None, policy: Policy) -> Iterator[CourseFault]:
    if policy.pass_mark is None:
        if bank is not None:
            detail = "该年度没有规定考试的及格线，课程不设考试，请移除题库。"
            yield CourseFault("examination", "examination_unwanted", detail)
    elif bank is None:
        detail = f"该年度规定考试（{policy.pass_mark}分及格），请添加题库。"
        yield CourseFault("examination", "examination_missing", detail)
    elif len(bank.questions) < (draw := policy.questions or bank.draw):
        detail = f"每次考试抽{draw}题，题库只有{len(bank.questions)}题，请补充考题"
        detail += "。" if policy.questions else "或减少抽题数。"
        yield CourseFault("examination", "questions_missing", detail)


def _hours(seconds: int) -> str:
    return f"{(Decimal(seconds) / SECONDS_AN_HOUR).normalize():f}"


def edition_of(draft: DraftCourse, edition: int, *, by: Actor, at: datetime) -> Edition:
    """What is published of a draft: what is ready of its lessons, in their order."""
    lessons = tuple(
        EditionLesson(
            id=each.id,
            title=each.title,
            content=each.content,
            seconds=each.seconds,
            media=each.ready,
        )
        for each in draft.lessons
    )
    return Edition(
        course=draft.id,
        year=draft.year,
        edition=edition,
        title=draft.title,
        lessons=lessons,
        examination=draft.examination,
        by=by,
        at=at,
    )


def published(draft: DraftCourse, edition: Edition, revision: int) -> DraftCourse:
    """The draft once the edition is on offer; `revision` is the one that it is kept under."""
    told = Published(edition=edition.edition, at=edition.at, by=edition.by, revision=revision)
    return msgspec.structs.replace(draft, published=told, is_withdrawn=False)


def withdrawn(draft: DraftCourse, revision: int) -> DraftCourse:
    """The draft once newcomers do not get it any more; withdrawing is no change of what it is.

    Raises:
        Refusal: `course_not_published`, where there is nothing on offer.
    """
    if draft.published is None or draft.is_withdrawn:
        raise Refusal("course_not_published")
    told = draft.published
    if not draft.is_changed:
        told = msgspec.structs.replace(told, revision=revision)
    return msgspec.structs.replace(draft, is_withdrawn=True, published=told)
