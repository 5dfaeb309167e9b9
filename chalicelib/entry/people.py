"""Professionals: one's account, the HR account, one's years."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import UNSET

from chalicelib.actions.ask_law import law_for
from chalicelib.actions.change_profile import Change, change_profile
from chalicelib.actions.claim_account import find_own_hr_account
from chalicelib.actions.compose_record import get_year
from chalicelib.actions.correct_hr_account import correct_hr_account
from chalicelib.actions.download_certificate import download_certificate
from chalicelib.actions.enrol import Correction, Person, Situation, enrol
from chalicelib.actions.open_hr_account import open_hr_account
from chalicelib.entry import present, shapes
from chalicelib.entry.call import Call
from chalicelib.entry.caller import Login, Who, allows_unproved
from chalicelib.entry.calls import Calls
from chalicelib.entry.refusals import IDENTITY, TERRITORY
from chalicelib.rules.policy import parse_year, years
from chalicelib.rules.professional import Professional
from chalicelib.rules.refusal import Refusal
from chalicelib.store import certificates, professionals
from chalicelib.store.years import PersonYear, find_years

people = Calls(__name__)

PROVED_IDENTITY = (*IDENTITY, "identity_not_proved")
"""The name and document of whoever calls, as the issuer of the login has them."""


def _person(login: Login, name: str, document: shapes.DocumentSent) -> Person:
    """Who the caller says to be, beside what the issuer says of the login."""
    return Person(name, document.type, document.number, login.claims, allows_unproved())


def _correction(
    login: Login, sent: shapes.ProfileChangeSent | shapes.HrAccountChangeSent
) -> Correction:
    """What the caller says to be otherwise; what is left out stays."""
    return Correction(
        None if sent.name is UNSET else sent.name,
        None if sent.document is UNSET else (sent.document.type, sent.document.number),
        login.claims,
        allows_unproved(),
    )


def change_of(sent: shapes.ProfileChangeSent) -> Change:
    """What shall change of a person's situation; null empties what may be empty."""
    return Change(
        territory=sent.territory,
        employment=sent.employment,
        employer=UNSET if sent.employer is UNSET else sent.employer or "",
        mobile=UNSET if sent.mobile is UNSET else sent.mobile or "",
        worked_since=sent.worked_since,
    )


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
    body=shapes.EnrolmentSent,
    answers=shapes.Profile,
    status=201,
    refusals=(*PROVED_IDENTITY, *TERRITORY, "already_enrolled"),
    summary="信息采集",
)
def enrol_me(call: Call[shapes.EnrolmentSent]) -> shapes.Profile:
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
    return present.profile(professional)


@people.call("GET", "/v1/me", who=Who.PROFESSIONAL, answers=shapes.Profile, summary="查询本人信息")
def show_me(call: Call[None]) -> shapes.Profile:
    """Show one's profile, the document number masked."""
    return present.profile(own_profile(call.person))


@people.call(
    "PATCH",
    "/v1/me",
    who=Who.PROFESSIONAL,
    body=shapes.ProfileChangeSent,
    answers=shapes.Profile,
    refusals=(
        *PROVED_IDENTITY,
        *TERRITORY,
        "already_enrolled",
        "certificate_rests_on_identity",
        "account_merged",
    ),
    summary="变更本人信息",
)
def change_me(call: Call[shapes.ProfileChangeSent]) -> shapes.Profile:
    """Change what is sent; what is left out stays (R6)."""
    sent = call.body
    change = change_of(sent)
    corrects = sent.name is not UNSET or sent.document is not UNSET
    correction = _correction(call.login, sent) if corrects else None
    changed = change_profile(call.person, correction, change, at=call.at, cause=call.cause)
    return present.profile(changed)


@people.call(
    "POST",
    "/v1/me/hr-account",
    who=Who.LOGIN,
    body=shapes.HrAccountSent,
    answers=shapes.HrAccount,
    status=201,
    refusals=(*PROVED_IDENTITY, "hr_account_exists"),
    summary="开立省继续教育系统账号",
)
def open_account(call: Call[shapes.HrAccountSent]) -> shapes.HrAccount:
    """Open the account on the HR side."""
    person = _person(call.login, call.body.name, call.body.document)
    account = open_hr_account(person, login=call.login.digest, at=call.at, cause=call.cause)
    return present.hr_account(account)


@people.call(
    "GET",
    "/v1/me/hr-account",
    who=Who.LOGIN,
    answers=shapes.HrAccount,
    refusals=("hr_account_missing", "busy"),
    summary="查询省继续教育系统账号",
)
def show_account(call: Call[None]) -> shapes.HrAccount:
    """Show the account on the HR side."""
    account = find_own_hr_account(call.login.digest, call.login.claims, at=call.at)
    if account is None:
        raise Refusal("hr_account_missing")
    return present.hr_account(account)


@people.call(
    "PATCH",
    "/v1/me/hr-account",
    who=Who.LOGIN,
    body=shapes.HrAccountChangeSent,
    answers=shapes.HrAccount,
    refusals=(*PROVED_IDENTITY, "hr_account_missing", "hr_account_exists"),
    summary="更正省继续教育系统账号",
)
def correct_account(call: Call[shapes.HrAccountChangeSent]) -> shapes.HrAccount:
    """Correct name or document on the HR side; held certificates then go through."""
    correction = _correction(call.login, call.body)
    account = correct_hr_account(correction, login=call.login.digest, at=call.at)
    return present.hr_account(account)


@people.call(
    "GET",
    "/v1/me/years",
    who=Who.PROFESSIONAL,
    answers=shapes.Years,
    summary="查询各年度完成情况",
)
def list_years(call: Call[None]) -> shapes.Years:
    """Show every year that has a policy, the latest first."""
    known = years()
    mine = find_years(call.person, known[0], known[-1])
    return shapes.Years(items=shown_years(call.person, mine, call.at), next=None)


def shown_years(person: str, mine: Sequence[PersonYear], at: datetime) -> list[shapes.Year]:
    """A person's years as they are shown, the latest first, each with its certificate."""
    issued = {each.year: each for each in certificates.find_certificates(person)}
    return [
        present.year(now, law_for(now, at=at), issued.get(now.standing.year))
        for now in reversed(mine)
    ]


@people.call(
    "GET",
    "/v1/me/years/{year}",
    who=Who.PROFESSIONAL,
    answers=shapes.Year,
    refusals=("year_unknown",),
    summary="查询年度完成情况",
)
def show_year(call: Call[None]) -> shapes.Year:
    """Show one year: what counts, what is missing, and the certificate."""
    year = parse_year(call.path["year"])
    now = get_year(call.person, year)
    certificate = certificates.find_certificate(call.person, year)
    return present.year(now, law_for(now, at=call.at), certificate)


@people.call(
    "POST",
    "/v1/me/years/{year}/certificate/download",
    who=Who.PROFESSIONAL,
    answers=shapes.Download,
    refusals=("year_unknown", "certificate_not_ready"),
    summary="下载证书",
    keyed=False,
)
def download(call: Call[None]) -> shapes.Download:
    """Sign an address for the certificate's PDF that lasts minutes (R33)."""
    year = parse_year(call.path["year"])
    return present.download(download_certificate(call.person, year))
