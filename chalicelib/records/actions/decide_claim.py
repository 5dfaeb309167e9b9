"""Confirm that a record is general knowledge, or refuse it, once (R8, R20, R21)."""

from datetime import datetime
from enum import StrEnum

from chalicelib.access.staff import Staff
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.act import Act, What
from chalicelib.platform.rules.cause import Cause, repeats
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.text import require_reason
from chalicelib.records.actions.act_on_record import Decided
from chalicelib.records.actions.find_law import law_for
from chalicelib.records.actions.get_record import get_reviewed
from chalicelib.records.rules.answered import BureauAnswer, require_open
from chalicelib.records.rules.claiming import answered, claim_notice
from chalicelib.records.rules.general_claim import CLAIM_LABELS, ClaimState, GeneralClaim
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.record_state import STATE_LABELS
from chalicelib.records.rules.standing import standing_of
from chalicelib.records.store import claims
from chalicelib.staff.actions.recuse import require_not_clerk, require_not_own


class ClaimAnswer(StrEnum):
    """What a bureau can say to a claim."""

    CONFIRM = "confirm"
    REFUSE = "refuse"


LEADS_TO = {
    ClaimAnswer.CONFIRM: (ClaimState.CONFIRMED, What.GENERAL_CONFIRMED),
    ClaimAnswer.REFUSE: (ClaimState.REFUSED, What.GENERAL_REFUSED),
}


def decide_claim(
    staff: Staff, record: str, answer: ClaimAnswer, reason: str, *, at: datetime, cause: Cause
) -> Decided:
    """Answer the claim about a record of the own territory; a bureau above may do so as well.

    Args:
        staff: the reviewer.
        record: the record's id.
        answer: the answer.
        reason: why; owed with a refusal.
        at: the instant of the request.
        cause: the request: the same again is answered the same.

    Raises:
        Refusal: `not_found` outside the territory and for a record that nobody claimed; `own_record`;
            `already_decided` with the result; `record_not_changeable` once it counts no more; `reason_required`.
    """

    def once() -> Decided:
        person_year, before = get_reviewed(staff, record)
        window = law_for(person_year, at=at).window_of(before)
        claim = _claim_of(before)
        if claim.decided and repeats((claim.decided.cause,), cause):
            return Decided(person_year.professional, before, window)
        _require_decidable(staff, person_year, before, claim)
        if answer is ClaimAnswer.REFUSE:
            require_reason(reason, "不予确认")
        said = BureauAnswer(at=at, by=staff.actor, reason=reason.strip(), cause=cause)
        after = _saved(person_year, before, claim, answer, said)
        return Decided(person_year.professional, after, window)

    return settled(once)


def _claim_of(record: Record) -> GeneralClaim:
    if record.general_claim is None:
        raise Refusal("not_found")
    return record.general_claim


def _require_decidable(
    staff: Staff, person_year: PersonYear, record: Record, claim: GeneralClaim
) -> None:
    require_not_own(person_year.professional, staff)
    if employer := record.rostered_by:
        require_not_clerk(employer, staff)
    require_open(claim.state, ClaimState.PENDING, CLAIM_LABELS)
    if not record.counts:
        label = STATE_LABELS[record.state]
        raise Refusal("record_not_changeable", state=label, move="确认专业通识知识")


def _saved(
    person_year: PersonYear,
    before: Record,
    claim: GeneralClaim,
    answer: ClaimAnswer,
    said: BureauAnswer,
) -> Record:
    state, what = LEADS_TO[answer]
    after = answered(before, claim, state, said)
    told = claim_notice(after, state, said)
    decided = _claim_of(after)
    act = Act(
        at=said.at,
        by=said.by,
        what=what,
        reason=said.reason,
        cause=said.cause,
        version=after.version,
        year=after.year,
    )
    if state is ClaimState.REFUSED:
        claims.put_refused(after, decided, before, person_year, told, act)
        return after
    law = law_for(person_year, at=said.at)
    records = [after if each.id == after.id else each for each in person_year.records]
    standing = standing_of(person_year.standing, records, law.required, said.at)
    claims.put_confirmed(after, decided, before, standing, person_year, told, act)
    return after
