"""Claims that a record is general knowledge, in the HTTP contract."""

from chalicelib.http.shapes import Answered
from chalicelib.http.told import Instant, Sentences
from chalicelib.http.wire import time_text
from chalicelib.records.rules.general_claim import ClaimState, GeneralClaim


class GeneralClaimTold(Answered, frozen=True, kw_only=True):
    """The last claim about a record (R8): since when and why, and what its bureau answered."""

    state: ClaimState
    since: Instant
    reasons: Sentences
    decided_at: Instant | None
    decision_reason: Sentences | None


def claim_told(claim: GeneralClaim | None) -> GeneralClaimTold | None:
    """A claim as its owner and bureaus see it."""
    if claim is None:
        return None
    decided = claim.decided
    return GeneralClaimTold(
        state=claim.state,
        since=time_text(claim.since),
        reasons=claim.reasons,
        decided_at=time_text(decided.at) if decided else None,
        decision_reason=(decided.reason or None) if decided else None,
    )
