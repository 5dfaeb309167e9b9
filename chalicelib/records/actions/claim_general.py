"""Claim that one's own accredited record is general knowledge (申请标记专业通识知识, R8)."""

from datetime import datetime

from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.act import Act, What
from chalicelib.platform.rules.cause import Cause, repeats
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.actions.compose_record import OwnRecord
from chalicelib.records.actions.find_law import law_for
from chalicelib.records.actions.get_record import get_own_record
from chalicelib.records.rules.claiming import ASK, claimed, require_claimable
from chalicelib.records.store import claims


def claim_general(
    person: str, record: str, reasons: str, *, at: datetime, cause: Cause
) -> OwnRecord:
    """Put a claim before the bureau; a closed window bars none, since nothing is registered by it.

    Args:
        person: the professional's id.
        record: the record's id.
        reasons: what of it is general knowledge.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `not_found`; `claim_pending`; `claim_unneeded`; `reason_required`.
    """

    def once() -> OwnRecord:
        person_year, before = get_own_record(person, record)
        law = law_for(person_year, at=at)
        window, earlier = law.window_of(before), before.general_claim
        if earlier and repeats((earlier.cause,), cause):
            return OwnRecord(before, window, person_year)
        require_claimable(before, person_year.standing, law)
        if not reasons.strip():
            raise Refusal("reason_required", field="reasons", move=ASK)
        after = claimed(before, reasons, at=at, cause=cause)
        act = Act(
            at=at,
            by=person_year.professional.actor,
            what=What.GENERAL_CLAIMED,
            reason=reasons.strip(),
            cause=cause,
            version=after.version,
            year=after.year,
        )
        if after.general_claim:
            claims.put_claimed(after, after.general_claim, before, person_year, act)
        return OwnRecord(after, window, person_year)

    return settled(once)
