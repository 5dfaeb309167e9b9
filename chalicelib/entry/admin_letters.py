"""Dead letters as administrators of the province see them: look, and do again."""

from typing import NamedTuple

from chalicelib.actions.replay_letter import find_parked, replay_letter, subjects_of
from chalicelib.entry import shapes
from chalicelib.entry.call import Call
from chalicelib.entry.caller import Who
from chalicelib.entry.calls import Calls
from chalicelib.entry.cursor import read_cursor, write_cursor
from chalicelib.entry.present import time_text
from chalicelib.entry.received import Paging
from chalicelib.gateways.letters import Parked
from chalicelib.rules.letter import Letter, Subject

admin_letters = Calls(__name__)


class LetterPlace(NamedTuple):
    """Where a page ends."""

    at: str
    id: str


class LetterItem(shapes.Answered, frozen=True, kw_only=True):
    """What an event was about: `professional` is an id, null where the item's key names none."""

    kind: str
    professional: str | None
    year: int | None


class DeadLetter(shapes.Answered, frozen=True, kw_only=True):
    """A batch of `events` that `function` gave up `at`, after `attempts`, for `condition`.

    `items` is null where the stream, which keeps events for a day, can no longer tell.
    """

    id: str
    at: str
    arrived_at: str
    function: str | None
    condition: str
    attempts: int
    events: int
    items: list[LetterItem] | None


class DeadLetters(shapes.Answered, frozen=True, kw_only=True):
    """A page of what is parked, the longest parked first; a queue shows 200 at most."""

    items: list[DeadLetter]
    next: str | None


class ReplayedLetter(shapes.Answered, frozen=True, kw_only=True):
    """`woken` items were brought to their reader once more; a letter that is `done` is gone."""

    id: str
    woken: int
    done: bool


@admin_letters.call(
    "GET",
    "/v1/admin/dead-letters",
    who=Who.ADMINISTRATOR,
    query=Paging,
    answers=DeadLetters,
    refusals=("cursor_invalid",),
    summary="未能处理的事件（死信）",
)
def list_letters(call: Call[Paging]) -> DeadLetters:
    """List the events that were given up, for administrators of the province."""
    after = read_cursor(call.query.cursor, LetterPlace)
    found = [
        each for each in find_parked(call.staff) if after is None or _place(each.letter) > after
    ]
    page = found[: call.query.limit]
    return DeadLetters(
        items=[_shown(each, call) for each in page],
        next=write_cursor(_place(page[-1].letter)) if len(found) > len(page) else None,
    )


def _place(letter: Letter) -> LetterPlace:
    return LetterPlace(time_text(letter.at), letter.id)


def _shown(parked: Parked, call: Call[Paging]) -> DeadLetter:
    letter = parked.letter
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


def _item(subject: Subject) -> LetterItem:
    return LetterItem(kind=subject.kind, professional=subject.person, year=subject.year)


@admin_letters.call(
    "POST",
    "/v1/admin/dead-letters/{id}/replay",
    who=Who.ADMINISTRATOR,
    body=shapes.Reasoned,
    answers=ReplayedLetter,
    refusals=("reason_required", "event_expired"),
    keyed=True,
    summary="重做未能处理的事件",
)
def replay(call: Call[shapes.Reasoned]) -> ReplayedLetter:
    """Bring what a letter tells of to its reader once more, and remove the letter."""
    letter = call.path["id"]
    done = replay_letter(call.staff, letter, call.body.why, at=call.at, cause=call.cause)
    return ReplayedLetter(id=letter, woken=done.woken, done=done.done)
