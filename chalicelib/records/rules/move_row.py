"""What one row of the life of a record says; the rows are in move.py and appeal_rows.py (R19)."""

from typing import NamedTuple

import msgspec

from chalicelib.notices.rules.notice import NoticeKind
from chalicelib.platform.rules.cause import Party
from chalicelib.platform.rules.mark import Whom
from chalicelib.records.rules.record_state import RecordState


class Telling(NamedTuple):
    """What the owner is told of a move: the notice's kind, title and text.

    The text may name `year`, `title`, `credits`, `reason`, `because` (the reason, where there is one),
    `line` (whom to ask) and, of a time that ends, `until`: the member of the record that keeps it; of an expiry also `window` and `cut_off`.
    """

    kind: NoticeKind
    title: str
    text: str
    until: str = ""


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the life of a record.

    `name` is the verb's, as routes and decisions call it; `label` the same in Chinese. `sources` are
    the states that it leads from, None before the first one. `needs_reason`: the owner is owed one
    (R19, R22). `sets` is for whom the record waits afterwards, of several the one whose time ends
    last; what it waited for before is cleared by the same write. `waits_at`: on whose list it stands
    where it waits for a bureau, that of its own (`BUREAU`), or of the one above the one that decided
    last (`BUREAU_ABOVE`; the province itself above the province). `frees_slot`: the same thing may be
    registered again (R16); a move out of a state that freed it takes the slot back
    (records/actions/regain_slots.py). `told` is what the owner is told, where it is not what they
    asked for.
    """

    name: str
    label: str
    sources: tuple[RecordState | None, ...]
    to: RecordState
    by: Party
    needs_reason: bool = False
    sets: tuple[Whom, ...] = ()
    waits_at: Party = Party.BUREAU
    frees_slot: bool = False
    told: Telling | None = None
