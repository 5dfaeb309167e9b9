"""Change an employer's name, kind or territory, or close it (R37): by its bureau, or one above."""

from collections.abc import Iterator
from datetime import datetime

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import covers, parse_territory
from chalicelib.employers.rules.employer import Clerk, Employer, EmployerKind, EmployerState, Tie
from chalicelib.employers.rules.employer_name import parse_employer_name
from chalicelib.employers.rules.employer_notice import closed_to_clerk
from chalicelib.employers.store import employers as store
from chalicelib.notices.actions.find_inbox import find_inbox
from chalicelib.notices.rules.notice import Notice
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.act import Act, What, differences, is_repeat
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.platform.rules.version import next_version
from chalicelib.platform.store import acts


class EmployerChange(msgspec.Struct, frozen=True, kw_only=True):
    """What shall be otherwise; what is UNSET stays."""

    name: str | UnsetType = UNSET
    kind: EmployerKind | UnsetType = UNSET
    territory: str | UnsetType = UNSET
    closes: bool = False
    reason: str = ""


def change_employer(
    staff: Staff,
    code: str,
    change: EmployerChange,
    *,
    at: datetime,
    cause: Cause,
    seen: Seen = UNSEEN,
) -> Employer:
    """Change an open employer; closing it ends what its clerks may do and what people agreed to.

    People who name it go on naming it, under the name that it had when they did; what was reported
    stands. Its clerks are told at once, who stands on its roll by the stream (tell_closings.py).

    Raises:
        Refusal: `not_found` outside the bureau's territory; `forbidden` for a territory outside it;
            `stale`; `employer_closed`; `field_invalid`, `territory_unknown`, `shenzhen_excluded`;
            `idempotency_key_reused`.
    """
    read = _read(staff, change)

    def once() -> Employer:
        previous = find_governed(staff, code)
        if is_repeat(acts.find_act(store.employer_key(code), cause.token), cause):
            return previous
        seen.require(previous.version)
        if not previous.is_open:
            raise Refusal("employer_closed", name=previous.name)
        changed = _changed(previous, read, at)
        if changed.name != previous.name:
            store.put_entries(changed.name, code)
        act = _act(staff, previous, changed, read, at, cause)
        gone_clerks = previous.clerks if read.closes else ()
        ties = list(ties_of(changed, changed.clerks))
        gone = list(ties_of(previous, gone_clerks))
        told = _told(previous, gone_clerks, act)
        store.put_changed(
            changed, None, act, versions=(previous.version, 0), ties=ties, untied=gone, told=told
        )
        return changed

    return settled(once)


def _told(closed: Employer, clerks: tuple[Clerk, ...], act: Act) -> list[Notice]:
    """What the clerks of a closed employer are told: of several logins of one person once."""
    inboxes = dict.fromkeys(find_inbox(each.login) for each in clerks)
    token = act.cause.token
    return [closed_to_clerk(closed, each, act.reason, at=act.at, token=token) for each in inboxes]


def find_governed(staff: Staff, code: str) -> Employer:
    """Read an employer that is, or was, open in the bureau's territory.

    Raises:
        Refusal: `not_found` for any other (R20).
    """
    employer = store.find_employer(code)
    if employer is None or not covers(staff.territory, employer.territory):
        raise Refusal("not_found")
    return employer


def ties_of(employer: Employer, clerks: tuple[Clerk, ...]) -> Iterator[tuple[str, Tie]]:
    """What the logins of clerks have to do with their employer."""
    for each in clerks:
        tie = Tie(employer.code, employer.name, employer.state, first=each.first, is_clerk=True)
        yield each.login, tie


def _read(staff: Staff, change: EmployerChange) -> EmployerChange:
    name, territory = change.name, change.territory
    if name is not UNSET:
        name = parse_employer_name(name)
    if territory is not UNSET:
        territory = parse_territory(territory).code
        if not covers(staff.territory, territory):
            raise Refusal("forbidden")
    return msgspec.structs.replace(change, name=name, territory=territory)


def _changed(previous: Employer, change: EmployerChange, at: datetime) -> Employer:
    return msgspec.structs.replace(
        previous,
        name=previous.name if change.name is UNSET else change.name,
        kind=previous.kind if change.kind is UNSET else change.kind,
        territory=previous.territory if change.territory is UNSET else change.territory,
        state=EmployerState.CLOSED if change.closes else EmployerState.OPEN,
        clerks=() if change.closes else previous.clerks,
        version=next_version(previous.version, at),
    )


def _act(
    staff: Staff,
    previous: Employer,
    changed: Employer,
    change: EmployerChange,
    at: datetime,
    cause: Cause,
) -> Act:
    return Act(
        at=at,
        by=staff.actor,
        what=What.EMPLOYER_CLOSED if change.closes else What.EMPLOYER_CHANGED,
        reason=change.reason.strip(),
        changes=differences(_described(previous), _described(changed)),
        cause=cause,
        version=changed.version,
    )


def _described(employer: Employer) -> dict[str, str]:
    return {
        "name": employer.name,
        "kind": employer.kind,
        "territory": employer.territory,
        "state": employer.state,
    }
