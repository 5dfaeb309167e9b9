"""Study of the public subject (公需科目)."""

import msgspec

from chalicelib.access.caller import Who
from chalicelib.courses.actions import ask_courses
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.records.actions.ask_records import YearAsked
from chalicelib.records.actions.get_shown_year import get_shown_year
from chalicelib.study.actions.report_study import report_study
from chalicelib.study.routes import present, shapes
from chalicelib.study.rules.course import studied

study = Calls(__name__, tag="study")

STUDY = ("not_found", "window_not_open", "window_closed", "moved_out")


class CoursesQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which year's courses."""

    year: int


@study.call(
    "GET",
    "/v1/me/courses",
    who=Who.PROFESSIONAL,
    query=CoursesQuery,
    answers=shapes.Courses,
    refusals=("year_unknown",),
    summary="公需科目课程",
)
def list_courses(call: Call[CoursesQuery]) -> shapes.Courses:
    """List a year's courses with one's progress; 2018 and 2019 have none."""
    found = ask_courses.offered(call.query.year)
    if not found:
        return shapes.Courses(items=[], next=None)
    asked = YearAsked(call.query.year, courses=ask_courses.known_ids(call.query.year))
    person_year = get_shown_year(call.person, asked).person_year
    shown = [present.course(each, studied(person_year, each)) for each in found]
    return shapes.Courses(items=shown, next=None)


@study.call(
    "POST",
    "/v1/me/courses/{id}/progress",
    who=Who.PROFESSIONAL,
    body=shapes.ProgressSent,
    answers=shapes.CourseShape,
    refusals=STUDY,
    summary="报告学习进度",
)
def report(call: Call[shapes.ProgressSent]) -> shapes.CourseShape:
    """Credit study time; the report that completes the course accredits its credits."""
    studied = ask_courses.get_course(call.path["id"])
    progress = report_study(call.person, studied, call.body.seconds, at=call.at, cause=call.cause)
    return present.course(studied, progress)
