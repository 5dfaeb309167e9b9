"""The same thing is registered once (R16): whether its slots are free, and whose they were."""

from datetime import datetime

from chalicelib.rules.record import SLOT_FREED, Record, State, state_at
from chalicelib.rules.refusal import Refusal
from chalicelib.rules.window import Window
from chalicelib.store.slots import find_occupants
from chalicelib.store.years import PersonYear

ANEW = "同一成果原登记的记录已撤销，重新登记（原记录：{records}）"


def require_free(now: PersonYear, record: Record, asked: Window, at: datetime) -> None:
    """Refuse to register a thing twice (R16).

    Raises:
        Refusal: `duplicate_credit` unless what holds the slot is rejected, withdrawn, expired or
            revoked.
    """
    for occupant in find_occupants(now, record):
        if state_at(occupant, asked.closes, at) not in SLOT_FREED:
            raise Refusal(
                "duplicate_credit",
                field="reference",
                reference=record.reference or record.title,
                year=record.year,
                record=occupant.id,
                territory=record.territory,
            )


def why_anew(now: PersonYear, record: Record) -> str:
    """What the history says of a record that takes the slots of a revoked one; nothing of others."""
    occupants = {each.id: each.state for each in find_occupants(now, record)}
    revoked = [each for each, state in occupants.items() if state is State.REVOKED]
    return ANEW.format(records="、".join(revoked)) if revoked else ""
