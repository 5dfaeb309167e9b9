"""Enrol (信息采集): open one's account on the finance platform (R1)."""

from datetime import date, datetime

import msgspec

from chalicelib.bureaus.rules import territory
from chalicelib.identity.gateways import keys
from chalicelib.identity.rules import identity, name, proof
from chalicelib.identity.rules.mobile import parse_mobile
from chalicelib.people.actions.claim_account import claim_professional
from chalicelib.people.actions.liken import alike_of
from chalicelib.people.rules.duty import WorkStatement, begun_years
from chalicelib.people.rules.employment import Employment
from chalicelib.people.rules.professional import Professional, start_fault
from chalicelib.people.store import logins, professionals
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause, is_import, repeats
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal, read_all
from chalicelib.platform.rules.version import next_version
from chalicelib.platform.store.tables import Conflict


class Applicant(msgspec.Struct, frozen=True):
    """Who a login says to be: name, document and what proves them."""

    name: str
    document_type: str
    document_number: str
    claims: proof.Claims
    allow_unproved: bool


class Correction(msgspec.Struct, frozen=True):
    """What a login says to be otherwise than was kept; a name or document of None stays."""

    name: str | None
    document: tuple[str, str] | None
    claims: proof.Claims
    allow_unproved: bool

    def person(self, name: str, document: tuple[str, str]) -> Applicant:
        """Who that makes the login say to be, where `name` and `document` were kept."""
        return Applicant(
            self.name if self.name is not None else name,
            *(self.document or document),
            self.claims,
            self.allow_unproved,
        )


class Proved(msgspec.Struct, frozen=True):
    """A name and document that have passed R1 to R4."""

    name: str
    document: identity.Document
    proved: bool


class Situation(msgspec.Struct, frozen=True):
    """Where a person works or lives (R5) and how to reach them.

    `employer_code` is that of an open employer, whose name `employer` then is (R38).
    """

    territory: str
    employment: Employment
    employer: str = ""
    mobile: str = ""
    worked_since: date | None = None
    employer_code: str = ""


def prove(person: Applicant, at: datetime) -> Proved:
    """Parse name and document, and hold them against the login's claims.

    Raises:
        Refusal: `name_invalid`, `document_invalid`, `document_type_unknown`, all of them at once;
            `identity_not_proved`.
    """

    def read_document() -> identity.Document:
        kind, number = person.document_type, person.document_number
        return identity.parse_document(kind, number, today=shanghai_date(at))

    typed, document = read_all(lambda: name.parse_name(person.name), read_document)
    proved = proof.is_proved(person.claims, typed, document, allow_unproved=person.allow_unproved)
    return Proved(typed, document, proved)


def parse_situation(situation: Situation, at: datetime) -> Situation:
    """Check territory, mobile and the start of work.

    Raises:
        Refusal: `territory_unknown`, `shenzhen_excluded`, `field_invalid`, all of them at once.
    """
    place, mobile, _ = read_all(
        lambda: territory.parse_territory(situation.territory),
        lambda: parse_mobile(situation.mobile) if situation.mobile else "",
        lambda: _require_begun(situation.worked_since, at),
    )
    return msgspec.structs.replace(
        situation, territory=place.code, employer=situation.employer.strip(), mobile=mobile
    )


def _require_begun(since: date | None, at: datetime) -> None:
    if since and (why := start_fault(since, today=shanghai_date(at))):
        raise Refusal("field_invalid", field="worked_since", why=why)


def enrol(
    person: Applicant, situation: Situation, *, login: str, at: datetime, cause: Cause
) -> Professional:
    """Enrol a person once: one identity, one login, one account.

    Args:
        person: name, document and claims.
        situation: territory, employment and contact; what was imported of them stays.
        login: the digest of the login's issuer and subject.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: what `prove` and `parse_situation` refuse; `already_enrolled`;
            `idempotency_key_reused`.
    """
    proved, checked = read_all(lambda: prove(person, at), lambda: parse_situation(situation, at))
    return settled(lambda: _enrol_once(proved, checked, login, at, cause))


def _enrol_once(
    proved: Proved, situation: Situation, login: str, at: datetime, cause: Cause
) -> Professional:
    if enrolled := _enrolled_by(login, cause):
        return enrolled
    document = proved.document
    digest = keys.document_digest(document.type, document.number)
    if proved.proved and (claimed := claim_professional(digest, login, proved.name, at=at)):
        return claimed
    professional = new_professional(proved, situation, login=login, at=at, cause=cause)
    try:
        professionals.enrol(professional)
    except Conflict:
        if professionals.find_person_by_identity(digest) not in {None, professional.id}:
            raise Refusal("already_enrolled") from None
        raise
    return professional


def new_professional(
    proved: Proved, situation: Situation, *, login: str, at: datetime, cause: Cause
) -> Professional:
    """A professional as first kept, whose numbers are sealed by this; `login` is "" for nobody's yet.

    What is stated of work and study and would make a year exempt that has begun waits to be proved (R44).
    """
    document = proved.document
    stated = WorkStatement(situation.worked_since, situation.employment)
    person = derived("professional", cause.token)
    mobile = keys.seal_mobile(person, situation.mobile) if situation.mobile else None
    return Professional(
        id=person,
        name=proved.name,
        document_type=document.type,
        document_digest=keys.document_digest(document.type, document.number),
        number_digest=keys.number_digest(proof.sha256_of(document.number)),
        masked_number=identity.masked_number(document.number),
        sealed_number=keys.seal(person, document.number),
        territory=situation.territory,
        employment=situation.employment,
        employer=situation.employer,
        employer_code=situation.employer_code,
        sealed_mobile=mobile,
        alike=alike_of(proved.name, mobile, document),
        worked_since=situation.worked_since,
        duty_unproved=bool(stated.frees(begun_years(at))),
        login=login,
        proved=proved.proved,
        enrolled_at=at,
        cause=cause,
        version=next_version(0, at),
    )


def _enrolled_by(login: str, cause: Cause) -> Professional | None:
    """What this login enrolled by this very request, or has claimed; any other is refused."""
    person = logins.find_person(login)
    if person is None:
        return None
    professional = professionals.find_professional(person)
    if professional is not None and is_import(professional.cause):
        return professional
    if professional is None or not repeats((professional.cause,), cause):
        raise Refusal("already_enrolled")
    return professional
