"""An attempt at an examination: what was asked in which order, what was answered, and what came of it (R52)."""

from datetime import datetime

import msgspec

from chalicelib.platform.rules.cause import Cause


class AnsweredQuestion(msgspec.Struct, frozen=True, array_like=True):
    """A question of an attempt, by its id in the bank.

    `order` are the positions that its choices have in the bank, in the order in which they were shown;
    `chosen` is the position that was answered, as shown, None where the question was left out. Whether
    that was right is kept: it stays true whatever becomes of the bank of a file.
    """

    question: str
    order: tuple[int, ...]
    chosen: int | None
    is_right: bool


class Attempt(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One attempt of one person, handed in; it never changes.

    `number` counts those at the course from 1, also after it was begun anew; `score` is of 100, and so
    is `pass_mark`. `seconds` is what had been studied of the course by then. `cause` is the request.
    """

    person: str
    year: int
    course: str
    edition: int = 0
    number: int
    at: datetime
    score: int
    pass_mark: int
    seconds: int
    answered: tuple[AnsweredQuestion, ...]
    cause: Cause

    @property
    def answers(self) -> dict[str, int]:
        """What was handed in: the position of the choice, as it was shown, by question id."""
        return {each.question: each.chosen for each in self.answered if each.chosen is not None}

    @property
    def passed(self) -> bool:
        """Whether it reached the pass mark."""
        return self.score >= self.pass_mark
