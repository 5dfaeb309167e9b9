"""Say of proposals whether they are right (R38): a bureau binds a person to an employer, or declines."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import covers
from chalicelib.employers.rules.proposal import Proposal
from chalicelib.employers.store import employers as store
from chalicelib.employers.store.proposals import find_proposals, put_declined, settled_by
from chalicelib.people.actions import ask_people
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.act import Act, Difference, What, is_repeat
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.version import next_version
from chalicelib.platform.store import acts
from chalicelib.platform.store.keys import person_key
from chalicelib.staff.actions.recuse import require_not_own

BOUND, DECLINED = "按统一社会信用代码核对单位", "核对后不是所列单位"


class ProposalSaid(NamedTuple):
    """What a bureau says of a person's proposal: the code of the employer that it is, "" for none of them."""

    person: str
    code: str


def settle_proposal(staff: Staff, said: ProposalSaid, *, at: datetime, cause: Cause) -> None:
    """Bind a person to the employer of a proposal, or decline it; nobody agrees to anything by that.

    Raises:
        Refusal: `not_found` without a proposal in the bureau's territory, or for a code that was not
            proposed; `proposal_outdated` where the person has named another employer since;
            `employer_unknown` for one that was closed; `own_record`.
    """
    mine = Cause(derived("proposal", cause.token, said.person, length=26), cause.body)

    def once() -> None:
        if is_repeat(acts.find_act(person_key(said.person), mine.token), mine):
            return
        proposal = find_proposals([said.person]).get(said.person)
        found = ask_people.find_profile(said.person)
        if proposal is None or found is None or not covers(staff.territory, found[0].territory):
            raise Refusal("not_found")
        require_not_own(found[0], staff)
        if not said.code:
            put_declined(said.person, _act(staff, "", DECLINED, at, mine))
            return
        _bind(staff, proposal, said.code, at, mine)

    settled(once)


def _bind(staff: Staff, proposal: Proposal, code: str, at: datetime, cause: Cause) -> None:
    found = ask_people.find_profile(proposal.person)
    if found is None or code not in proposal.codes:
        raise Refusal("not_found")
    previous, owed = found
    if previous.employer_code or previous.employer != proposal.text:
        raise Refusal("proposal_outdated")
    employer = store.find_employer(code)
    if employer is None or not employer.is_open:
        raise Refusal("employer_unknown", field="code", employer=code)
    changed = msgspec.structs.replace(
        previous,
        employer=employer.name,
        employer_code=employer.code,
        version=next_version(previous.version, at),
    )
    act = _act(staff, code, BOUND, at, cause, changed.version)
    ask_people.change(changed, previous, owed, act, beside=[settled_by(proposal.person)])


def _act(
    staff: Staff,
    code: str,
    reason: str,
    at: datetime,
    cause: Cause,
    version: int = 0,
) -> Act:
    return Act(
        at=at,
        by=staff.actor,
        what=What.PROFILE_CHANGED if code else What.PROPOSAL_DECLINED,
        reason=reason,
        changes=(Difference("employer_code", "", code),) if code else (),
        cause=cause,
        version=version,
    )
