"""Agree that one's employer sees how one stands, and take it back (R38): apart from naming it."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from chalicelib.employers.actions.name_employer import require_open
from chalicelib.employers.store.rolls import is_still, roll_writes
from chalicelib.people.actions import ask_people
from chalicelib.people.rules.professional import EmployerConsent, Professional, require_current
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.act import Act, Difference, What, is_repeat
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.mark import Mark
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.platform.rules.version import next_version
from chalicelib.platform.store import acts
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.writes import Write


class Agreed(NamedTuple):
    """The employer that somebody names by its code, and what they agree to."""

    code: str
    consent: bool
    earlier_years: bool = False


def give_consent(
    person: str, agreed: Agreed, *, at: datetime, cause: Cause, seen: Seen = UNSEEN
) -> Professional:
    """Name an employer by its code, and agree or not that it sees how one stands from this year on.

    Of this and the employer's closing one wins. Given once more, it counts from the year in which it was given
    first; whether earlier years are seen is as it was said last.

    Raises:
        Refusal: `employer_code_invalid`, `employer_unknown`; `account_merged`; `not_enrolled`; `stale`.
    """

    def once() -> Professional:
        previous, owed = _read(person)
        if is_repeat(acts.find_act(person_key(person), cause.token), cause):
            return previous
        seen.require(previous.version)
        employer = require_open(agreed.code)
        kept = previous.employer_consent
        is_same = previous.employer_code == employer.code
        began = kept if is_same and kept and kept.opening == employer.opening else None
        new = EmployerConsent(
            employer.opening,
            began.given_at if began else at,
            began.year if began else shanghai_date(at).year,
            agreed.earlier_years,
        )
        changed = msgspec.structs.replace(
            previous,
            employer=employer.name,
            employer_code=employer.code,
            employer_consent=new if agreed.consent else None,
        )
        return _put(changed, previous, owed, at, cause, [is_still(employer)])

    return settled(once)


def withdraw_consent(
    person: str, *, at: datetime, cause: Cause, seen: Seen = UNSEEN
) -> Professional:
    """Take back what one agreed to: the employer stays named, and sees nothing from now on.

    Raises:
        Refusal: `account_merged`; `not_enrolled`; `stale`.
    """

    def once() -> Professional:
        previous, owed = _read(person)
        if is_repeat(acts.find_act(person_key(person), cause.token), cause):
            return previous
        seen.require(previous.version)
        changed = msgspec.structs.replace(previous, employer_consent=None)
        return _put(changed, previous, owed, at, cause, [])

    return settled(once)


def _read(person: str) -> tuple[Professional, Mark | None]:
    found = ask_people.find_profile(person)
    if found is None:
        raise Refusal("not_enrolled")
    require_current(found[0])
    return found


def _put(
    wanted: Professional,
    previous: Professional,
    owed: Mark | None,
    at: datetime,
    cause: Cause,
    asked: list[Write],
) -> Professional:
    if wanted == previous:
        return previous
    changed = msgspec.structs.replace(wanted, version=next_version(previous.version, at))
    gives = bool(changed.employer_consent)
    act = Act(
        at=at,
        by=previous.actor,
        what=_what(changed, previous),
        changes=(
            Difference("employer_code", previous.employer_code, changed.employer_code),
            Difference("employer_consent", _said(previous), _said(changed)),
        ),
        cause=cause,
        version=changed.version,
    )
    writes = [*roll_writes(changed, previous), *(asked if gives else [])]
    ask_people.change(changed, previous, owed, act, beside=writes)
    return changed


def _what(changed: Professional, previous: Professional) -> What:
    if changed.employer_consent:
        return What.CONSENT_GIVEN
    return What.CONSENT_WITHDRAWN if previous.employer_consent else What.PROFILE_CHANGED


def _said(professional: Professional) -> str:
    """What is agreed to, as an act tells it: of which employer, from which year on."""
    consent = professional.employer_consent
    if consent is None:
        return ""
    return f"{professional.employer_code} {'' if consent.earlier_years else consent.year}".strip()
