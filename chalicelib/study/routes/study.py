"""Study of the public subject (公需科目)."""

from chalicelib.access.caller import Who
from chalicelib.courses.actions import ask_courses
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import cut_whole
from chalicelib.http.received import WholePaging
from chalicelib.records.actions.ask_records import YearAsked
from chalicelib.records.actions.get_shown_year import get_shown_year
from chalicelib.study.actions.ask_study import studied_courses
from chalicelib.study.actions.report_study import report_study
from chalicelib.study.routes import present, shapes

study = Calls(__name__, tag="study")

STUDY = ("not_found", "window_not_open", "window_closed", "moved_out")


class CoursesQuery(WholePaging, frozen=True, kw_only=True):
    """Which year's courses."""

    year: int


@study.call(
    "GET",
    "/v1/me/courses",
    who=Who.PROFESSIONAL,
    query=CoursesQuery,
    answers=shapes.Courses,
    refusals=("year_unknown", "cursor_invalid"),
    summary="公需科目课程",
)
def list_courses(call: Call[CoursesQuery]) -> shapes.Courses:
    """List a year's courses with one's progress; 2018 and 2019 have none."""
    year = call.query.year
    known = ask_courses.known_ids(year)
    if not known:
        return shapes.Courses(items=[], next=None)
    person_year = get_shown_year(call.person, YearAsked(year, courses=known)).person_year
    shown = [present.course(*each) for each in studied_courses(person_year, year, call.at)]
    page, following = cut_whole(shown, call.query, lambda each: each.id)
    return shapes.Courses(items=list(page), next=following)


@study.call(
    "POST",
    "/v1/me/courses/{id}/progress",
    who=Who.PROFESSIONAL,
    body=shapes.ProgressSent,
    answers=shapes.CourseShape,
    refusals=(*STUDY, "course_has_content"),
    summary="报告学习进度",
)
def report(call: Call[shapes.ProgressSent]) -> shapes.CourseShape:
    """Credit study time; the report that completes the course accredits its credits."""
    done = report_study(
        call.person, call.path["id"], call.body.seconds, at=call.at, cause=call.cause
    )
    return present.course(done.course, done.progress, elsewhere=done.elsewhere)
