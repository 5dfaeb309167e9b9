"""What a record keeps of an appeal against a refusal; all else its history tells (R43)."""

from datetime import datetime

import msgspec

from chalicelib.records.rules.evidence import Evidence


class Appeal(msgspec.Struct, frozen=True, array_like=True):
    """An appeal: until when, exclusive, it is to be answered, by which bureau, and what was added.

    Reasons, instants and what became of it stand in the record's steps. `bureau` is the territory
    of the one above the one that refused, the province's where that was the province itself. Kept
    as a list in the order of its members, which must therefore stay.
    """

    due: datetime
    bureau: str
    evidence: tuple[Evidence, ...] = ()
