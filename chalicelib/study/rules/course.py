"""The public subject's course (公需科目课程): lessons, examination and honest time (R17).

What a course prescribes, its pass mark and between how many topics there is a choice are figures of
the year's policy; lessons and questions are chalicelib/study/courses/<year>.toml, further topics
<year>-2.toml and so on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import msgspec

from chalicelib.law.rules.data_file import of_file, read_toml
from chalicelib.law.rules.policy import Policy, policy_of, years
from chalicelib.law.rules.reference import slot_of
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.progress import StudyProgress, as_counted, revoked_at

FOLDER = Path(__file__).parent.parent / "courses"
_SECONDS_AN_HOUR = 3600
_FULL_SCORE = 100


@dataclass(frozen=True, slots=True)
class Lesson:
    """A part of a course and its length in seconds."""

    id: str
    title: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its choices; `answer` is the position of the right one, from 0."""

    id: str
    text: str
    choices: tuple[str, ...]
    answer: int


@dataclass(frozen=True, slots=True)
class Examination:
    """The questions of a year whose policy sets a pass mark, in points of 100."""

    pass_mark: int
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A year's course; `seconds_required` are the hours that the policy prescribes.

    `seconds_at_first`: those that its file prescribed before it was mended (R8).
    """

    id: str
    year: int
    title: str
    lessons: tuple[Lesson, ...]
    examination: Examination | None
    seconds_required: int
    seconds_at_first: int

    @property
    def slot(self) -> str:
        """The slot of the record that it leads to, the same for all topics of a year (R16, R17)."""
        return slot_of("public", f"public-{self.year}")

    def prescribed(self, progress: StudyProgress) -> int:
        """The seconds that finish it for somebody: what it was finished with, or today's (R8).

        What was kept before progress said so was counted up to what the file prescribed at first.
        """
        was = progress.seconds_required
        if was is None:
            was = self.seconds_at_first
            return was if progress.seconds == was else self.seconds_required
        return was if progress.seconds >= was else self.seconds_required

    def is_finished(self, progress: StudyProgress) -> bool:
        """Whether the hours are done and, where there is an examination, it is passed (R17)."""
        if progress.seconds < self.prescribed(progress):
            return False
        return self.examination is None or passes(self.examination, progress.score or 0)

    def is_complete(self, progress: StudyProgress) -> bool:
        """Whether its credits count or, while no topic's do, it is finished (R17).

        What it was finished with is enough for ever: nobody's finished course reopens (R8).
        """
        return progress.topic == self.id if progress.topic else self.is_finished(progress)


class _File(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    title: str
    lesson: tuple[Lesson, ...]
    question: tuple[Question, ...] = ()


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
        int(hours * _SECONDS_AN_HOUR) for hours in (policy.public_hours, policy.public_hours_before)
    )
    if sum(lesson.seconds for lesson in contents.lesson) != seconds:
        raise Refusal("policy_invalid", year=year, why=f"课程时长不等于规定的{seconds}秒")
    if (policy.pass_mark is None) == bool(contents.question):
        raise Refusal("policy_invalid", year=year, why="及格线和考题须同时规定")
    examination = Examination(policy.pass_mark, contents.question) if policy.pass_mark else None
    lessons = contents.lesson
    return Course(contents.id, year, contents.title, lessons, examination, seconds, at_first)


def course(course_id: str) -> Course:
    """The course of that id, of whatever year; Refusal not_found."""
    for year in years():
        for each in courses_of(year):
            if each.id == course_id:
                return each
    raise Refusal("not_found")


def credited(
    progress_seconds: int,
    reported: int,
    last_report_at: datetime | None,
    at: datetime,
    required: int,
) -> int:
    """The seconds done after a report, never more than the server's clock let pass (R17).

    The first report starts the clock and credits nothing, nor does one from before the last.
    """
    if last_report_at is None:
        return progress_seconds
    passed = (at - last_report_at) // timedelta(seconds=1)
    gained = max(0, min(reported, passed))
    return max(progress_seconds, min(required, progress_seconds + gained))


def score(examination: Examination, answers: Mapping[str, int]) -> int:
    """Points of 100 for the answers (position of the choice by question id), cut to a whole.

    A question left out is answered wrongly.

    Raises:
        Refusal: field_unknown for a question that was not asked, field_invalid for an answer that
            is none of its choices.
    """
    asked = {question.id: question for question in examination.questions}
    for question_id, answer in answers.items():
        if question_id not in asked:
            raise Refusal("field_unknown", field=f"answers.{question_id}")
        last = len(asked[question_id].choices) - 1
        if not 0 <= answer <= last:
            why = f"应为0至{last}的选项序号"
            raise Refusal("field_invalid", field=f"answers.{question_id}", why=why)
    right = sum(answers.get(each.id) == each.answer for each in asked.values())
    return right * _FULL_SCORE // len(asked)


def passes(examination: Examination, points: int) -> bool:
    """Whether the points reach the pass mark."""
    return points >= examination.pass_mark


def studied(person_year: PersonYear, one: Course) -> StudyProgress:
    """A person's progress in a course as it counts now; none is a fresh one."""
    fresh = StudyProgress(person=person_year.professional.id, year=one.year, course=one.id)
    found = [each for each in person_year.progress if each.course == one.id] or [fresh]
    record, revoked = person_year.in_slot(one.slot), revoked_at(person_year.records, one.id)
    # Of merged accounts each may have begun: the further one goes on; both clocks may have run at once.
    counted = (as_counted(each, record, revoked) for each in found)
    return max(counted, key=lambda each: (each.seconds, each.score or 0))
