"""How courses are shown to administrators, and a lesson to whoever plays it."""

from collections.abc import Sequence

import msgspec

from chalicelib.courses.actions.read_drafts import DraftPage, DraftSeen, LessonSeen
from chalicelib.courses.routes import shapes
from chalicelib.courses.rules.draft import Bank, DraftCourse, DraftLesson
from chalicelib.courses.rules.media import Media, MediaFault
from chalicelib.http.cursor import next_cursor
from chalicelib.http.wire import time_text


def drafts(page: DraftPage) -> shapes.Drafts:
    """A page of a year's courses, and those that a release brings, whose ids a course may have taken."""
    return shapes.Drafts(
        items=[_row(each) for each in page.found],
        next=next_cursor(page.last),
        files=[shapes.FileCourse(id=each.id, title=each.title) for each in page.files],
    )


def _row(seen: DraftSeen) -> shapes.DraftRow:
    draft = seen.draft
    return shapes.DraftRow(
        id=draft.id,
        year=draft.year,
        title=draft.title,
        state=draft.state,
        edition=draft.edition,
        lessons=len(draft.lessons),
        seconds=draft.seconds,
        seconds_required=seen.seconds_required,
        changed_at=time_text(draft.changed_at),
    )


def draft(seen: DraftSeen) -> shapes.DraftShown:
    """A course as administrators make it."""
    shown = seen.draft
    return shapes.DraftShown(
        id=shown.id,
        year=shown.year,
        title=shown.title,
        state=shown.state,
        edition=shown.edition,
        seconds=shown.seconds,
        seconds_required=seen.seconds_required,
        pass_mark=seen.pass_mark,
        questions=seen.questions,
        changed_at=time_text(shown.changed_at),
        version=shown.version,
        lessons=[_lesson(each) for each in shown.lessons],
        examination=_bank(shown.examination) if shown.examination else None,
        faults=[
            shapes.FaultShown(field=each.field, code=each.code, detail=each.detail)
            for each in seen.faults
        ],
        published=_published(shown),
    )


def lesson_made(seen: DraftSeen, lesson: str) -> shapes.LessonMade:
    """A course after a lesson was added."""
    return shapes.LessonMade(**msgspec.structs.asdict(draft(seen)), lesson=lesson)


def _lesson(shown: DraftLesson) -> shapes.DraftLessonShown:
    """A lesson of a draft."""
    return shapes.DraftLessonShown(
        id=shown.id,
        title=shown.title,
        content=shown.content,
        seconds=shown.seconds,
        state=shown.state,
        faults=_faults(shown.faults),
        media=[_media(each) for each in shown.media],
    )


def preview(seen: LessonSeen) -> shapes.LessonPreview:
    """A lesson of a draft as it would be studied: nothing of it is done."""
    shown, content = seen.lesson, seen.content
    return shapes.LessonPreview(
        id=shown.id,
        title=shown.title,
        seconds=shown.seconds,
        content=shown.content,
        done=0,
        played=[],
        position=0,
        **content._asdict(),
        state=shown.state,
        faults=_faults(shown.faults),
        media=[_media(each) for each in shown.media],
        text=seen.text,
    )


def _media(shown: Media) -> shapes.MediaShown:
    return shapes.MediaShown(
        id=shown.id,
        kind=shown.kind,
        filename=shown.filename,
        content_type=shown.content_type,
        size=shown.size,
        state=shown.state,
        seconds=shown.seconds or None,
        faults=_faults(shown.faults),
    )


def _faults(shown: Sequence[MediaFault]) -> list[shapes.MediaFaultShown]:
    return [shapes.MediaFaultShown(code=each.code, detail=each.detail) for each in shown]


def _bank(shown: Bank) -> shapes.BankShown:
    questions = [
        shapes.BankQuestionShown(
            id=each.id,
            text=each.text,
            choices=list(each.choices),
            answer=each.answer,
            explanation=each.explanation,
        )
        for each in shown.questions
    ]
    return shapes.BankShown(draw=shown.draw, questions=questions)


def _published(shown: DraftCourse) -> shapes.PublishedShown | None:
    told = shown.published
    if told is None:
        return None
    return shapes.PublishedShown(
        edition=told.edition,
        at=time_text(told.at),
        by=f"{told.by.party}:{told.by.territory}",
        changed=shown.is_changed,
    )
