"""Withdraw one's own record (撤回, R19): its slot is free again (R16)."""

from datetime import datetime

import msgspec

from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.records.actions.compose_record import OwnRecord
from chalicelib.records.actions.find_law import law_for
from chalicelib.records.actions.get_record import Owner, get_own_record
from chalicelib.records.rules.move import WITHDRAW
from chalicelib.records.rules.reading import state_at
from chalicelib.records.rules.record import moved
from chalicelib.records.store import records


def withdraw_record(
    owner: Owner, record: str, *, at: datetime, cause: Cause, seen: Seen = UNSEEN
) -> OwnRecord:
    """Withdraw a draft, a returned or a submitted record; the last also after the cut-off.

    Raises:
        Refusal: `not_found`; `stale` where it is not as it was seen; `record_not_changeable` once decided, withdrawn or expired.
    """

    def once() -> OwnRecord:
        person_year, before = get_own_record(owner, record)
        asked = law_for(person_year, at=at).window_of(before)
        if before.move_by(cause):
            return OwnRecord(before, asked, person_year)
        seen.require(before.version)
        as_read = msgspec.structs.replace(before, state=state_at(before, asked.closes, at))
        withdrawn = moved(as_read, WITHDRAW, at=at, by=person_year.professional.actor, cause=cause)
        records.put_moved(withdrawn, asked, before)
        return OwnRecord(withdrawn, asked, person_year)

    return settled(once)
