"""What courses with lessons leave in a store: the part of the province since 0.4.0 that studies and orders papers."""

from collections.abc import Iterator
from typing import Any

from chalicelib.records.rules.progress import StudyProgress
from chalicelib.records.store.years import put_progress
from tests.courses.making import ADMIN, QUESTION, made, path_of, published, sent_of, with_text
from tests.journey.world import Client, World

YEAR = 2021
HOURS = 81_000
COURSES = f"/v1/me/courses?year={YEAR}"
TRANSCRIPTS = "/v1/me/transcripts"
WHO, EXAMINED, ADMINISTRATOR = "qian", "wu", "administrator-440000"


def study(world: World) -> None:
    """A course that is published, one that is drafted, a lesson begun; a transcript."""
    admin = world.administrator()
    course = made(admin, YEAR)
    for seconds in (HOURS - 3600, 3600):
        with_text(admin, course, seconds, f"课时{seconds}")
    course = admin.must("GET", path_of(course))
    bank = {"draw": 4, "questions": [{**QUESTION, "text": f"第{at}题"} for at in range(4)]}
    published(admin, admin.must("PUT", path_of(course), sent_of(course, examination=bank)))
    made(admin, YEAR, title="草拟的课程")
    qian = world.professional(WHO)
    path = f"{_lesson_of(qian)}/progress"
    qian.must("POST", path, {"played": [], "position": 0})
    _examine(world)
    answer = qian.post(TRANSCRIPTS, {"from": 2020, "to": 2021})
    assert answer.status == 202, answer
    world.settle()


def _examine(world: World) -> None:
    """Somebody whose hours are done, an attempt that was not passed, and one that is open."""
    wu = world.professional(EXAMINED)
    course = _course_of(wu)["id"]
    done = StudyProgress(
        person=wu.must("GET", "/v1/me")["id"],
        year=YEAR,
        course=course,
        seconds=HOURS,
        last_report_at=world.now,
        seconds_required=HOURS,
        edition=1,
        version=1,
    )
    put_progress(done, 0)
    path = f"/v1/me/courses/{course}/examination"
    wu.must("POST", path, {"attempt": 1, "answers": {}})
    wu.must("GET", COURSES)


def _course_of(person: Client) -> Any:  # noqa: ANN401 - JSON
    (course,) = (each for each in person.must("GET", COURSES)["items"] if each["lessons"])
    return course


def _lesson_of(person: Client) -> str:
    course = _course_of(person)
    return f"/v1/me/courses/{course['id']}/lessons/{course['lessons'][0]['id']}"


def asked_of_studies(world: World) -> Iterator[tuple[str, str]]:
    """What is asked of courses and papers, and who asks it."""
    admin, person = Client(world, ADMINISTRATOR), Client(world, WHO)
    drafts = f"{ADMIN}?year={YEAR}"
    (transcript,) = person.must("GET", TRANSCRIPTS)["items"]
    yield ADMINISTRATOR, drafts
    for each in admin.must("GET", drafts)["items"]:
        yield ADMINISTRATOR, path_of(each)
        for lesson in admin.must("GET", path_of(each))["lessons"][:1]:
            yield ADMINISTRATOR, path_of(each, "lessons", lesson["id"])
    for path in (COURSES, _lesson_of(person), TRANSCRIPTS, f"{TRANSCRIPTS}/{transcript['id']}"):
        yield WHO, path
    attempts = f"/v1/me/courses/{_course_of(person)['id']}/attempts"
    yield EXAMINED, attempts
    yield "anybody", f"/v1/transcripts/{transcript['number']}"
