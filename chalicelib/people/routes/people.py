"""One's accounts: the profile, and the account on the HR side (R1, R30)."""

from msgspec import UNSET

from chalicelib.access.caller import Who
from chalicelib.access.login import Login
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.proved import allows_unproved
from chalicelib.http.refusals import IDENTITY
from chalicelib.people.actions.claim_account import find_own_hr_account
from chalicelib.people.actions.enrol import Applicant
from chalicelib.people.actions.open_hr_account import open_enrolled_account, open_hr_account
from chalicelib.people.routes import present, shapes
from chalicelib.people.rules.professional import Professional
from chalicelib.people.store import professionals
from chalicelib.platform.rules.refusal import Refusal

people = Calls(__name__, tag="people")

PROVED_IDENTITY = (*IDENTITY, "identity_not_proved")
"""The name and document of whoever calls, as the issuer of the login has them."""


def applicant_of(login: Login, name: str, document: shapes.DocumentSent) -> Applicant:
    """Who the caller says to be, beside what the issuer says of the login."""
    return Applicant(name, document.type, document.number, login.claims, allows_unproved())


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
    "GET",
    "/v1/me",
    who=Who.PROFESSIONAL,
    answers=shapes.Profile,
    versioned="version",
    summary="查询本人信息",
)
def show_me(call: Call[None]) -> shapes.Profile:
    """Show one's profile, the document number masked."""
    return present.profile(own_profile(call.person))


@people.call(
    "POST",
    "/v1/me/hr-account",
    who=Who.LOGIN,
    body=shapes.HrAccountSent,
    answers=shapes.HrAccount,
    status=201,
    made_at="/v1/me/hr-account",
    versioned="version",
    refusals=(*PROVED_IDENTITY, "hr_account_exists"),
    summary="开立省继续教育系统账号",
)
def open_account(call: Call[shapes.HrAccountSent]) -> shapes.HrAccount:
    """Open the account on the HR side; with nothing sent, as one has enrolled."""
    name, document = call.body.name, call.body.document
    login, at, cause = call.login, call.at, call.cause
    if name is UNSET and document is UNSET:
        account = open_enrolled_account(login.claims, login=login.digest, at=at, cause=cause)
        return present.hr_account(account)
    if name is UNSET or document is UNSET:
        raise Refusal("field_missing", field="name" if name is UNSET else "document")
    person = applicant_of(login, name, document)
    return present.hr_account(open_hr_account(person, login=login.digest, at=at, cause=cause))


@people.call(
    "GET",
    "/v1/me/hr-account",
    who=Who.LOGIN,
    answers=shapes.HrAccount,
    versioned="version",
    refusals=("hr_account_missing", "busy"),
    summary="查询省继续教育系统账号",
)
def show_account(call: Call[None]) -> shapes.HrAccount:
    """Show the account on the HR side."""
    account = find_own_hr_account(call.login.digest, call.login.claims, at=call.at)
    if account is None:
        raise Refusal("hr_account_missing")
    return present.hr_account(account)
