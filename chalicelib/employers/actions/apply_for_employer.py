"""Apply for an employer's account (R37): whoever does becomes its first clerk, if the bureau opens it."""

from datetime import datetime

import msgspec

from chalicelib.access.login import Login
from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.employers.rules.employer import (
    Employer,
    EmployerApplication,
    EmployerKind,
    EmployerState,
    Tie,
)
from chalicelib.employers.rules.employer_code import parse_code
from chalicelib.employers.rules.employer_name import parse_employer_name
from chalicelib.employers.store import employers as store
from chalicelib.people.actions import ask_people
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.act import Act, What
from chalicelib.platform.rules.cause import Actor, Cause, Party, repeats
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal, attempted, several
from chalicelib.platform.rules.version import next_version
from chalicelib.records.actions.keep_files import keep_files


class EmployerStated(msgspec.Struct, frozen=True, kw_only=True):
    """What an applicant states of an employer; `evidence` names uploads, such as the licence."""

    code: str
    name: str
    kind: EmployerKind
    territory: str
    evidence: tuple[str, ...] = ()


def apply_for_employer(
    login: Login, stated: EmployerStated, *, at: datetime, cause: Cause
) -> EmployerApplication:
    """Take an application down for the bureau of the employer's territory; a repeat is answered alike.

    Args:
        login: who applies, enrolled or not.
        stated: the employer.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `employer_code_invalid`, `field_invalid`, `territory_unknown`, `shenzhen_excluded`, all
            of them at once; `evidence_invalid`; `employer_already_open`; `employer_applied_for`;
            `idempotency_key_reused`.
    """
    read = _read(stated)
    owners = tuple(filter(None, (ask_people.find_person(login.digest), login.digest)))
    files = keep_files(owners, read.evidence) if read.evidence else ()

    def once() -> EmployerApplication:
        kept = store.find_file(read.code)
        previous = next((each for each in kept.applications if each.login == login.digest), None)
        if previous and repeats((previous.cause,), cause):
            return previous
        _require_not_open(kept.employer)
        if previous and previous.waits:
            raise Refusal("employer_applied_for", employer=read.code)
        version = previous.version if previous else 0
        application = EmployerApplication(
            id=derived("employer", login.digest, read.code),
            code=read.code,
            name=read.name,
            kind=read.kind,
            territory=read.territory,
            evidence=files,
            login=login.digest,
            subject=login.subject,
            applied_at=at,
            cause=cause,
            version=next_version(version, at),
        )
        _put(application, version)
        return application

    return settled(once)


def _read(stated: EmployerStated) -> EmployerStated:
    """What is stated in the form in which it is kept; all faults are told at once."""
    code, code_fault = attempted(lambda: parse_code(stated.code))
    name, name_fault = attempted(lambda: parse_employer_name(stated.name))
    place, place_fault = attempted(lambda: parse_territory(stated.territory).code)
    if code is None or name is None or place is None:
        raise several([each for each in (code_fault, name_fault, place_fault) if each])
    return msgspec.structs.replace(stated, code=code, name=name, territory=place)


def _require_not_open(employer: Employer | None) -> None:
    """One that was loaded, or has lost its clerks, is open and waits for whoever acts for it."""
    if employer and employer.is_open and employer.clerks:
        raise Refusal("employer_already_open", employer=employer.code)


def _put(application: EmployerApplication, version: int) -> None:
    code, name = application.code, application.name
    act = Act(
        at=application.applied_at,
        by=Actor(Party.EMPLOYER, application.login),
        what=What.EMPLOYER_APPLIED,
        cause=application.cause,
        version=application.version,
    )
    tie = Tie(code, name, EmployerState.APPLIED)
    store.put_changed(
        None, application, act, versions=(0, version), ties=[(application.login, tie)]
    )
