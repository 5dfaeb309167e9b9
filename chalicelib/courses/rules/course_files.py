"""The courses that a deployment brings, chalicelib/courses/years/<year>.toml, further topics <year>-2.toml.

What a course prescribes, its pass mark and between how many topics there is a choice are figures of
the year's policy; the files have lessons and questions, and no content.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from chalicelib.courses.rules.course import Course, Lesson, Question, examination_of
from chalicelib.law.rules.data_file import of_file, read_toml
from chalicelib.law.rules.policy import Policy, policy_of, years
from chalicelib.platform.rules.refusal import Refusal

FOLDER = Path(__file__).parent.parent / "years"
SECONDS_AN_HOUR = 3600


class _Lesson(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    title: str
    seconds: int


class _Question(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    text: str
    choices: tuple[str, ...]
    answer: int
    explanation: str = ""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    title: str
    lesson: tuple[_Lesson, ...]
    question: tuple[_Question, ...] = ()

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        return tuple(Lesson(each.id, each.title, each.seconds) for each in self.lesson)

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(Question(**msgspec.structs.asdict(each)) for each in self.question)


@cache
def courses_of(year: int) -> tuple[Course, ...]:
    """The year's courses; none for 2018 and 2019, whose public subject cannot be made up (R24).

    Where there are several, they are topics of which one is chosen.

    Raises:
        Refusal: year_unknown; policy_invalid, which names the file at fault.
    """
    policy = policy_of(year)
    files = sorted(FOLDER.glob(f"{year}*.toml"), key=lambda file: file.stem)
    if not files:
        return ()
    require_topics(policy, len(files))
    return tuple(_read(policy, file) for file in files)


def find_file_course(course: str) -> Course | None:
    """The course of that id, of whatever year, if a file brings it."""
    of_all = (each for year in years() for each in courses_of(year))
    return next((each for each in of_all if each.id == course), None)


def _read(policy: Policy, file: Path) -> Course:
    """Read a course's file; what is wrong with it is told with its name."""
    try:
        return _course(policy, file)
    except Refusal as refusal:
        raise of_file(refusal, file) from refusal


def _course(policy: Policy, file: Path) -> Course:
    try:
        return parse_course(policy, read_toml(file))
    except (ValueError, msgspec.ValidationError) as fault:
        raise Refusal("policy_invalid", year=policy.year, why=str(fault)) from fault


def require_topics(policy: Policy, courses: int) -> None:
    """Refuse a year that has not as many topics as its policy says (R17): policy_invalid."""
    if courses != policy.topics:
        why = f"应有{policy.topics}个公需科目专题，实有{courses}个"
        raise of_file(Refusal("policy_invalid", year=policy.year, why=why), FOLDER)


def parse_course(policy: Policy, document: Mapping[str, object]) -> Course:
    """Read a course's document, as TOML gives it, for the year of the policy.

    Raises:
        Refusal: policy_invalid where the lessons do not add up to the hours prescribed, or there
            are questions without a pass mark or a pass mark without questions.
        msgspec.ValidationError: for a document of another form.
    """
    contents = msgspec.convert(document, _File)
    year = policy.year
    seconds, at_first = (
        int(hours * SECONDS_AN_HOUR) for hours in (policy.public_hours, policy.public_hours_before)
    )
    if sum(lesson.seconds for lesson in contents.lesson) != seconds:
        raise Refusal("policy_invalid", year=year, why=f"课程时长不等于规定的{seconds}秒")
    if (policy.pass_mark is None) == bool(contents.question):
        raise Refusal("policy_invalid", year=year, why="及格线和考题须同时规定")
    examination = examination_of(policy, contents.questions)
    return Course(
        contents.id, year, contents.title, contents.lessons, examination, seconds, at_first
    )
