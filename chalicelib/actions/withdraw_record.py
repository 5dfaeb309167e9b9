"""Withdraw one's own record (撤回, R19): its slot is free again (R16)."""

from datetime import datetime

import msgspec

from chalicelib.actions.settle import settled
from chalicelib.actions.submit_record import get_own_record
from chalicelib.rules.cause import Cause
from chalicelib.rules.further import window_of_record
from chalicelib.rules.record import Record, State, moved, state_at
from chalicelib.store import records
from chalicelib.store.policies import get_policy


def withdraw_record(person: str, record: str, *, at: datetime, cause: Cause) -> Record:
    """Withdraw a draft, a returned or a submitted record; the last also after the cut-off.

    Raises:
        Refusal: `not_found`; `record_not_changeable` once decided, withdrawn or expired.
    """

    def once() -> Record:
        now, before = get_own_record(person, record)
        if before.move_by(cause):
            return before
        asked = window_of_record(get_policy(before.year), before, at=at)
        as_read = msgspec.structs.replace(before, state=state_at(before, asked.closes, at))
        withdrawn = moved(as_read, State.WITHDRAWN, at=at, by=now.professional.actor, cause=cause)
        records.put_moved(withdrawn, asked, before)
        return withdrawn

    return settled(once)
