"""What somebody did in a course, as statements for a learning platform elsewhere (xAPI 1.0.3, ADL).

Who completed it, and each attempt at its examination, passed or failed. Statements name nobody: the
actor is the account of an opaque id on this platform. Each bears a name that is the same however often it
is told, from which its UUID is made: whoever reads a file twice has nothing twice.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from chalicelib.study.rules.attempt import Attempt

PLATFORM = "广东省会计专业技术人员继续教育学习平台"
VERBS = "http://adlnet.gov/expapi/verbs/"
COURSE_TYPE = "http://adlnet.gov/expapi/activities/course"
LANGUAGE = "zh-CN"
_WORDS = {"completed": "学完", "passed": "考试合格", "failed": "考试不合格"}
FULL_SCORE = 100

Members = dict[str, object]
"""Members of a statement as JSON has them."""


class ToldCourse(NamedTuple):
    """The course that statements are about; `site` is the platform's public address."""

    site: str
    id: str
    title: str


class Completion(NamedTuple):
    """When the credits of a course were earned, after how many seconds of study, of which edition."""

    at: datetime
    seconds: int
    edition: int


class ToldPerson(NamedTuple):
    """One's study of a course: `id` is the account's, `key` the id under which it was kept then."""

    id: str
    key: str
    completion: Completion | None
    attempts: tuple[Attempt, ...]


class NamedStatement(NamedTuple):
    """A statement without its id, and the name that its id is made from."""

    name: str
    members: Members


def statements(about: ToldCourse, person: ToldPerson) -> Iterator[NamedStatement]:
    """What a person did, in the order in which it was done."""
    told = [_of_attempt(about, person, each) for each in person.attempts]
    if person.completion:
        told.append(_of_completion(about, person, person.completion))
    for _, statement in sorted(told, key=lambda each: each[0]):
        yield statement


def _of_attempt(
    about: ToldCourse, person: ToldPerson, attempt: Attempt
) -> tuple[datetime, NamedStatement]:
    result: Members = {
        "score": {
            "scaled": attempt.score / FULL_SCORE,
            "raw": attempt.score,
            "min": 0,
            "max": FULL_SCORE,
        },
        "success": attempt.passed,
        "duration": duration(attempt.seconds),
    }
    verb = "passed" if attempt.passed else "failed"
    members = _members(about, person, verb, result, attempt.at, attempt.edition)
    return attempt.at, NamedStatement(_name(about, person, f"attempt/{attempt.number}"), members)


def _of_completion(
    about: ToldCourse, person: ToldPerson, done: Completion
) -> tuple[datetime, NamedStatement]:
    result: Members = {"completion": True, "duration": duration(done.seconds)}
    members = _members(about, person, "completed", result, done.at, done.edition)
    name = _name(about, person, f"completed/{timestamp(done.at)}")
    return done.at, NamedStatement(name, members)


def _members(
    about: ToldCourse,
    person: ToldPerson,
    verb: str,
    result: Members,
    at: datetime,
    edition: int,
) -> Members:
    return {
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": about.site, "name": person.id},
        },
        "verb": {"id": VERBS + verb, "display": {LANGUAGE: _WORDS[verb], "en-US": verb}},
        "object": {
            "objectType": "Activity",
            "id": activity_of(about),
            "definition": {"type": COURSE_TYPE, "name": {LANGUAGE: about.title}},
        },
        "result": result,
        "context": {"platform": PLATFORM, "revision": str(edition), "language": LANGUAGE},
        "timestamp": timestamp(at),
    }


def activity_of(about: ToldCourse) -> str:
    """The id of a course elsewhere: an address of this platform that is only this course's."""
    return f"{about.site}/courses/{about.id}"


def _name(about: ToldCourse, person: ToldPerson, what: str) -> str:
    return f"{activity_of(about)}/{person.key}/{what}"


def timestamp(at: datetime) -> str:
    """An instant in UTC with milliseconds, as ISO 8601 has it."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def duration(seconds: int) -> str:
    """Whole seconds as a duration of ISO 8601, in hours, minutes and seconds."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "H"), (minutes, "M"), (rest, "S"))
    written = "".join(f"{count}{unit}" for count, unit in parts if count)
    return f"PT{written or '0S'}"
