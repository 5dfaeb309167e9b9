"""Lessons with content (R52): what one shows, and reports of what was played."""

from chalicelib.access.caller import Who
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.study.actions.report_lesson import LessonPlayed, report_lesson
from chalicelib.study.actions.show_lesson import show_lesson
from chalicelib.study.routes import present_lesson as present
from chalicelib.study.routes.shapes_lesson import (
    LessonProgress,
    LessonProgressSent,
    StudiedLessonShape,
)
from chalicelib.study.routes.study import STUDY
from chalicelib.study.rules.presence import PresenceAnswer

studied_lessons = Calls(__name__, tag="study")


@studied_lessons.call(
    "GET",
    "/v1/me/courses/{id}/lessons/{lesson}",
    who=Who.PROFESSIONAL,
    answers=StudiedLessonShape,
    refusals=("not_found", "not_enrolled", "course_without_content"),
    summary="课程的一节：播放内容与学习位置",
)
def get_lesson(call: Call[None]) -> StudiedLessonShape:
    """Show a lesson: its film or text, what is credited of it, where one left off."""
    return present.lesson(
        show_lesson(call.person, call.path["id"], call.path["lesson"], at=call.at)
    )


@studied_lessons.call(
    "POST",
    "/v1/me/courses/{id}/lessons/{lesson}/progress",
    who=Who.PROFESSIONAL,
    body=LessonProgressSent,
    answers=LessonProgress,
    refusals=(*STUDY, "course_without_content"),
    summary="报告一节课的播放情况",
)
def report_played(call: Call[LessonProgressSent]) -> LessonProgress:
    """Credit what was played; the report that completes the course accredits its credits."""
    body, answer = call.body, call.body.presence
    told = LessonPlayed(
        body.played,
        body.position,
        body.place,
        PresenceAnswer(answer.id, answer.choice) if answer else None,
        body.leaving,
    )
    course, lesson = call.path["id"], call.path["lesson"]
    return present.reported(
        report_lesson(call.person, course, lesson, told, at=call.at, cause=call.cause)
    )
