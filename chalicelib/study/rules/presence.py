"""Questions of presence: time counts of who is there (R52).

After a stretch of credit that only the server knows, a question comes. Until it is answered nothing is complete, and
a quarter of an hour more is credited at most; where it lapses, what was credited since the last answered one is taken
back and can be played again. Each course has its own, so that changing between courses evades none.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from chalicelib.records.rules.progress import StudyProgress
from chalicelib.records.rules.study_time import AskedPresence, LessonPart, LessonTime, Presence
from chalicelib.study.rules.presence_question import PresenceQuestion, presence_question
from chalicelib.study.rules.stretches import flat, joined, length, paired, without

ANSWER_WITHIN = timedelta(minutes=20)
"""R52 grants at least 15 minutes; a report that brings the answer comes every ten."""
LEAST_CREDIT = 600
"""Seconds that a report may be credited whenever the next question was due: players report every ten minutes."""
TRIES = 3


class PresenceDraw(NamedTuple):
    """What the server draws for a report, which no client can foresee: see `presence_question` for the rest.

    `wait`: seconds of credit until the next question, where this report lets one begin to come.
    """

    wait: int
    id: str
    kind: int
    shuffle: int


class PresenceAnswer(NamedTuple):
    """An answer to a question by its id: the choice's words or its place, from 0."""

    id: str
    choice: str | int


def shortest_wait(every: int) -> int:
    """The least seconds of credit between two questions, where the year says one comes `every` so many.

    A wait is drawn from these (exclusive) to `every` (inclusive).
    """
    return every // 3


def as_of(progress: StudyProgress, at: datetime, wait: int) -> StudyProgress:
    """The progress at an instant: a question that was not answered in time has lapsed.

    Args:
        progress: as it is kept.
        at: the instant.
        wait: after how much credit the next question comes, where one has lapsed.
    """
    presence = progress.presence
    if presence is None or presence.asked is None or at <= presence.asked.answer_by:
        return progress
    return lapsed(progress, presence, wait)


def answered(
    progress: StudyProgress, answer: PresenceAnswer | None, at: datetime, drawn: PresenceDraw
) -> StudyProgress:
    """The progress once an open question got its answer; one to another question changes nothing.

    After a wrong one another question is asked, three times in all.
    """
    presence = progress.presence
    asked = presence.asked if presence else None
    if presence is None or asked is None or answer is None or answer.id != asked.id:
        return progress
    if question_of(asked).is_answered_by(answer.choice):
        return replace(progress, presence=Presence(wait=drawn.wait))
    wrong = asked.wrong + 1
    if wrong == TRIES:
        return lapsed(progress, presence, drawn.wait)
    again = _ask(drawn, at, asked.before, wrong=wrong, not_kind=asked.kind)
    return replace(progress, presence=replace(presence, asked=again))


def asked_if_due(
    progress: StudyProgress, at: datetime, drawn: PresenceDraw, *, is_leaving: bool = False
) -> StudyProgress:
    """The progress with a question where so much was credited that one is due.

    Who leaves the page would not see it: once it is put off to the next report, whatever that one says.
    """
    presence = progress.presence
    if presence is None or presence.asked is not None or presence.since < presence.wait:
        return progress
    if is_leaving and not presence.is_put_off:
        return replace(progress, presence=replace(presence, is_put_off=True))
    return replace(progress, presence=replace(presence, asked=_ask(drawn, at, presence.since)))


def most_credit(presence: Presence, every: int) -> int:
    """The most seconds that a report may be credited: to the next question, and not much beyond an open one."""
    if presence.asked is None:
        return max(LEAST_CREDIT, presence.wait - presence.since)
    return max(0, max(LEAST_CREDIT, every) - (presence.since - presence.asked.before))


def question_of(asked: AskedPresence) -> PresenceQuestion:
    """An open question in words."""
    return presence_question(asked.kind, asked.shuffle)


def unproved(presence: Presence, parts: Iterable[LessonPart]) -> Presence:
    """With what was credited besides."""
    together: dict[str, list[tuple[int, int]]] = {}
    for part in (*presence.unproved, *parts):
        together.setdefault(part.lesson, []).append((part.start, part.end))
    kept = (
        LessonPart(lesson, *each) for lesson, found in together.items() for each in joined(found)
    )
    return replace(presence, unproved=tuple(kept))


def lapsed(progress: StudyProgress, presence: Presence, wait: int) -> StudyProgress:
    """Take back what was credited since the last answered question, and let the player go on from there."""
    lessons = dict(progress.lessons)
    for name in {part.lesson for part in presence.unproved}:
        parts = joined((each.start, each.end) for each in presence.unproved if each.lesson == name)
        kept = lessons[name]
        left = without(paired(kept.credited), parts)
        lessons[name] = LessonTime(min(kept.position, parts[0][0]), flat(left))
    seconds = sum(length(paired(each.credited)) for each in lessons.values())
    return replace(progress, lessons=lessons, seconds=seconds, presence=Presence(wait=wait))


def _ask(
    drawn: PresenceDraw, at: datetime, before: int, *, wrong: int = 0, not_kind: int | None = None
) -> AskedPresence:
    kind = drawn.kind + 1 if drawn.kind == not_kind else drawn.kind
    return AskedPresence(drawn.id, kind, drawn.shuffle, at + ANSWER_WITHIN, before, wrong)
