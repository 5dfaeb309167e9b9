"""Professionals: one's account, the HR account, one's years."""

from chalicelib.actions.claim_account import find_own_hr_account
from chalicelib.actions.enrol import Person, Situation, enrol
from chalicelib.actions.open_hr_account import open_hr_account
from chalicelib.entry import present_people, shapes_people
from chalicelib.entry.call import Call
from chalicelib.entry.calls import Calls
from chalicelib.entry.proved import allows_unproved
from chalicelib.entry.refusals import IDENTITY, TERRITORY
from chalicelib.rules.caller import Who
from chalicelib.rules.login import Login
from chalicelib.rules.professional import Professional
from chalicelib.rules.refusal import Refusal
from chalicelib.store import professionals

people = Calls(__name__)

PROVED_IDENTITY = (*IDENTITY, "identity_not_proved")
"""The name and document of whoever calls, as the issuer of the login has them."""


def _person(login: Login, name: str, document: shapes_people.DocumentSent) -> Person:
    """Who the caller says to be, beside what the issuer says of the login."""
    return Person(name, document.type, document.number, login.claims, allows_unproved())


def own_profile(person: str) -> Professional:
    """The caller's profile.

    Raises:
        Refusal: `not_enrolled`.
    """
    professional = professionals.find_professional(person)
    if professional is None:
        raise Refusal("not_enrolled")
    return professional


@people.call(
    "POST",
    "/v1/me",
    who=Who.LOGIN,
    body=shapes_people.EnrolmentSent,
    answers=shapes_people.Profile,
    status=201,
    refusals=(*PROVED_IDENTITY, *TERRITORY, "already_enrolled"),
    summary="信息采集",
)
def enrol_me(call: Call[shapes_people.EnrolmentSent]) -> shapes_people.Profile:
    """Open one's account on the finance platform."""
    sent = call.body
    situation = Situation(
        territory=sent.territory,
        employment=sent.employment,
        employer=sent.employer or "",
        mobile=sent.mobile or "",
        worked_since=sent.worked_since,
    )
    person = _person(call.login, sent.name, sent.document)
    professional = enrol(person, situation, login=call.login.digest, at=call.at, cause=call.cause)
    return present_people.profile(professional)


@people.call(
    "GET", "/v1/me", who=Who.PROFESSIONAL, answers=shapes_people.Profile, summary="查询本人信息"
)
def show_me(call: Call[None]) -> shapes_people.Profile:
    """Show one's profile, the document number masked."""
    return present_people.profile(own_profile(call.person))


@people.call(
    "POST",
    "/v1/me/hr-account",
    who=Who.LOGIN,
    body=shapes_people.HrAccountSent,
    answers=shapes_people.HrAccount,
    status=201,
    refusals=(*PROVED_IDENTITY, "hr_account_exists"),
    summary="开立省继续教育系统账号",
)
def open_account(call: Call[shapes_people.HrAccountSent]) -> shapes_people.HrAccount:
    """Open the account on the HR side."""
    person = _person(call.login, call.body.name, call.body.document)
    account = open_hr_account(person, login=call.login.digest, at=call.at, cause=call.cause)
    return present_people.hr_account(account)


@people.call(
    "GET",
    "/v1/me/hr-account",
    who=Who.LOGIN,
    answers=shapes_people.HrAccount,
    refusals=("hr_account_missing", "busy"),
    summary="查询省继续教育系统账号",
)
def show_account(call: Call[None]) -> shapes_people.HrAccount:
    """Show the account on the HR side."""
    account = find_own_hr_account(call.login.digest, call.login.claims, at=call.at)
    if account is None:
        raise Refusal("hr_account_missing")
    return present_people.hr_account(account)
