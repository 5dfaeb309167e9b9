"""Examinations of the public subject (公需科目): an attempt is handed in, what was handed in is read."""

from chalicelib.access.caller import Who
from chalicelib.courses.actions import ask_courses
from chalicelib.courses.rules.course_id import find_course_year
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import cut, read_cursor
from chalicelib.http.received import Paging
from chalicelib.law.rules.policy import years
from chalicelib.people.routes.people import own_profile
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.study.actions.take_examination import ExaminationPaper, take_examination
from chalicelib.study.routes import present
from chalicelib.study.routes.present_examination import attempts, examined
from chalicelib.study.routes.shapes_examination import AnswersSent, Attempts, Examined
from chalicelib.study.routes.study import STUDY
from chalicelib.study.store.attempts import AttemptPlace, find_attempts, place_of

examinations = Calls(__name__, tag="study")


@examinations.call(
    "POST",
    "/v1/me/courses/{id}/examination",
    who=Who.PROFESSIONAL,
    body=AnswersSent,
    answers=Examined,
    refusals=(
        *STUDY,
        "examination_absent",
        "course_unfinished",
        "attempt_over",
        "attempt_unknown",
        "attempts_exhausted",
    ),
    summary="提交考试答案",
)
def examine(call: Call[AnswersSent]) -> Examined:
    """Mark an attempt and keep it, with what was right and why; the best score counts."""
    paper = ExaminationPaper(call.body.answers, call.body.attempt)
    taken = take_examination(call.person, call.path["id"], paper, at=call.at, cause=call.cause)
    return examined(present.course(taken.course, taken.progress), taken.attempt)


@examinations.call(
    "GET",
    "/v1/me/courses/{id}/attempts",
    who=Who.PROFESSIONAL,
    query=Paging,
    answers=Attempts,
    refusals=("not_found", "not_enrolled", "cursor_invalid"),
    summary="考试记录",
)
def list_attempts(call: Call[Paging]) -> Attempts:
    """List one's attempts at a course's examination, the latest first, with what was right and why."""
    course, asked = call.path["id"], call.query
    year, after = find_course_year(course), read_cursor(asked.cursor, AttemptPlace)
    if year not in years() or course not in ask_courses.known_ids(year):
        raise Refusal("not_found")
    people = own_profile(call.person).ids
    found = find_attempts(people, year, course, after, asked.limit + 1)
    page, following = cut(found, asked.limit, lambda each: place_of(each, people))
    return Attempts(items=attempts(page), next=following)
