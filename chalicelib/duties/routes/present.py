"""How requests about duties are shown."""

from collections.abc import Callable

import msgspec

from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.duties.routes import shapes
from chalicelib.duties.rules.duty_request import DutyRequest
from chalicelib.http.wire import date_text, time_text
from chalicelib.people.routes.present import person
from chalicelib.people.rules.professional import Professional
from chalicelib.records.routes import present_evidence
from chalicelib.records.routes.shapes import EvidenceShape
from chalicelib.records.rules.evidence import Evidence


def own_duty(duty: DutyRequest) -> shapes.DutyRequestShape:
    """A request as its person sees it."""
    return _duty(duty, present_evidence.evidence)


def reviewed_duty(
    duty: DutyRequest, owner: Professional | None, *, in_full: bool = False
) -> shapes.DutyRequestShape:
    """A request as a reviewer sees it: masked unless `in_full`, its files with signed addresses."""

    def signed(file: Evidence) -> EvidenceShape:
        return present_evidence.signed_evidence(duty.person, file, elsewhere=False)

    shown = _duty(duty, signed)
    if owner is None:
        return shown
    return msgspec.structs.replace(shown, professional=person(owner, in_full=in_full))


def _duty(
    duty: DutyRequest, file_of: Callable[[Evidence], EvidenceShape]
) -> shapes.DutyRequestShape:
    decided = duty.decided
    return shapes.DutyRequestShape(
        id=duty.id,
        state=duty.state,
        worked_since=date_text(duty.worked_since),
        employment=duty.employment,
        worked_since_before=date_text(duty.before.worked_since),
        employment_before=duty.before.employment,
        years=list(duty.years),
        territory=duty.territory,
        territory_name=parse_territory(duty.territory).full_name,
        evidence=[file_of(each) for each in duty.evidence],
        since=time_text(duty.since),
        decided_at=time_text(decided.at) if decided else None,
        reason=(decided.reason or None) if decided else None,
    )
