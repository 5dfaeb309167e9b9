"""The steps of a record's history: what each move left behind, chained for the audit (R19)."""

from datetime import datetime
from decimal import Decimal
from hashlib import sha256

import msgspec

from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.identifier import compact
from chalicelib.records.rules.record_state import RecordState


class Fault(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a return names as at fault: a field of the record or an uploaded file, and why."""

    field: str = ""
    evidence: str = ""
    reason: str = ""


class Told(msgspec.Struct, frozen=True, array_like=True):
    """What a bureau's decision told of the record and its owner may change afterwards (R21)."""

    credits: Decimal
    resubmit_until: datetime | None = None
    faults: tuple[Fault, ...] = ()


class Step(msgspec.Struct, frozen=True, array_like=True):
    """One entry of a record's history. `previous` chains it to the entry before (audit).

    Kept as a list in the order of its members, which must therefore stay: a record's history is
    most of its weight.
    """

    at: datetime
    by: Actor
    to: RecordState
    cause: Cause
    source: RecordState | None = None
    reason: str = ""
    previous: str = ""
    told: Told | None = None

    @property
    def is_appeal(self) -> bool:
        """Whether its owner appealed by it; the state stays until that is answered (R43)."""
        return self.source is self.to and self.by.party is Party.PROFESSIONAL


def hash_of(step: Step) -> str:
    """The link of the audit chain: a digest over the whole entry."""
    return compact(sha256(msgspec.json.encode(step)).digest())
