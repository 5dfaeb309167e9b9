"""Dead letters as administrators of the province see them: look, and do again."""

from typing import NamedTuple

from msgspec import UNSET, UnsetType

from chalicelib.access.role import Role
from chalicelib.http import shapes
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import cut, read_cursor
from chalicelib.http.received import Paging
from chalicelib.http.told import Code, Id, Instant, Line, Next
from chalicelib.http.wire import time_text
from chalicelib.platform.gateways.letters import Parked
from chalicelib.platform.rules.letter import EventSubject
from chalicelib.platform.rules.order_letter import CONDITION, OrderLetter
from chalicelib.upkeep.actions.replay_letter import find_parked, replay_letter, subjects_of

admin_letters = Calls(__name__, tag="admin_letters")


class LetterPlace(NamedTuple):
    """Where a page ends."""

    at: str
    id: str


class LetterItem(shapes.Answered, frozen=True, kw_only=True):
    """What an event or order was about.

    `professional` is an id, null where the item's key names none; `job` the id of an import or of
    a parcel of certificates, and absent from everything else.
    """

    kind: Code
    professional: Id | None = None
    year: int | None = None
    job: Line | UnsetType = UNSET


class DeadLetter(shapes.Answered, frozen=True, kw_only=True):
    """A batch of `events`, or an order of a queue, that `function` gave up for `condition`.

    `at` is when it was given up; of an order, which was tried as often as its queue allows, when it
    was sent first, and `attempts` is null. `items` is null where the stream, which keeps events for
    a day, can no longer tell.
    """

    id: Id
    at: Instant
    arrived_at: Instant
    function: Code | None
    condition: Line
    attempts: int | None
    events: int
    items: list[LetterItem] | None


class DeadLetters(shapes.Answered, frozen=True, kw_only=True):
    """A page of what is parked, the longest parked first; a queue shows 200 at most."""

    items: list[DeadLetter]
    next: Next | None


class ReplayedLetter(shapes.Answered, frozen=True, kw_only=True):
    """`woken` items or orders were brought on their way once more; a letter that is `done` is gone."""

    id: Id
    woken: int
    done: bool


@admin_letters.call(
    "GET",
    "/v1/admin/dead-letters",
    who=Role.ADMINISTRATOR,
    query=Paging,
    answers=DeadLetters,
    refusals=("cursor_invalid",),
    summary="未能处理的事件（死信）",
)
def list_letters(call: Call[Paging]) -> DeadLetters:
    """List the events that were given up, for administrators of the province."""
    after = read_cursor(call.query.cursor, LetterPlace)
    found = [each for each in find_parked(call.staff) if after is None or _place(each) > after]
    page, following = cut(found, call.query.limit, _place)
    return DeadLetters(items=[_shown(each, call) for each in page], next=following)


def _place(parked: Parked) -> LetterPlace:
    return LetterPlace(time_text(parked.letter.at), parked.letter.id)


def _shown(parked: Parked, call: Call[Paging]) -> DeadLetter:
    letter = parked.letter
    if isinstance(letter, OrderLetter):
        return _shown_order(letter)
    subjects = subjects_of(letter, call.at)
    return DeadLetter(
        id=letter.id,
        at=time_text(letter.at),
        arrived_at=time_text(letter.arrived),
        function=letter.reader.name if letter.reader else None,
        condition=letter.condition,
        attempts=letter.attempts,
        events=letter.events,
        items=None if subjects is None else [_item(each) for each in subjects],
    )


def _shown_order(letter: OrderLetter) -> DeadLetter:
    return DeadLetter(
        id=letter.id,
        at=time_text(letter.at),
        arrived_at=time_text(letter.at),
        function=letter.worker.name,
        condition=CONDITION,
        attempts=None,
        events=1,
        items=[LetterItem(kind=letter.worker.about, job=letter.job)],
    )


def _item(subject: EventSubject) -> LetterItem:
    return LetterItem(kind=subject.kind, professional=subject.person, year=subject.year)


@admin_letters.call(
    "POST",
    "/v1/admin/dead-letters/{id}/replay",
    who=Role.ADMINISTRATOR,
    body=shapes.Reasoned,
    answers=ReplayedLetter,
    refusals=("reason_required", "event_expired"),
    keyed=True,
    proved=False,
    summary="重做未能处理的事件",
)
def replay(call: Call[shapes.Reasoned]) -> ReplayedLetter:
    """Bring what a letter tells of on its way once more, and remove the letter."""
    letter = call.path["id"]
    done = replay_letter(call.staff, letter, call.body.why, at=call.at, cause=call.cause)
    return ReplayedLetter(id=letter, woken=done.woken, done=done.done)
