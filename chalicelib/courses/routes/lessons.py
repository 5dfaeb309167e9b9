"""Lessons of a draft (R53): added, changed, removed, seen as they would be studied."""

from chalicelib.access.role import Role
from chalicelib.courses.actions.change_lessons import (
    LessonStated,
    add_lesson,
    change_lesson,
    remove_lesson,
)
from chalicelib.courses.actions.read_drafts import preview_lesson, seen
from chalicelib.courses.routes import present, shapes, shapes_sent
from chalicelib.courses.routes.courses import CHANGE, asked_of
from chalicelib.courses.rules.course import Content
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls

lessons = Calls(__name__, tag="lessons")
PATH = "/v1/admin/courses/{id}/lessons"
UNSEEN = tuple(each for each in CHANGE if each != "course_changed")
"""What hinders a change that does not say which version was seen."""


@lessons.call(
    "POST",
    PATH,
    who=Role.ADMINISTRATOR,
    body=shapes_sent.LessonAdded,
    answers=shapes.LessonMade,
    versioned="version",
    conditional=True,
    status=201,
    made_at=PATH + "/{lesson}",
    refusals=UNSEEN,
    proved=False,
    summary="添加课时",
)
def add(call: Call[shapes_sent.LessonAdded]) -> shapes.LessonMade:
    """Add a lesson as the last, and answer the course; a film is uploaded afterwards."""
    sent = call.body
    wanted = LessonStated(sent.title, sent.text, sent.seconds)
    course, added = add_lesson(asked_of(call), Content(sent.content), wanted)
    return present.lesson_made(seen(course), added)


@lessons.call(
    "GET",
    PATH + "/{lesson}",
    who=Role.ADMINISTRATOR,
    answers=shapes.LessonPreview,
    refusals=("forbidden",),
    summary="预览课时",
)
def preview(call: Call[None]) -> shapes.LessonPreview:
    """Show a lesson of the draft as it would be studied."""
    return present.preview(preview_lesson(call.staff, call.path["id"], call.path["lesson"]))


@lessons.call(
    "PUT",
    PATH + "/{lesson}",
    who=Role.ADMINISTRATOR,
    body=shapes_sent.LessonSent,
    answers=shapes.DraftShown,
    versioned="version",
    refusals=CHANGE,
    keyed=True,
    proved=False,
    summary="修改课时",
)
def change(call: Call[shapes_sent.LessonSent]) -> shapes.DraftShown:
    """Change a lesson of the draft; what is published stays until the next edition."""
    sent = call.body
    wanted = LessonStated(sent.title, sent.text, sent.seconds, sent.version)
    return present.draft(seen(change_lesson(asked_of(call), call.path["lesson"], wanted)))


@lessons.call(
    "DELETE",
    PATH + "/{lesson}",
    who=Role.ADMINISTRATOR,
    answers=shapes.DraftShown,
    versioned="version",
    refusals=UNSEEN,
    keyed=True,
    proved=False,
    summary="移除课时",
)
def remove(call: Call[None]) -> shapes.DraftShown:
    """Take a lesson out of the draft; a published edition keeps it."""
    return present.draft(seen(remove_lesson(asked_of(call), call.path["lesson"])))
