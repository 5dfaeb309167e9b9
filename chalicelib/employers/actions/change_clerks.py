"""Add and withdraw an employer's clerks (R37): its bureau does, or its first clerk."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from chalicelib.access.login import Login
from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import covers
from chalicelib.employers.actions.change_employer import ties_of
from chalicelib.employers.rules.employer import MOST_CLERKS, Clerk, Employer
from chalicelib.employers.rules.employer_notice import clerk_notice
from chalicelib.employers.store import employers as store
from chalicelib.notices.actions.find_inbox import find_inbox
from chalicelib.notices.rules.notice import Notice
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.act import Act, Difference, What, is_repeat
from chalicelib.platform.rules.cause import Actor, Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.version import next_version
from chalicelib.platform.store import acts


class Governing(NamedTuple):
    """Who may see to an employer's clerks: a login, which may be of a bureau."""

    login: Login
    staff: Staff | None

    def is_bureau_of(self, employer: Employer) -> bool:
        """Whether it is the employer's bureau, or one above (R20)."""
        return bool(self.staff) and covers(self.staff.territory, employer.territory)  # type: ignore[union-attr] # asked before

    def actor(self, employer: Employer) -> Actor:
        """Who it is, as acts keep it."""
        if self.staff and self.is_bureau_of(employer):
            return self.staff.actor
        return employer.actor(self.login.digest)


def find_clerks_of(governing: Governing, code: str) -> Employer:
    """The employer whose clerks somebody may see to.

    Raises:
        Refusal: `not_found` for whoever is neither its clerk nor its bureau; `forbidden` for a clerk who is
            not the first.
    """
    employer = store.find_employer(code)
    if employer is None:
        raise Refusal("not_found")
    if governing.is_bureau_of(employer):
        return employer
    clerk = employer.clerk(governing.login.digest)
    if clerk is None:
        raise Refusal("not_found")
    if not clerk.first:
        raise Refusal("forbidden")
    return employer


def find_clerk(employer: Employer, login: str) -> Clerk:
    """A clerk by the login's digest.

    Raises:
        Refusal: `not_found`.
    """
    clerk = employer.clerk(login)
    if clerk is None:
        raise Refusal("not_found")
    return clerk


def add_clerk(
    governing: Governing, code: str, wanted: Clerk, *, at: datetime, cause: Cause
) -> Employer:
    """Let a login act for an employer; a first clerk takes the place of the one there was.

    Raises:
        Refusal: as `find_clerks_of`; `employer_closed`; `clerks_too_many`; `idempotency_key_reused`.
    """

    def once() -> Employer:
        previous = find_clerks_of(governing, code)
        kept = previous.clerk(wanted.login)
        if kept and kept.first >= wanted.first:
            return previous
        if is_repeat(acts.find_act(store.employer_key(code), cause.token), cause):
            return previous
        if not previous.is_open:
            raise Refusal("employer_closed", name=previous.name)
        others = [each for each in previous.clerks if each.login != wanted.login]
        if len(others) >= MOST_CLERKS:
            raise Refusal("clerks_too_many", most=MOST_CLERKS)
        if wanted.first:
            others = [msgspec.structs.replace(each, first=False) for each in others]
        clerks = (*others, msgspec.structs.replace(wanted, since=kept.since if kept else at))
        return _put(governing, previous, clerks, wanted, What.CLERK_ADDED, "", at, cause)

    return settled(once)


def withdraw_clerk(
    governing: Governing, code: str, login: str, reason: str, *, at: datetime, cause: Cause
) -> Employer:
    """Let a login act for an employer no more; from the next request on it is nobody's.

    Raises:
        Refusal: as `find_clerks_of`; `not_found` for who is no clerk; `clerk_is_first` for the first
            clerk's own; `idempotency_key_reused`.
    """

    def once() -> Employer:
        previous = find_clerks_of(governing, code)
        if is_repeat(acts.find_act(store.employer_key(code), cause.token), cause):
            return previous
        clerk = find_clerk(previous, login)
        if clerk.first and not governing.is_bureau_of(previous):
            raise Refusal("clerk_is_first")
        clerks = tuple(each for each in previous.clerks if each.login != login)
        return _put(governing, previous, clerks, clerk, What.CLERK_WITHDRAWN, reason, at, cause)

    return settled(once)


def _put(  # noqa: PLR0913, PLR0917 - an act says who, whom, what, when, why and by which request
    governing: Governing,
    previous: Employer,
    clerks: tuple[Clerk, ...],
    clerk: Clerk,
    what: What,
    reason: str,
    at: datetime,
    cause: Cause,
) -> Employer:
    version = next_version(previous.version, at)
    changed = msgspec.structs.replace(previous, clerks=clerks, version=version)
    is_added = what is What.CLERK_ADDED
    names = ("", clerk.subject) if is_added else (clerk.subject, "")
    field = "first_clerk" if clerk.first else "clerk"
    act = Act(
        at=at,
        by=governing.actor(previous),
        what=what,
        reason=reason.strip(),
        changes=(Difference(field, *names),),
        cause=cause,
        version=version,
    )
    ties = list(ties_of(changed, clerks))
    gone = [] if is_added else list(ties_of(previous, (clerk,)))
    told = _told(previous, changed, act).values()
    versions = (previous.version, 0)
    store.put_changed(changed, None, act, versions=versions, ties=ties, untied=gone, told=told)
    return changed


def _told(previous: Employer, changed: Employer, act: Act) -> dict[str, Notice]:
    """What whoever's part has changed is told, by inbox: of several logins of one person once."""
    told: dict[str, Notice] = {}
    for login in dict.fromkeys(each.login for each in (*changed.clerks, *previous.clerks)):
        was, now = previous.clerk(login), changed.clerk(login)
        if was != now:
            inbox = find_inbox(login)
            told.setdefault(inbox, clerk_notice(changed, was, now, inbox, act))
    return told
