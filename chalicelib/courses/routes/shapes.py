"""Courses as administrators make them, in the HTTP contract (R53); a lesson as it is studied (R52)."""

from chalicelib.courses.rules.course import Content
from chalicelib.courses.rules.draft import CourseState, LessonState
from chalicelib.courses.rules.media import MediaKind, MediaState
from chalicelib.http.shapes import Answered
from chalicelib.http.told import By, Code, Id, Instant, Line, MediaType, Next, Sentences, Url


class FaultShown(Answered, frozen=True, kw_only=True):
    """What is wrong, where, and what to do; `field` is `lessons`, `lessons.<id>` or `examination`."""

    field: Line
    code: Code
    detail: Sentences


class MediaFaultShown(Answered, frozen=True, kw_only=True):
    """What is wrong with a file, and what to do."""

    code: Code
    detail: Sentences


class MediaShown(Answered, frozen=True, kw_only=True):
    """A file of a lesson; `size` in bytes."""

    id: Id
    kind: MediaKind
    filename: Line
    content_type: MediaType
    size: int
    state: MediaState
    seconds: int | None
    faults: list[MediaFaultShown]


class DraftLessonShown(Answered, frozen=True, kw_only=True):
    """A lesson of a draft; `seconds` is 0 until they are known, `faults` those of its files."""

    id: Id
    title: Line
    content: Content
    seconds: int
    state: LessonState
    faults: list[MediaFaultShown]
    media: list[MediaShown]


class BankQuestionShown(Answered, frozen=True, kw_only=True):
    """A question with its right answer's position, from 0."""

    id: Id
    text: Sentences
    choices: list[Line]
    answer: int
    explanation: Sentences


class BankShown(Answered, frozen=True, kw_only=True):
    """The questions of an examination, of which `draw` are asked at once."""

    draw: int
    questions: list[BankQuestionShown]


class PublishedShown(Answered, frozen=True, kw_only=True):
    """The edition that was published last; `changed`: the draft is another by now."""

    edition: int
    at: Instant
    by: By
    changed: bool


class DraftRow(Answered, frozen=True, kw_only=True):
    """A course in a list. `edition` is the one published last, 0 before."""

    id: Id
    year: int
    title: Line
    state: CourseState
    edition: int
    lessons: int
    seconds: int
    seconds_required: int
    changed_at: Instant


class FileCourse(Answered, frozen=True, kw_only=True):
    """A course that a release brings without content; a course of the same id gives it some, or has."""

    id: Id
    title: Line


class Drafts(Answered, frozen=True, kw_only=True):
    """A year's courses."""

    items: list[DraftRow]
    next: Next | None
    files: list[FileCourse]


class DraftShown(Answered, frozen=True, kw_only=True):
    """A course as administrators make it; `faults` say why it cannot be published as it is.

    `pass_mark` and `questions` are what the year says of an examination: null that it has none, or leaves to
    the course how many questions are drawn.
    """

    id: Id
    year: int
    title: Line
    state: CourseState
    edition: int
    seconds: int
    seconds_required: int
    pass_mark: int | None
    questions: int | None
    changed_at: Instant
    version: int
    lessons: list[DraftLessonShown]
    examination: BankShown | None
    faults: list[FaultShown]
    published: PublishedShown | None


class LessonMade(DraftShown, frozen=True, kw_only=True):
    """A course after a lesson was added, and the id of that lesson."""

    lesson: Id


class LessonContentShape(Answered, frozen=True, kw_only=True):
    """A lesson as a player shows it: `url` of a film, signed and good for ranges, or `html` of a text.

    `done` are the seconds credited, `played` which ones, `position` where one left off. Addresses hold
    until `expires_at`.
    """

    id: Id
    title: Line
    seconds: int
    content: Content
    done: int
    url: Url | None
    html: str | None
    captions: Url | None
    poster: Url | None
    transcript: Url | None
    played: list[tuple[int, int]]
    position: int
    expires_at: Instant | None


class LessonPreview(LessonContentShape, frozen=True, kw_only=True):
    """A lesson of a draft as it would be studied, how far it is, and its text as it was written."""

    state: LessonState
    faults: list[MediaFaultShown]
    media: list[MediaShown]
    text: Sentences | None
