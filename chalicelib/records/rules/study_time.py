"""How study of lessons is kept: what was credited, the place where it goes on, a question of presence (R52)."""

from datetime import datetime

import msgspec


class LessonTime(msgspec.Struct, frozen=True, array_like=True):
    """What is credited of a lesson: whole seconds of it, `from` and `to` one after the other, in order.

    `position` is where its player was last, in seconds.
    """

    position: int = 0
    credited: tuple[int, ...] = ()


class Displaced(msgspec.Struct, frozen=True, array_like=True):
    """A place where study went on until another took over.

    `left`: the seconds that the clock had let pass for it by then, and that nobody was credited.
    """

    place: str
    left: int = 0


class AskedPresence(msgspec.Struct, frozen=True, array_like=True):
    """An open question of presence: which one (`kind`, `shuffle`), and until when it can be answered.

    `before` is what was credited since the last answered one when it was asked first; `wrong` how
    many wrong answers there were.
    """

    id: str
    kind: int
    shuffle: int
    answer_by: datetime
    before: int
    wrong: int = 0


class LessonPart(msgspec.Struct, frozen=True, array_like=True):
    """Seconds `start` to `end` of a lesson."""

    lesson: str
    start: int
    end: int


class Presence(msgspec.Struct, frozen=True, omit_defaults=True):
    """When the next question comes: after `wait` seconds of credit since the last one was answered.

    `unproved` is what was credited since, and is taken back where a question lapses. `is_put_off`: one was due as
    somebody left the page and would not have seen it, so the next report is asked.
    """

    wait: int
    unproved: tuple[LessonPart, ...] = ()
    asked: AskedPresence | None = None
    is_put_off: bool = False

    @property
    def since(self) -> int:
        """Seconds credited since the last answered question."""
        return sum(part.end - part.start for part in self.unproved)


class Studying(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a person's one study clock runs: in which course's progress, under which id it is kept.

    `ids`: the ids of the accounts whose clocks are one with it; one that is merged later is not yet.
    """

    person: str
    year: int
    course: str
    ids: tuple[str, ...]
    version: int = 0
