"""How a lesson with content is shown to who studies it."""

from chalicelib.courses.actions import ask_courses
from chalicelib.http.wire import time_text
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.study.actions.report_lesson import LessonReported
from chalicelib.study.actions.show_lesson import StudiedLesson
from chalicelib.study.routes import shapes_lesson as shapes
from chalicelib.study.rules.lesson_time import done_of, position_in
from chalicelib.study.rules.presence import question_of
from chalicelib.study.rules.stretches import length


def lesson(shown: StudiedLesson) -> shapes.StudiedLessonShape:
    """A lesson with what is credited of it, and where one left off."""
    course, each, progress = shown
    done = done_of(progress, each.id)
    return shapes.StudiedLessonShape(
        id=each.id,
        title=each.title,
        seconds=each.seconds,
        content=each.content,
        done=length(done),
        played=list(done),
        position=position_in(progress, each.id),
        presence=_presence(progress),
        **ask_courses.lesson_content(course, each)._asdict(),
    )


def reported(done: LessonReported) -> shapes.LessonProgress:
    """What became of a report."""
    course, each, progress, elsewhere = done
    played = done_of(progress, each.id)
    return shapes.LessonProgress(
        done=length(played),
        played=list(played),
        seconds_done=progress.seconds,
        seconds_required=course.prescribed(progress),
        complete=course.is_complete(progress),
        chosen=progress.topic or None,
        presence=_presence(progress),
        elsewhere=elsewhere,
    )


def kept(progress: StudyProgress) -> shapes.StudyKept:
    """What is kept of one's study of a course, for who asks for all that is held (R7)."""
    last = progress.last_report_at
    return shapes.StudyKept(
        course=progress.course,
        year=progress.year,
        edition=progress.edition,
        seconds_done=progress.seconds,
        last_report_at=time_text(last) if last else None,
        lessons=[
            shapes.StudiedPart(
                id=name, played=list(done_of(progress, name)), position=each.position
            )
            for name, each in progress.lessons.items()
        ],
    )


def _presence(progress: StudyProgress) -> shapes.PresenceAsked | None:
    asked = progress.presence.asked if progress.presence else None
    if asked is None:
        return None
    question = question_of(asked)
    return shapes.PresenceAsked(
        id=asked.id,
        question=question.text,
        choices=list(question.choices),
        answer_by=time_text(asked.answer_by),
    )
