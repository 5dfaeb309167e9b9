"""The province's administrators make courses (R53): draft, lessons, preview, publish, withdraw."""

from typing import TypeVar

from chalicelib.access.role import Role
from chalicelib.courses.actions.change_course import change_course
from chalicelib.courses.actions.change_draft import CourseAsked
from chalicelib.courses.actions.create_course import create_course, require_of_file
from chalicelib.courses.actions.publish_course import publish_course, withdraw_course
from chalicelib.courses.actions.read_drafts import read_draft, read_drafts, seen
from chalicelib.courses.routes import present, shapes, shapes_sent
from chalicelib.courses.rules.course_id import course_id
from chalicelib.courses.store.drafts import DraftPlace
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import read_cursor
from chalicelib.http.shapes import Reasoned
from chalicelib.platform.rules.text import require_reason

T = TypeVar("T")
courses = Calls(__name__, tag="courses")
PATH = "/v1/admin/courses"
CHANGE = ("forbidden", "course_changed", "course_too_large")
"""What hinders any change of a course."""


def asked_of(call: Call[T], reason: str = "") -> CourseAsked:
    """What a call asks of the course that its path names."""
    return CourseAsked(call.staff, call.path["id"], call.at, call.cause, reason, call.seen)


@courses.call(
    "GET",
    PATH,
    who=Role.ADMINISTRATOR,
    query=shapes_sent.DraftsQuery,
    answers=shapes.Drafts,
    refusals=("year_unknown", "cursor_invalid", "forbidden"),
    summary="年度的课程",
)
def list_courses(call: Call[shapes_sent.DraftsQuery]) -> shapes.Drafts:
    """List the courses of a year, drafts and what is published."""
    asked = call.query
    after = read_cursor(asked.cursor, DraftPlace)
    return present.drafts(read_drafts(call.staff, asked.year, after, asked.limit))


@courses.call(
    "POST",
    PATH,
    who=Role.ADMINISTRATOR,
    body=shapes_sent.CourseCreated,
    answers=shapes.DraftShown,
    versioned="version",
    status=201,
    made_at=PATH + "/{id}",
    refusals=("year_unknown", "course_exists", "forbidden"),
    proved=False,
    summary="新建课程",
)
def create(call: Call[shapes_sent.CourseCreated]) -> shapes.DraftShown:
    """Make a course without lessons, or one that is to give a course of that year its content."""
    sent = call.body
    if sent.id is not None:
        require_of_file(sent.year, sent.id)
    named = sent.id or course_id(sent.year, call.cause.token)
    asked = CourseAsked(call.staff, named, call.at, call.cause)
    return present.draft(seen(create_course(asked, sent.year, sent.title)))


@courses.call(
    "GET",
    PATH + "/{id}",
    who=Role.ADMINISTRATOR,
    answers=shapes.DraftShown,
    versioned="version",
    refusals=("forbidden",),
    summary="查看课程",
)
def show(call: Call[None]) -> shapes.DraftShown:
    """Show a course with its lessons and questions, and why it cannot be published yet."""
    return present.draft(read_draft(call.staff, call.path["id"]))


@courses.call(
    "PUT",
    PATH + "/{id}",
    who=Role.ADMINISTRATOR,
    body=shapes_sent.CourseSent,
    answers=shapes.DraftShown,
    versioned="version",
    refusals=CHANGE,
    keyed=True,
    proved=False,
    summary="修改课程的标题、课时顺序和题库",
)
def change(call: Call[shapes_sent.CourseSent]) -> shapes.DraftShown:
    """Keep title, order and questions of a draft; what is published stays until the next edition."""
    sent = call.body
    return present.draft(seen(change_course(asked_of(call), sent.stated, sent.version)))


@courses.call(
    "POST",
    PATH + "/{id}/publish",
    who=Role.ADMINISTRATOR,
    body=shapes_sent.VersionSent,
    answers=shapes.DraftShown,
    versioned="version",
    conditional=True,
    refusals=(*CHANGE, "course_incomplete"),
    proved=False,
    summary="发布课程",
)
def publish(call: Call[shapes_sent.VersionSent]) -> shapes.DraftShown:
    """Offer the draft to newcomers as an edition that never changes."""
    return present.draft(seen(publish_course(asked_of(call), call.body.version)))


@courses.call(
    "POST",
    PATH + "/{id}/withdraw",
    who=Role.ADMINISTRATOR,
    body=Reasoned,
    answers=shapes.DraftShown,
    versioned="version",
    conditional=True,
    refusals=("forbidden", "course_not_published", "course_too_large", "reason_required"),
    proved=False,
    summary="撤下课程",
)
def withdraw(call: Call[Reasoned]) -> shapes.DraftShown:
    """Offer a course to newcomers no more; who has begun it goes on."""
    reason = require_reason(call.body.why, "撤下课程")
    return present.draft(seen(withdraw_course(asked_of(call, reason))))
