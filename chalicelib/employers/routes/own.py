"""One's employer: named at enrolment, agreed that it sees how one stands, and not any more (R1, R38)."""

from chalicelib.access.caller import Who
from chalicelib.employers.actions.give_consent import Agreed, give_consent, withdraw_consent
from chalicelib.employers.actions.name_employer import name_employer, require_open
from chalicelib.employers.routes import present, shapes_own
from chalicelib.employers.store import employers as store
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.refusals import TERRITORY
from chalicelib.people.actions.enrol import Situation, enrol
from chalicelib.people.routes import present as people_present
from chalicelib.people.routes import shapes as people_shapes
from chalicelib.people.routes.people import PROVED_IDENTITY, applicant_of, own_profile
from chalicelib.people.rules.professional import Professional

enrolment = Calls(__name__, tag="people")
own_employer = Calls(__name__, tag="employers")

NAMED_EMPLOYER = ("employer_code_invalid", "employer_unknown")
"""An employer that somebody names by its code."""


@enrolment.call(
    "POST",
    "/v1/me",
    who=Who.LOGIN,
    body=people_shapes.EnrolmentSent,
    answers=people_shapes.Profile,
    status=201,
    made_at="/v1/me",
    versioned="version",
    refusals=(*PROVED_IDENTITY, *TERRITORY, *NAMED_EMPLOYER, "already_enrolled"),
    summary="信息采集",
)
def enrol_me(call: Call[people_shapes.EnrolmentSent]) -> people_shapes.Profile:
    """Open one's account on the finance platform."""
    sent = call.body
    named = name_employer(sent.employer or "", sent.employer_code or "")
    situation = Situation(
        territory=sent.territory,
        employment=sent.employment,
        employer=named.name,
        employer_code=named.code,
        mobile=sent.mobile or "",
        worked_since=sent.worked_since,
    )
    person = applicant_of(call.login, sent.name, sent.document)
    professional = enrol(person, situation, login=call.login.digest, at=call.at, cause=call.cause)
    return people_present.profile(professional)


def shown_employer(professional: Professional) -> shapes_own.NamedEmployerShape:
    """The employer that somebody names, and what they have agreed to."""
    code = professional.employer_code
    return present.own_employer(professional, store.find_employer(code) if code else None)


@own_employer.call(
    "GET",
    "/v1/me/employer",
    who=Who.PROFESSIONAL,
    answers=shapes_own.NamedEmployerShape,
    versioned="version",
    summary="本人的单位与同意",
)
def show_employer(call: Call[None]) -> shapes_own.NamedEmployerShape:
    """Show the employer that one names, and what one has agreed to."""
    return shown_employer(own_profile(call.person))


@own_employer.call(
    "PUT",
    "/v1/me/employer",
    who=Who.PROFESSIONAL,
    body=shapes_own.ConsentSent,
    answers=shapes_own.NamedEmployerShape,
    versioned="version",
    refusals=(*NAMED_EMPLOYER, "account_merged"),
    keyed=True,
    summary="选择单位，同意其查看",
)
def put_employer(call: Call[shapes_own.ConsentSent]) -> shapes_own.NamedEmployerShape:
    """Name an employer by its code, and agree that it sees how one stands; naming another ends what was agreed."""
    sent = call.body
    agreed = Agreed(sent.code, sent.consent, sent.earlier_years)
    seen = call.seen.and_version(sent.version)
    given = give_consent(call.person, agreed, at=call.at, cause=call.cause, seen=seen)
    return shown_employer(given)


@own_employer.call(
    "DELETE",
    "/v1/me/employer",
    who=Who.PROFESSIONAL,
    answers=shapes_own.NamedEmployerShape,
    versioned="version",
    refusals=("account_merged",),
    keyed=True,
    summary="撤回对单位的同意",
)
def delete_consent(call: Call[None]) -> shapes_own.NamedEmployerShape:
    """Take back what one agreed to; the employer stays named."""
    return shown_employer(
        withdraw_consent(call.person, at=call.at, cause=call.cause, seen=call.seen)
    )


@own_employer.call(
    "GET",
    "/v1/employers/{code}/terms",
    who=Who.LOGIN,
    answers=shapes_own.ConsentTerms,
    refusals=NAMED_EMPLOYER,
    summary="同意单位查看的内容告知",
)
def show_terms(call: Call[None]) -> shapes_own.ConsentTerms:
    """Tell what one would agree to: who sees what, for which purpose, from when on, until when."""
    return present.terms(require_open(call.path["code"]))
