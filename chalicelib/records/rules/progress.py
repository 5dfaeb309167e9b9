"""Progress of a public-subject course (公需科目): what the platform's clock has let pass (R17, R52)."""

from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from chalicelib.platform.rules.cause import Cause
from chalicelib.records.rules.record import Record, RecordSource
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.study_time import Displaced, LessonTime, Presence

_EVER = datetime.min.replace(tzinfo=UTC)


class StudyProgress(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How far one person is in one course. `causes` are the latest reports, for repeats.

    `seconds` never exceeds what passed between reports by the server's clock; the first report
    starts the clock. `score` is the best examination so far, 0 to 100. `seconds_required` is what the
    course prescribed for this person when it was kept: one that is finished keeps it (R8). `topic` is
    the course whose credits count for the year, be it this one or another that was chosen.
    `begun_anew_at` is when the credits that it led to were revoked: it counts from there anew.
    `attempts` is how many attempts at the examination were kept, `attempts_before` how many of those
    before it was begun anew.

    `edition` is the one of the course that was begun (R53); where that has content, `seconds` are those
    credited of its `lessons`, and `presence` says when the next question comes. `place` is where study goes on
    while the person's one clock runs in this course (`last_report_at`), `displaced` where it did before.
    """

    person: str
    year: int
    course: str
    seconds: int = 0
    last_report_at: datetime | None = None
    score: int | None = None
    seconds_required: int | None = None
    topic: str = ""
    causes: tuple[Cause, ...] = ()
    begun_anew_at: datetime | None = None
    attempts: int = 0
    attempts_before: int = 0
    version: int = 0
    edition: int = 0
    lessons: dict[str, LessonTime] = {}
    presence: Presence | None = None
    place: str = ""
    displaced: tuple[Displaced, ...] = ()

    @property
    def is_asked(self) -> bool:
        """Whether a question of presence is open: nothing is complete before it is answered (R52)."""
        return self.presence is not None and self.presence.asked is not None

    @property
    def attempts_used(self) -> int:
        """How many attempts at the examination count against what the year allows (R52)."""
        return self.attempts - self.attempts_before

    @property
    def is_told(self) -> bool:
        """Whether there is something to tell of it elsewhere: an examination taken, credits earned."""
        earned = self.topic == self.course or self.begun_anew_at is not None
        return earned or self.score is not None

    @property
    def is_of_another_topic(self) -> bool:
        """Whether the year's credits were earned by another topic, so that this one brings none."""
        return self.topic not in {"", self.course}

    @property
    def is_anew(self) -> bool:
        """Whether what it led to was revoked, and nothing stands in its place yet."""
        return self.begun_anew_at is not None and not self.topic


def as_counted(
    kept: StudyProgress, record: Record | None, revoked_at: datetime | None
) -> StudyProgress:
    """The progress with the topic whose record counts now; begun anew if its own was revoked (R17).

    Args:
        kept: the progress as it is kept.
        record: what lies in the slot of the year's public subject, if anything does.
        revoked_at: when a record that this course led to was revoked last, if ever.
    """
    topic = record.reference if record is not None and record.counts else ""
    if topic == kept.course or revoked_at == kept.begun_anew_at:
        return msgspec.structs.replace(kept, topic=topic)
    return StudyProgress(
        person=kept.person,
        year=kept.year,
        course=kept.course,
        topic=topic,
        causes=kept.causes,
        begun_anew_at=revoked_at,
        attempts=kept.attempts,
        attempts_before=kept.attempts,
        version=kept.version,
        edition=kept.edition,
    )


def reported_last(several: Iterable[StudyProgress]) -> StudyProgress | None:
    """The progress that was reported last, one that never was before all others; None of none."""
    return max(several, key=lambda each: each.last_report_at or _EVER, default=None)


def revoked_at(records: Iterable[Record], course: str) -> datetime | None:
    """When a record that a course led to was revoked last, whatever became of it since."""
    led_to = (each for each in records if each.source is RecordSource.PLATFORM)
    moves = (move for each in led_to if each.reference == course for move in each.moves)
    return max((move.at for move in moves if move.to is RecordState.REVOKED), default=None)
