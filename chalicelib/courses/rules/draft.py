"""A course as the province's administrators make it: a draft, out of which editions are published (R53).

A draft has two counters. `version` is that of what people changed, told to clients: who changes it
says which one they saw. `revision` counts every write, those of checked files too, and is what writes
are conditional on. So a film that was checked meanwhile makes nobody's page stale.
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from chalicelib.courses.rules.course import Content
from chalicelib.courses.rules.media import Media, MediaFault, MediaKind, MediaState
from chalicelib.platform.rules.cause import Actor


class CourseState(StrEnum):
    """What has become of a course: never published, published, or withdrawn from newcomers."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class LessonState(StrEnum):
    """How far what a lesson shows is."""

    EMPTY = "empty"
    UPLOADING = "uploading"
    CHECKING = "checking"
    READY = "ready"
    REFUSED = "refused"


_SHOWN_BY = {Content.VIDEO: MediaKind.VIDEO, Content.TEXT: MediaKind.TEXT}
_BEFORE_READY = (LessonState.REFUSED, LessonState.UPLOADING, LessonState.CHECKING)


class DraftLesson(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A lesson of a draft. `declared_seconds` is how long a text is said to take; a film has its own.

    Of a text 0 says: as long as reading it may count at most.

    Of each kind `media` has one file that is ready at most, and one that is on its way to replace it or
    was refused; of pictures one of each file name.
    """

    id: str
    title: str
    content: Content
    declared_seconds: int = 0
    media: tuple[Media, ...] = ()

    @property
    def shown(self) -> Media | None:
        """The film or text that is ready, if it is."""
        wanted = _SHOWN_BY.get(self.content)
        return next((each for each in self.ready if each.kind is wanted), None)

    @property
    def ready(self) -> tuple[Media, ...]:
        """The files that an edition takes over."""
        return tuple(each for each in self.media if each.state is MediaState.READY)

    @property
    def text(self) -> Media | None:
        """The text that was written last, however far it is."""
        texts = [each for each in self.media if each.kind is MediaKind.TEXT]
        return texts[-1] if texts else None

    @property
    def seconds(self) -> int:
        """How long it takes: what is declared of a text, what was measured of a film; 0 before."""
        return self.declared_seconds or self.most_seconds

    @property
    def most_seconds(self) -> int:
        """How long it may take at most: a film's own length, of a text what reading it may count."""
        return self.shown.seconds if self.shown else 0

    @property
    def state(self) -> LessonState:
        """How far it is: whatever is refused or on its way goes before what is ready."""
        states = {LessonState(each.state) for each in self.media}
        for state in _BEFORE_READY:
            if state in states:
                return state
        return LessonState.READY if self.shown else LessonState.EMPTY

    @property
    def faults(self) -> tuple[MediaFault, ...]:
        """What is wrong with its files."""
        return tuple(fault for each in self.media for fault in each.faults)

    def with_media(self, media: Media) -> "DraftLesson":
        """The lesson with a file that is new, or is further on its way.

        One that is ready takes the place of all others that it replaces; one that is not yet, of those
        alone that are not ready either.
        """

        def gives_way(other: Media) -> bool:
            if other.id == media.id:
                return True
            is_ready = MediaState.READY in {media.state, other.state}
            return _replaces(media, other) and (media.state is MediaState.READY or not is_ready)

        left = tuple(each for each in self.media if not gives_way(each))
        return msgspec.structs.replace(self, media=(*left, media))

    def without_media(self, media: str) -> "DraftLesson":
        """The lesson without a file; one that it does not have changes nothing."""
        left = tuple(each for each in self.media if each.id != media)
        return msgspec.structs.replace(self, media=left)


def _replaces(media: Media, other: Media) -> bool:
    """Whether a lesson shows one of the two alone: one of a kind, of pictures one of a name."""
    if media.kind is not other.kind:
        return False
    return media.kind is not MediaKind.PICTURE or media.filename == other.filename


class BankQuestion(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A question of a bank: `answer` is the position of the right choice, from 0."""

    id: str
    text: str
    choices: tuple[str, ...]
    answer: int
    explanation: str = ""


class Bank(msgspec.Struct, frozen=True, kw_only=True):
    """The questions of an examination, of which `draw` are asked at once."""

    draw: int
    questions: tuple[BankQuestion, ...] = ()


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """Which edition was published last, when and by whom; `revision` is the draft's afterwards."""

    edition: int
    at: datetime
    by: Actor
    revision: int


class DraftCourse(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A course as administrators make it."""

    id: str
    year: int
    title: str
    lessons: tuple[DraftLesson, ...] = ()
    examination: Bank | None = None
    published: Published | None = None
    is_withdrawn: bool = False
    changed_at: datetime
    version: int = 1
    revision: int = 1

    @property
    def state(self) -> CourseState:
        """What has become of it."""
        if self.published is None:
            return CourseState.DRAFT
        return CourseState.WITHDRAWN if self.is_withdrawn else CourseState.PUBLISHED

    @property
    def is_changed(self) -> bool:
        """Whether anything was changed since it was published."""
        return self.published is not None and self.published.revision != self.revision

    @property
    def edition(self) -> int:
        """The edition that was published last; 0 before the first."""
        return self.published.edition if self.published else 0

    @property
    def seconds(self) -> int:
        """How long its lessons take in all."""
        return sum(each.seconds for each in self.lessons)

    def find_lesson(self, lesson: str) -> DraftLesson | None:
        """The lesson of that id, if it has one."""
        return next((each for each in self.lessons if each.id == lesson), None)

    def without_lesson(self, lesson: str) -> "DraftCourse":
        """The course without a lesson."""
        left = tuple(each for each in self.lessons if each.id != lesson)
        return msgspec.structs.replace(self, lessons=left)

    def with_lesson(self, lesson: DraftLesson) -> "DraftCourse":
        """The course with a lesson in the place of the one of its id, or as its last."""
        if self.find_lesson(lesson.id) is None:
            return msgspec.structs.replace(self, lessons=(*self.lessons, lesson))
        lessons = tuple(lesson if each.id == lesson.id else each for each in self.lessons)
        return msgspec.structs.replace(self, lessons=lessons)
