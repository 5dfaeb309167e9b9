"""A course of the public subject (公需科目课程): lessons and examination, as one studies it (R17, R52).

It comes from a file, as edition 0 and without content, or from the province's administrators, as one of
its published editions, which never change.
"""

from enum import StrEnum

import msgspec

from chalicelib.courses.rules.media import Media
from chalicelib.law.rules.policy import Policy
from chalicelib.law.rules.reference import slot_of
from chalicelib.records.rules.progress import StudyProgress

OF_FILE = 0
"""The edition that a course's file is; what administrators publish begins with 1."""


class Content(StrEnum):
    """What a lesson shows: nothing, of a file; a film; a text with pictures."""

    NONE = "none"
    VIDEO = "video"
    TEXT = "text"


class Lesson(msgspec.Struct, frozen=True):
    """A part of a course and its length in seconds; `media` is what it shows."""

    id: str
    title: str
    seconds: int
    content: Content = Content.NONE
    media: tuple[Media, ...] = ()


class Question(msgspec.Struct, frozen=True):
    """A question with its choices; `answer` is the position of the right one, from 0."""

    id: str
    text: str
    choices: tuple[str, ...]
    answer: int
    explanation: str = ""


class Examination(msgspec.Struct, frozen=True):
    """The questions of a year whose policy sets a pass mark, in points of 100.

    `draw`: how many of them are asked at once; 0 says all. `attempts`: how many attempts there are, None
    for any number.
    """

    pass_mark: int
    questions: tuple[Question, ...]
    draw: int = 0
    attempts: int | None = None


class Course(msgspec.Struct, frozen=True):
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
    edition: int = OF_FILE

    @property
    def has_content(self) -> bool:
        """Whether its lessons show something, so that time is earned lesson by lesson (R52)."""
        return self.edition != OF_FILE

    @property
    def slot(self) -> str:
        """The slot of the record that it leads to, the same for all topics of a year (R16, R17)."""
        return slot_of("public", f"public-{self.year}")

    def find_lesson(self, lesson: str) -> Lesson | None:
        """The lesson of that id, if it has one."""
        return next((each for each in self.lessons if each.id == lesson), None)

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
        """Whether the hours are done and, where there is an examination, it is passed (R17).

        Not while a question of presence is open: what was credited since the last one may be taken back (R52).
        """
        if progress.seconds < self.prescribed(progress) or progress.is_asked:
            return False
        return self.examination is None or passes(self.examination, progress.score or 0)

    def is_complete(self, progress: StudyProgress) -> bool:
        """Whether its credits count or, while no topic's do, it is finished (R17).

        What it was finished with is enough for ever: nobody's finished course reopens (R8).
        """
        return progress.topic == self.id if progress.topic else self.is_finished(progress)


def examination_of(
    policy: Policy, questions: tuple[Question, ...], draw: int = 0
) -> Examination | None:
    """An examination as the year's figures have it, which go before its own `draw` (R17, R52).

    None where they set no pass mark.
    """
    if policy.pass_mark is None:
        return None
    return Examination(policy.pass_mark, questions, policy.questions or draw, policy.attempts)


def passes(examination: Examination, points: int) -> bool:
    """Whether the points reach the pass mark."""
    return points >= examination.pass_mark
