"""An edition of a course: what was published, as it was; nothing of it ever changes (R53)."""

from datetime import datetime

import msgspec

from chalicelib.courses.rules.course import (
    Content,
    Course,
    Examination,
    Lesson,
    Question,
    examination_of,
)
from chalicelib.courses.rules.draft import Bank
from chalicelib.courses.rules.media import Media
from chalicelib.law.rules.policy import policy_of
from chalicelib.platform.rules.cause import Actor


class EditionLesson(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A lesson as it was published."""

    id: str
    title: str
    content: Content
    seconds: int
    media: tuple[Media, ...]


class Edition(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A course as it was published: by whom, when."""

    course: str
    year: int
    edition: int
    title: str
    lessons: tuple[EditionLesson, ...]
    examination: Bank | None = None
    by: Actor
    at: datetime

    @property
    def seconds(self) -> int:
        """How long its lessons take in all: what it prescribes, for ever (R8)."""
        return sum(each.seconds for each in self.lessons)

    def has_content_of(self, other: "Edition") -> bool:
        """Whether somebody who studies sees the same in both."""
        return self == msgspec.structs.replace(other, edition=self.edition, by=self.by, at=self.at)

    @property
    def as_course(self) -> Course:
        """The course that is studied; what passes its examination is a figure of the year (R17)."""
        lessons = tuple(
            Lesson(each.id, each.title, each.seconds, each.content, each.media)
            for each in self.lessons
        )
        return Course(
            self.course,
            self.year,
            self.title,
            lessons,
            _examination(self.examination, self.year),
            seconds_required=self.seconds,
            seconds_at_first=self.seconds,
            edition=self.edition,
        )


def _examination(bank: Bank | None, year: int) -> Examination | None:
    if bank is None:
        return None
    questions = tuple(Question(**msgspec.structs.asdict(each)) for each in bank.questions)
    return examination_of(policy_of(year), questions, bank.draw)


class Offered(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a year offers to newcomers: courses with their editions. `known` were ever offered."""

    year: int
    offered: tuple[tuple[str, int], ...] = ()
    known: tuple[str, ...] = ()
    version: int = 0

    def find_edition(self, course: str) -> int | None:
        """Which edition of a course newcomers get, if any."""
        return dict(self.offered).get(course)

    def with_edition(self, course: str, edition: int) -> "Offered":
        """The year with a course's newest edition on offer, in the place of an older one."""
        offered = dict(self.offered) | {course: edition}
        known = tuple(dict.fromkeys((*self.known, course)))
        return Offered(self.year, tuple(offered.items()), known, self.version + 1)

    def without(self, course: str) -> "Offered":
        """The year without a course that was withdrawn; who began it goes on."""
        left = tuple(each for each in self.offered if each[0] != course)
        return Offered(self.year, left, self.known, self.version + 1)
