"""Open an employer for an applicant, or refuse it (R37): by the bureau of its territory, or one above."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import covers
from chalicelib.employers.rules.employer import (
    EMPLOYER_LABELS,
    Clerk,
    Employer,
    EmployerApplication,
    EmployerState,
    Tie,
)
from chalicelib.employers.rules.employer_notice import decided_notice
from chalicelib.employers.store import employers as store
from chalicelib.employers.store.employers import EmployerFile
from chalicelib.notices.actions.find_inbox import find_inbox
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.act import Act, Difference, What, is_repeat
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.text import require_reason
from chalicelib.platform.rules.version import next_version
from chalicelib.platform.store import acts
from chalicelib.staff.actions.recuse import require_not_own_login


class OpeningVerdict(NamedTuple):
    """What a bureau says of an application: of the one that it names, else of the one that waits longest."""

    opens: bool
    reason: str = ""
    application: str = ""


def decide_application(
    staff: Staff, code: str, verdict: OpeningVerdict, *, at: datetime, cause: Cause
) -> EmployerFile:
    """Decide one application; the applicant becomes the first clerk of what is opened.

    Of two bureaus that open one code at once, one does.

    Args:
        staff: a bureau's reviewer or administrator.
        code: the employer's, in the form in which it is kept.
        verdict: open or refuse, with a reason.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `not_found` where nothing was applied for in the bureau's territory; `already_decided`;
            `employer_already_open`; `own_record` for one's own application; `reason_required`;
            `idempotency_key_reused`.
    """
    reason = verdict.reason if verdict.opens else require_reason(verdict.reason, "不予开户")

    def once() -> EmployerFile:
        kept = store.find_file(code)
        if is_repeat(acts.find_act(store.employer_key(code), cause.token), cause):
            return kept
        application = _asked(staff, kept, verdict.application)
        require_not_own_login(application.login, staff)
        decided = _decided(application, verdict, reason, at)
        if not verdict.opens:
            _put(staff, decided, application, None, kept.employer, cause)
            return store.find_file(code)
        employer = _opened(staff, application, kept.employer, at)
        store.put_entries(employer.name, code)
        _put(staff, decided, application, employer, kept.employer, cause)
        return store.find_file(code)

    return settled(once)


def _asked(staff: Staff, kept: EmployerFile, wanted: str) -> EmployerApplication:
    """The application that is to be decided."""
    within = [
        each
        for each in kept.applications
        if covers(staff.territory, each.territory) and wanted in {"", each.id}
    ]
    waiting = next((each for each in within if each.waits), None)
    if waiting:
        return waiting
    if not within:
        raise Refusal("not_found")
    last = within[-1].state
    raise Refusal("already_decided", state=EMPLOYER_LABELS[last], result=last.value)


def _decided(
    application: EmployerApplication, verdict: OpeningVerdict, reason: str, at: datetime
) -> EmployerApplication:
    return msgspec.structs.replace(
        application,
        state=EmployerState.OPEN if verdict.opens else EmployerState.REFUSED,
        reason=reason.strip(),
        decided_at=at,
        version=next_version(application.version, at),
    )


def _opened(
    staff: Staff, application: EmployerApplication, previous: Employer | None, at: datetime
) -> Employer:
    """The employer with its applicant as the first clerk."""
    clerk = Clerk(application.login, application.subject, at, first=True)
    # Later than the application's, so that the acts on both are told in their order.
    earlier = max(previous.version if previous else 0, application.version)
    version = next_version(earlier, at)
    if previous is None or not previous.is_open:
        return Employer(
            code=application.code,
            name=application.name,
            kind=application.kind,
            territory=application.territory,
            state=EmployerState.OPEN,
            opened_at=at,
            opening=previous.opening + 1 if previous else 1,
            clerks=(clerk,),
            version=version,
        )
    if previous.clerks:
        raise Refusal("employer_already_open", employer=previous.code)
    if not covers(staff.territory, previous.territory):
        # What was loaded for another territory is its bureau's, whatever the applicant states.
        raise Refusal("not_found")
    return msgspec.structs.replace(previous, clerks=(clerk,), version=version)


def _put(
    staff: Staff,
    decided: EmployerApplication,
    application: EmployerApplication,
    employer: Employer | None,
    previous: Employer | None,
    cause: Cause,
) -> None:
    code, login = decided.code, decided.login
    act = Act(
        at=decided.decided_at or application.applied_at,
        by=staff.actor,
        what=What.EMPLOYER_OPENED if employer else What.EMPLOYER_REFUSED,
        reason=decided.reason,
        changes=(Difference("login", "", decided.subject),),
        cause=cause,
        version=decided.version,
    )
    applied = Tie(code, decided.name, EmployerState.REFUSED)
    tie = (
        Tie(code, employer.name, EmployerState.OPEN, first=True, is_clerk=True)
        if employer
        else applied
    )
    store.put_changed(
        employer,
        decided,
        act,
        versions=(previous.version if previous else 0, application.version),
        ties=[(login, tie)],
        untied=[(login, applied)],
        told=[decided_notice(decided, find_inbox(login), cause.token)],
    )
