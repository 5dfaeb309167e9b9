"""What administrators send of courses, in the HTTP contract (R53)."""

from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.courses.rules.draft import Bank, BankQuestion
from chalicelib.courses.rules.drafting import MOST_LESSONS, MOST_QUESTIONS, Stated
from chalicelib.http.received import Paging
from chalicelib.http.shapes import Sent
from chalicelib.http.texts import KIND, Long, PrintedText, Reasons, Short, Text
from chalicelib.platform.rules.text import TextKind

MOST_CHARACTERS = 60_000
"""Of a lesson's text: some three hours of reading."""
MOST_SECONDS = 86_400

Markdown = Annotated[str, Meta(max_length=MOST_CHARACTERS, extra={KIND: TextKind.LINES})]
Seconds = Annotated[int, Meta(ge=0, le=MOST_SECONDS)]
Version = Annotated[int, Meta(ge=1)]


class DraftsQuery(Paging, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which year's courses."""

    year: int


class CourseCreated(Sent, frozen=True, kw_only=True):
    """A course to make; with the `id` of a course that the year has already, its content."""

    year: int
    title: PrintedText
    id: Short | None = None


class BankQuestionSent(Sent, frozen=True, kw_only=True):
    """A question; without an id it is a new one. `answer` is the right choice's position, from 0."""

    id: Short = ""
    text: Long
    choices: list[Text]
    answer: int
    explanation: Reasons = ""


class BankSent(Sent, frozen=True, kw_only=True):
    """The questions of an examination, of which `draw` are asked at once."""

    draw: Annotated[int, Meta(ge=1, le=MOST_QUESTIONS)]
    questions: Annotated[list[BankQuestionSent], Meta(max_length=MOST_QUESTIONS)]

    @property
    def bank(self) -> Bank:
        """The bank as it was sent; what it says is not checked yet."""
        questions = tuple(
            BankQuestion(
                id=each.id,
                text=each.text,
                choices=tuple(each.choices),
                answer=each.answer,
                explanation=each.explanation,
            )
            for each in self.questions
        )
        return Bank(draw=self.draw, questions=questions)


class CourseSent(Sent, frozen=True, kw_only=True):
    """A course as a whole: all of its lessons' ids in their order. `version` is the one that was seen."""

    version: Version
    title: PrintedText
    lessons: Annotated[list[Short], Meta(max_length=MOST_LESSONS)]
    examination: BankSent | None

    @property
    def stated(self) -> Stated:
        """The course as it was sent; what it says is not checked yet."""
        bank = self.examination.bank if self.examination else None
        return Stated(title=self.title, lessons=tuple(self.lessons), examination=bank)


class LessonAdded(Sent, frozen=True, kw_only=True):
    """A lesson to add as the last. A text takes `seconds`; without them as long as it may."""

    title: Text
    content: Literal["video", "text"]
    text: Markdown | None = None
    seconds: Seconds | None = None


class LessonSent(Sent, frozen=True, kw_only=True):
    """A lesson's title, and of a text what it says and how long it takes; what is left out stays.

    `version` is that of the course that was seen, refused if it has been changed meanwhile.
    """

    title: Text
    text: Markdown | None = None
    seconds: Seconds | None = None
    version: Version | None = None


class VersionSent(Sent, frozen=True, kw_only=True):
    """The version of a course that was seen."""

    version: Version
