"""A batch of messages about the counts of the statistics: entered, or compared with the lists."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from chalicelib.events.reading import reading
from chalicelib.http.batch import Answer, Piece, PieceOutcome, answered
from chalicelib.platform.log import tell
from chalicelib.views.actions import recount
from chalicelib.views.actions.enter_changes import counters_of, enter_changes
from chalicelib.views.rules.counter import CountChange, RecountOrder
from chalicelib.views.rules.counting import CounterName

Message = dict[str, Any]


def entered(messages: Iterable[Message]) -> Answer:
    """Enter what messages tell: one write for each counter, however many tell of it.

    Where a counter fails, whatever told of it comes again: the other counters know it then.
    """
    told: dict[str, CountChange] = {}
    unread = answered(
        reading(
            each["messageId"], each["body"], told, CountChange, "read_change", each["messageId"]
        )
        for each in messages
    )
    failed = answered(_entering(*each) for each in counters_of([*told.values()]).items())
    left = {each["itemIdentifier"] for each in failed["batchItemFailures"]}
    again = [
        {"itemIdentifier": message}
        for message, change in told.items()
        if any(str(place.counter) in left for place, _ in change.changes)
    ]
    return {"batchItemFailures": [*unread["batchItemFailures"], *again]}


def _entering(name: CounterName, changes: Sequence[CountChange]) -> Piece:
    def enter() -> PieceOutcome:
        enter_changes(name, changes)
        return PieceOutcome({"changes": len(changes)})

    place = {"work": "count", "counter": str(name)}
    return Piece(id=str(name), kind="message", place=place, request=None, work=enter)


def compared(messages: Iterable[Message]) -> Answer:
    """Look at the counters that messages name."""
    return answered(_comparing(each) for each in messages)


def _comparing(message: Message) -> Piece:
    def compare() -> PieceOutcome:
        order = msgspec.json.decode(message["body"], type=RecountOrder)
        found = list(recount.compare_counts(order))
        for each in found:
            if each.again:
                recount.order_again(each.again)
            _tell_outcome(each)
        return PieceOutcome({"counters": len(found)})

    number = message["messageId"]
    place = {"work": "compare", "message": number}
    return Piece(id=number, kind="message", place=place, request=str(number), work=compare)


def _tell_outcome(found: recount.RecountOutcome) -> None:
    facts = {"counter": str(found.name), "finding": found.finding}
    unsettled = int(found.finding is recount.CounterFinding.UNSETTLED)
    tell("compared", facts, {"CountDrift": found.drift, "CountUnsettled": unsettled})
