"""Add, change and remove lessons of a draft; a published edition keeps its own (R53)."""

from typing import NamedTuple

import msgspec

from chalicelib.courses.actions.change_draft import Changed, CourseAsked, change_draft
from chalicelib.courses.gateways.course_bucket import media_key
from chalicelib.courses.rules.course import Content
from chalicelib.courses.rules.course_id import lesson_id
from chalicelib.courses.rules.draft import DraftCourse, DraftLesson
from chalicelib.courses.rules.drafting import MOST_LESSONS, require_version, title_faults
from chalicelib.courses.rules.media import Media, MediaKind, MediaState
from chalicelib.courses.store.texts import find_markdown, markdown_write
from chalicelib.platform.gateways import messages
from chalicelib.platform.rules.act import What
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal, several
from chalicelib.platform.store.correlation import current_request

MARKDOWN = "text/markdown"


class LessonStated(NamedTuple):
    """A lesson as it is stated; None leaves what is there.

    `seconds` is how long a text takes, 0 says as long as reading it may count; a film has its own.
    `version` is that of the course that was seen, where that matters.
    """

    title: str
    text: str | None = None
    seconds: int | None = None
    version: int | None = None


def add_lesson(
    asked: CourseAsked, content: Content, wanted: LessonStated
) -> tuple[DraftCourse, str]:
    """Add a lesson as the last; the same request again names the same lesson.

    Raises:
        Refusal: as `change_draft`; `field_invalid`.
    """
    added = DraftLesson(id=lesson_id(asked.cause.token), title=wanted.title, content=content)

    def change(draft: DraftCourse) -> Changed:
        if len(draft.lessons) >= MOST_LESSONS:
            raise Refusal("field_invalid", field="lessons", why=f"最多{MOST_LESSONS}课")
        return _stated(asked, draft, added, wanted)

    after = change_draft(asked, What.COURSE_CHANGED, change)
    _let_check(after, added.id)
    return after, added.id


def change_lesson(asked: CourseAsked, lesson: str, wanted: LessonStated) -> DraftCourse:
    """Change a lesson's title, text or seconds; what it shows stays what it is.

    Raises:
        Refusal: as `change_draft`; `not_found`; `field_invalid`; `course_changed`.
    """

    def change(draft: DraftCourse) -> Changed:
        require_version(draft, wanted.version)
        return _stated(asked, draft, _get(draft, lesson), wanted)

    after = change_draft(asked, What.COURSE_CHANGED, change)
    _let_check(after, lesson)
    return after


def remove_lesson(asked: CourseAsked, lesson: str) -> DraftCourse:
    """Take a lesson out of the draft.

    Raises:
        Refusal: as `change_draft`; `not_found`.
    """

    def change(draft: DraftCourse) -> Changed:
        return Changed(draft.without_lesson(_get(draft, lesson).id))

    return change_draft(asked, What.COURSE_CHANGED, change)


def _let_check(draft: DraftCourse, lesson: str) -> None:
    """Have a text checked that is new, or whose order was lost; saving it again orders it again."""
    found = draft.find_lesson(lesson)
    for each in found.media if found else ():
        if each.kind is MediaKind.TEXT and each.state is MediaState.CHECKING:
            messages.send_media(media_key(draft.id, lesson, each.id), current_request())


def _get(draft: DraftCourse, lesson: str) -> DraftLesson:
    found = draft.find_lesson(lesson)
    if found is None:
        raise Refusal("not_found")
    return found


def _stated(
    asked: CourseAsked, draft: DraftCourse, before: DraftLesson, wanted: LessonStated
) -> Changed:
    """The draft with a lesson as it is stated, and the text to write where it is another one."""
    _require_statable(before, wanted)
    seconds = before.declared_seconds if wanted.seconds is None else wanted.seconds
    after = msgspec.structs.replace(before, title=wanted.title, declared_seconds=seconds)
    if wanted.text is None or wanted.text == _written(draft.id, before):
        return Changed(draft.with_lesson(after))
    media = Media(
        id=derived("media", asked.cause.token, length=20),
        kind=MediaKind.TEXT,
        filename="",
        content_type=MARKDOWN,
        size=len(wanted.text.encode()),
        state=MediaState.CHECKING,
    )
    write = markdown_write(draft.id, media.id, wanted.text)
    return Changed(draft.with_lesson(after.with_media(media)), (write,))


def _written(course: str, lesson: DraftLesson) -> str | None:
    """The text that was written last, as it was written."""
    return find_markdown(course, lesson.text.id) if lesson.text else None


def _require_statable(lesson: DraftLesson, wanted: LessonStated) -> None:
    """Refuse a lesson without a title, and text or seconds of a film: all faults at once."""
    of_text = {
        "text": (wanted.text, "视频课时没有正文；请上传视频，说明文字可作为文字稿上传"),
        "seconds": (wanted.seconds, "视频课时的时长由系统从视频读取，不用填写"),
    }
    faults = [*title_faults(wanted.title)]
    if lesson.content is not Content.TEXT:
        faults += [
            Refusal("field_invalid", field=field, why=why)
            for field, (value, why) in of_text.items()
            if value is not None
        ]
    if faults:
        raise several(faults)
