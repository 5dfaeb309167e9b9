"""Ask the bureau to confirm what takes a duty away (R44): until then every year stays as it was."""

from datetime import date, datetime

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.duties.rules.duty_request import PROOFS, DutyRequest, changes_of, duty_id
from chalicelib.duties.store import duties
from chalicelib.people.actions import ask_people
from chalicelib.people.rules.duty import WorkStatement
from chalicelib.people.rules.employment import Employment
from chalicelib.people.rules.professional import (
    Professional,
    begun_duties,
    require_current,
    start_fault,
)
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.act import Act, What
from chalicelib.platform.rules.cause import Cause, repeats
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.refusal import Refusal, several
from chalicelib.platform.rules.version import next_version
from chalicelib.records.actions.keep_files import keep_files


class DutyStated(msgspec.Struct, frozen=True, kw_only=True):
    """What shall be stated; what is UNSET stays as it is. `uploads` prove it."""

    worked_since: date | UnsetType | None = UNSET
    employment: Employment | UnsetType = UNSET
    uploads: tuple[str, ...] = ()


def ask_duty(person: str, asked: DutyStated, *, at: datetime, cause: Cause) -> DutyRequest:
    """Put a request before the bureau of the person's territory.

    Args:
        person: the professional's id.
        asked: what is to be confirmed, and its proof.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `field_invalid` for a day that cannot be; `duty_unneeded` for what makes no year
            exempt that has begun; `duty_pending`; `evidence_missing`, `evidence_invalid`;
            `account_merged`.
    """

    def once() -> DutyRequest:
        found = ask_people.find_profile(person)
        if found is None:
            raise Refusal("not_enrolled")
        previous, owed = found
        name = duty_id(previous.id, cause.token)
        earlier = duties.find_duty(previous.id, name)
        if earlier is not None and repeats((earlier.cause,), cause):
            return earlier.as_asked
        stated, years = _checked(previous, asked, at)
        version = next_version(previous.version, at)
        duty = DutyRequest(
            id=name,
            person=previous.id,
            territory=previous.territory,
            worked_since=stated.worked_since,
            employment=stated.employment,
            before=previous.statement,
            years=years,
            evidence=keep_files(previous.ids, asked.uploads),
            since=at,
            cause=cause,
            version=version,
        )
        changed = msgspec.structs.replace(previous, duty_asked=duty.asked, version=version)
        act = _act(duty, previous)
        ask_people.change(changed, previous, owed, act, beside=[duties.asking(duty)])
        return duty

    return settled(once)


def _checked(
    previous: Professional, asked: DutyStated, at: datetime
) -> tuple[WorkStatement, tuple[int, ...]]:
    require_current(previous)
    if previous.duty_asked is not None:
        raise Refusal("duty_pending", duty=previous.duty_asked.id, territory=previous.territory)
    since = previous.worked_since if asked.worked_since is UNSET else asked.worked_since
    employment = previous.employment if asked.employment is UNSET else asked.employment
    stated = WorkStatement(since, employment)
    years = stated.frees(begun_duties(previous, at))
    faults = []
    if since and (why := start_fault(since, today=shanghai_date(at))):
        faults.append(Refusal("field_invalid", field="worked_since", why=why))
    elif not years:
        faults.append(Refusal("duty_unneeded", field="worked_since"))
    if not asked.uploads:
        faults.append(Refusal("evidence_missing", field="evidence", kinds=PROOFS))
    if faults:
        raise several(faults)
    return stated, years


def _act(duty: DutyRequest, owner: Professional) -> Act:
    return Act(
        at=duty.since,
        by=owner.actor,
        what=What.DUTY_ASKED,
        changes=changes_of(duty),
        cause=duty.cause,
        version=duty.version,
    )
