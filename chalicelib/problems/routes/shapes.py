"""Problems, and questions with their answers, in the HTTP contract."""

from enum import StrEnum
from typing import Annotated

from msgspec import UNSET, Meta, UnsetType, field

from chalicelib.http.received import Paging, WholePaging
from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.texts import KIND, PlaceSent, Short, Text
from chalicelib.http.told import Id, Instant, Label, Line, Masked, Next, Place, Sentences
from chalicelib.platform.rules.text import TextKind
from chalicelib.problems.rules.problem import (
    AboutKind,
    ProblemKind,
    ProblemSide,
    ProblemState,
    ProblemStepKind,
)
from chalicelib.problems.rules.question import Audience

Words = Annotated[str, Meta(max_length=2000, extra={KIND: TextKind.LINES})]


class AboutSent(Sent, frozen=True, kw_only=True):
    """What it is about: `id` is a record's, a certificate's number, a year, an import's, a report's, an employer's code; none for one's own account."""

    type: AboutKind
    id: Short = ""
    line: Annotated[int, Meta(ge=1)] | None = None


class ProblemSent(Sent, frozen=True, kw_only=True):
    """A problem; `territory` is for whoever belongs to none yet."""

    kind: ProblemKind
    text: Words
    about: AboutSent | None = None
    territory: PlaceSent | None = None


class WordsSent(Sent, frozen=True, kw_only=True):
    """An answer, or what is asked on."""

    text: Words


class HandOnSent(Sent, frozen=True, kw_only=True):
    """To whom a problem goes: a side, and of the finance side the bureau of a territory; left out, it stays that bureau's."""

    side: ProblemSide = ProblemSide.FINANCE
    territory: PlaceSent | None = None
    reason: Text = ""


class ProblemClosingSent(Sent, frozen=True, kw_only=True):
    """Why a problem is closed."""

    reason: Words = ""


class StateAsked(StrEnum):
    """Which problems: in a state, or open and overdue."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    OVERDUE = "overdue"


class ProblemQuery(Paging, frozen=True, kw_only=True):
    """Of whoever is in charge of any: what they are in charge of, open unless asked otherwise; else, and with `mine`, one's own."""

    state: StateAsked | None = None
    kind: ProblemKind | None = None
    mine: bool = False


class AboutShown(Answered, frozen=True, kw_only=True):
    """What a problem is attached to."""

    type: AboutKind
    id: Id | None
    line: int | None


class ProblemEntry(Answered, frozen=True, kw_only=True):
    """What was done with it; `by` is a party, and a bureau's territory, never somebody's name."""

    at: Instant
    by: Label
    what: ProblemStepKind
    text: Sentences
    to: Label | None


class WhoReported(Answered, frozen=True, kw_only=True):
    """Who reported it, masked, for those in charge."""

    party: Label
    id: Id | None
    name: Line | None
    document: Masked | None


class ProblemShown(Answered, frozen=True, kw_only=True):
    """A problem; `reporter` is for those in charge alone. `due` is until when it is to be answered."""

    id: Id
    kind: ProblemKind
    kind_label: Label
    state: ProblemState
    state_label: Label
    text: Sentences
    about: AboutShown | None
    side: ProblemSide
    territory: Place
    desk: Label
    since: Instant
    due: Instant
    overdue: bool
    history: list[ProblemEntry]
    version: int
    reporter: WhoReported | UnsetType = UNSET


class Problems(Answered, frozen=True, kw_only=True):
    """A page of problems."""

    items: list[ProblemShown]
    next: Next | None


class ProblemCount(Answered, frozen=True, kw_only=True):
    """How many problems there are of a kind, by state."""

    kind: ProblemKind
    label: Label
    open: int
    answered: int
    closed: int


class ProblemCounts(Answered, frozen=True, kw_only=True):
    """How many problems a territory has."""

    items: list[ProblemCount]
    next: Next | None
    overdue: int


class QuestionQuery(WholePaging, frozen=True, kw_only=True):
    """What is sought, and for whom."""

    q: Text = ""
    audience: Audience | None = None


class QuestionSent(Sent, frozen=True, kw_only=True):
    """A question and its answer; `version` is the one that was seen, 0 of what the deployment brings."""

    question: Text
    answer: Words
    order: Annotated[int, Meta(ge=0, le=100_000)] = 0
    audiences: Annotated[list[Audience], Meta(min_length=1)] = field(
        default_factory=lambda: list(Audience)
    )
    version: Annotated[int, Meta(ge=0)] | None = None


class QuestionShown(Answered, frozen=True, kw_only=True):
    """A question and its answer."""

    id: Id
    question: Sentences
    answer: Sentences
    order: int
    audiences: list[Audience]
    version: int


class Questions(Answered, frozen=True, kw_only=True):
    """Questions and answers in their order; of what was sought the likest first."""

    items: list[QuestionShown]
    next: Next | None
