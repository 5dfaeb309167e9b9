"""Do again what a dead letter tells of: its items are touched, and the stream brings them once more.

An order that a queue parked is sent to its worker again, as it was: whatever of it is done already
is found done. An event says only *look here again*, so what is done is what the items call for now,
by the reader itself, with its own rights and retries; should it fail again, a new letter is parked. A
letter whose events the stream has no longer stands for all that still waits for its reader since then.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import islice
from typing import NamedTuple

from chalicelib.access.staff import Staff, require_province
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.gateways import letters, messages
from chalicelib.platform.gateways.letters import Parked
from chalicelib.platform.rules.act import Act, What, is_repeat
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.function_kind import Reader
from chalicelib.platform.rules.letter import EventSubject, Letter
from chalicelib.platform.rules.order_letter import OrderLetter
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.text import require_reason
from chalicelib.platform.store import acts, waking
from chalicelib.platform.store.correlation import current_request

MOST_WOKEN = 500
"""The most items that one replay touches; a letter that stands for more is kept."""


class Replayed(NamedTuple):
    """How many items or orders were brought on their way once more, and whether the letter is gone."""

    woken: int
    done: bool


def find_parked(staff: Staff) -> list[Parked]:
    """Look at what is parked: the queues are the whole province's.

    Raises:
        Refusal: `forbidden` for anybody below the province.
    """
    require_province(staff)
    return letters.find_letters()


def subjects_of(letter: Letter, at: datetime) -> list[EventSubject] | None:
    """What a letter's events are about; None where nothing can tell any more."""
    return letters.find_subjects(letter) if letter.is_in_stream(at) else None


def replay_letter(
    staff: Staff, letter: str, reason: str, *, at: datetime, cause: Cause
) -> Replayed:
    """Replay a letter and remove it; one that was replayed already changes nothing.

    Args:
        staff: an administrator of the province.
        letter: the letter's id.
        reason: why, for the audit.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `forbidden`; `reason_required`; `not_found`; `event_expired` where neither stream
            nor index can tell what the events were about; `idempotency_key_reused`.
    """
    why = require_reason(reason, "重做")
    found = [each for each in find_parked(staff) if each.letter.id == letter]
    place = f"LETTER#{letter}"
    earlier = acts.find_act(place, cause.token)
    if not is_repeat(earlier, cause) and not found and not acts.find_acts(place):
        raise Refusal("not_found")
    if not found:
        return Replayed(0, done=True)
    work = _work_of(found[0], at, f"{current_request()}/{cause.token}")
    act = Act(at=at, by=staff.actor, what=What.EVENT_REPLAYED, reason=why, cause=cause)
    acts.put_act(place, act)
    return work()


def _work_of(parked: Parked, at: datetime, by: str) -> Callable[[], Replayed]:
    """What there is to do for a letter, unless nothing can tell any more."""
    letter = parked.letter
    if isinstance(letter, OrderLetter):
        return partial(_sent_again, parked, letter)
    if letter.reader is None:
        raise Refusal("not_found")
    return partial(_woken, parked, letter.reader, _to_wake(letter, letter.reader, at), by)


def _sent_again(parked: Parked, order: OrderLetter) -> Replayed:
    messages.send_again(order.worker.name, order.body)
    letters.forget(parked)
    return Replayed(1, done=True)


def _to_wake(letter: Letter, reader: Reader, at: datetime) -> list[EventSubject]:
    """What the letter's events were about; else all that waits for the reader since then."""
    subjects = subjects_of(letter, at)
    if subjects is not None:
        return subjects
    if reader.archives:
        raise Refusal("event_expired")
    return list(islice(waking.find_waiting(reader, letter.arrived_last), MOST_WOKEN))


def _woken(parked: Parked, reader: Reader, subjects: list[EventSubject], by: str) -> Replayed:
    woken = sum(settled(partial(waking.wake, reader, each, by)) for each in subjects)
    done = len(subjects) < MOST_WOKEN
    if done:
        letters.forget(parked)
    return Replayed(woken, done)
