"""Somebody studies a course to its end over the HTTP interface, the clock moved between the reports.

A course without content is reported in seconds; one with content lesson by lesson, as a player does: what was
played, and the answer to each question of presence as soon as it is asked.
"""

from datetime import datetime, timedelta

from local.client import Answer, Client

REPORT_SECONDS = 900


def study_course(person: Client, course: Answer, clock: datetime) -> tuple[Answer, datetime]:
    """Study a course to its end; the last answer, and what the clock shows then.

    Args:
        person: who studies.
        course: as the list of courses has it.
        clock: what the clock shows at the beginning.
    """
    if all(each["content"] == "none" for each in course["lessons"]):
        return _by_seconds(person, course, clock)
    return _by_lessons(person, course, clock)


def _by_seconds(person: Client, course: Answer, clock: datetime) -> tuple[Answer, datetime]:
    path = f"/v1/me/courses/{course['id']}/progress"
    course = person.post(path, {"seconds": 0})
    while not course["complete"]:
        clock = _later(person, clock)
        course = person.post(path, {"seconds": REPORT_SECONDS})
    return course, clock


def _by_lessons(person: Client, course: Answer, clock: datetime) -> tuple[Answer, datetime]:
    told: Answer = {"presence": None}
    for lesson in course["lessons"]:
        path = f"/v1/me/courses/{course['id']}/lessons/{lesson['id']}/progress"
        told = person.post(path, {"played": [], **_answer(told)})
        while told["done"] < lesson["seconds"] and not told["complete"]:
            clock = _later(person, clock)
            until = min(told["done"] + REPORT_SECONDS, lesson["seconds"])
            told = person.post(path, {"played": [[told["done"], until]], **_answer(told)})
    if told["presence"]:
        told = person.post(path, {"played": [], **_answer(told)})
    return told, clock


def _answer(told: Answer) -> Answer:
    """The answer to an open question: the choice that stands in its text."""
    asked = told["presence"]
    if asked is None:
        return {}
    choice = max((each for each in asked["choices"] if each in asked["question"]), key=len)
    return {"presence": {"id": asked["id"], "choice": choice}}


def _later(person: Client, clock: datetime) -> datetime:
    clock += timedelta(seconds=REPORT_SECONDS)
    person.send("PUT", "/dev/clock", {"now": clock.isoformat()})
    return clock
