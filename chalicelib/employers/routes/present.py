"""How employers, applications and clerks are shown."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import UNSET

from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.employers.actions.read_employer import EmployerSeen
from chalicelib.employers.routes import shapes, shapes_own, shapes_proposals
from chalicelib.employers.rules import roll
from chalicelib.employers.rules.employer import KIND_LABELS, Clerk, Employer, EmployerApplication
from chalicelib.employers.rules.look import Look
from chalicelib.employers.rules.proposal import Proposal
from chalicelib.employers.store import employers as store
from chalicelib.http.wire import time_text
from chalicelib.people.actions import ask_people
from chalicelib.people.routes import present as people_present
from chalicelib.people.rules.professional import EmployerConsent, Professional
from chalicelib.platform.rules.act import WHAT_LABELS, Act
from chalicelib.platform.rules.identifier import fingerprint
from chalicelib.platform.store import acts
from chalicelib.records.routes import present_evidence
from chalicelib.records.routes.shapes import EvidenceShape
from chalicelib.records.rules.evidence import Evidence
from chalicelib.staff.actions.ask_staff import find_subjects
from chalicelib.staff.routes import present as staff_present
from chalicelib.staff.routes.shapes import ActShape


def employer(shown: Employer | EmployerApplication) -> shapes.EmployerShape:
    """What anybody signed in may see of an employer that is open."""
    return shapes.EmployerShape(
        code=shown.code,
        name=shown.name,
        kind=shown.kind,
        kind_label=KIND_LABELS[shown.kind],
        territory=shown.territory,
        territory_name=parse_territory(shown.territory).full_name,
        state=shown.state,
    )


def clerk(shown: Clerk) -> shapes.ClerkShape:
    """A clerk, by the issuer's own name for the login."""
    return shapes.ClerkShape(login=shown.subject, first=shown.first, since=time_text(shown.since))


def application(shown: EmployerApplication, *, is_bureau: bool) -> shapes.ApplicationShape:
    """An application; the files' addresses are for the bureau."""
    evidence = _signed if is_bureau else present_evidence.evidence
    return shapes.ApplicationShape(
        id=shown.id,
        name=shown.name,
        kind=shown.kind,
        territory=shown.territory,
        state=shown.state,
        login=shown.subject,
        applied_at=time_text(shown.applied_at),
        decided_at=time_text(shown.decided_at) if shown.decided_at else None,
        reason=shown.reason or None,
        evidence=[evidence(each) for each in shown.evidence],
    )


def _signed(file: Evidence) -> EvidenceShape:
    return present_evidence.signed_evidence(file.owner, file, elsewhere=False)


def applied(shown: EmployerApplication) -> shapes.EmployerDetails:
    """What an applicant is answered."""
    return details(EmployerSeen(None, (shown,), is_bureau=False))


def details(seen: EmployerSeen) -> shapes.EmployerDetails:
    """An employer with what concerns whoever asks."""
    waiting = next((each for each in seen.applications if each.waits), None)
    foremost = seen.employer or waiting or seen.applications[-1]
    own = waiting or (None if seen.employer else seen.applications[-1])
    shown = [application(each, is_bureau=seen.is_bureau) for each in seen.applications]
    clerks = [clerk(each) for each in seen.employer.clerks] if seen.employer else []
    return shapes.EmployerDetails(
        **_members(foremost),
        version=foremost.version,
        application=next((each for each in shown if own and each.id == own.id), None),
        clerks=clerks if seen.employer or seen.is_bureau else UNSET,
        applications=shown if seen.is_bureau else UNSET,
        history=_history(foremost.code) if seen.is_bureau else UNSET,
    )


def _members(shown: Employer | EmployerApplication) -> dict[str, Any]:
    return msgspec.structs.asdict(employer(shown))


def _history(code: str) -> list[ActShape]:
    found = acts.find_acts(store.employer_key(code))
    subjects = find_subjects({act.by.login for act in found if act.by.login})
    return [staff_present.act(act, subjects) for act in found]


def listed(shown: Employer | EmployerApplication) -> shapes.EmployerListed:
    """An employer or an application as a bureau's list has it."""
    if isinstance(shown, Employer):
        since, applied = shown.opened_at, None
    else:
        since = shown.decided_at or shown.applied_at
        applied = application(shown, is_bureau=False)
    return shapes.EmployerListed(**_members(shown), since=time_text(since), application=applied)


def terms(shown: Employer) -> shapes_own.ConsentTerms:
    """What one would agree to."""
    return shapes_own.ConsentTerms(
        code=shown.code,
        recipient=shown.name,
        purpose=roll.PURPOSE,
        fields=list(roll.FIELDS),
        years=roll.YEARS,
        holds=roll.HOLDS,
        source=roll.SOURCES,
    )


def own_employer(
    professional: Professional, named: Employer | None
) -> shapes_own.NamedEmployerShape:
    """The employer that somebody names, and what they have agreed to, as far as it still holds."""
    consent = professional.employer_consent
    holds = named is not None and roll.is_on_roll(professional, named)
    return shapes_own.NamedEmployerShape(
        code=professional.employer_code or None,
        name=(named.name if named else professional.employer) or None,
        confirmed=named is not None,
        state=named.state if named else None,
        consent=_consent(consent) if consent and holds else None,
        terms=terms(named) if named and named.is_open else None,
        version=professional.version,
    )


def _consent(given: EmployerConsent) -> shapes_own.ConsentGiven:
    return shapes_own.ConsentGiven(
        given_at=time_text(given.given_at),
        from_year=None if given.earlier_years else given.year,
        earlier_years=given.earlier_years,
    )


def look(shown: Look) -> shapes_own.LookShape:
    """Who looked at oneself."""
    return shapes_own.LookShape(
        at=time_text(shown.at),
        code=shown.code,
        employer=shown.name,
        login=shown.subject,
        what=shown.what,
        what_label=WHAT_LABELS[shown.what],
        year=shown.year or None,
    )


def seen(of: Employer, looked: Sequence[Act]) -> list[shapes_own.SeenBy]:
    """What an employer's clerks looked at; those who are on its roll no more are ids."""
    known = ask_people.find_professionals({person for act in looked for person in act.about})
    names = {each.id: each.name for each in known.values() if roll.is_on_roll(each, of)}
    logins = {each.login: each.subject for each in of.clerks}
    return [
        shapes_own.SeenBy(
            at=time_text(act.at),
            login=logins.get(act.by.login, fingerprint(act.by.login)),
            what=act.what,
            what_label=WHAT_LABELS[act.what],
            year=act.year or None,
            people=[
                shapes_own.SeenPerson(id=person, name=names.get(person)) for person in act.about
            ],
        )
        for act in looked
    ]


def proposal(
    shown: Proposal, professional: Professional, employers: Mapping[str, Employer]
) -> shapes_proposals.ProposalShape:
    """Somebody's employer as it was typed, and those that it may be."""
    return shapes_proposals.ProposalShape(
        professional=shown.person,
        person=people_present.person(professional),
        territory=professional.territory,
        employer=shown.text,
        employers=[employer(employers[code]) for code in shown.codes if code in employers],
    )
