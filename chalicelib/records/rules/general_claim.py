"""A claim that an accredited record is general knowledge (申请标记专业通识知识), as the record keeps it (R8).

Whoever did not say so in time may say so afterwards; the bureau that would decide the record confirms it.
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from chalicelib.platform.rules.cause import Cause
from chalicelib.records.rules.answered import BureauAnswer


class ClaimState(StrEnum):
    """What has become of a claim."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


CLAIM_LABELS = {
    ClaimState.PENDING: "待确认",
    ClaimState.CONFIRMED: "已确认",
    ClaimState.REFUSED: "未予确认",
}


class GeneralClaim(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The last claim about a record: since when and why, and what became of it."""

    since: datetime
    reasons: str
    cause: Cause
    state: ClaimState = ClaimState.PENDING
    decided: BureauAnswer | None = None
