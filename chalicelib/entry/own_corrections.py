"""One's own profile and HR account, corrected (R6): held certificates then go through."""

from msgspec import UNSET

from chalicelib.actions.change_profile import Change, change_profile
from chalicelib.actions.correct_hr_account import correct_hr_account
from chalicelib.actions.enrol import Correction
from chalicelib.entry import (
    present_people,
    shapes_people,
)
from chalicelib.entry.call import Call
from chalicelib.entry.calls import Calls
from chalicelib.entry.people import PROVED_IDENTITY
from chalicelib.entry.proved import allows_unproved
from chalicelib.entry.refusals import TERRITORY
from chalicelib.rules.caller import Who
from chalicelib.rules.login import Login

own_corrections = Calls(__name__, tag="people")


def _correction(
    login: Login, sent: shapes_people.ProfileChangeSent | shapes_people.HrAccountChangeSent
) -> Correction:
    """What the caller says to be otherwise; what is left out stays."""
    return Correction(
        None if sent.name is UNSET else sent.name,
        None if sent.document is UNSET else (sent.document.type, sent.document.number),
        login.claims,
        allows_unproved(),
    )


def change_of(sent: shapes_people.ProfileChangeSent) -> Change:
    """What shall change of a person's situation; null empties what may be empty."""
    return Change(
        territory=sent.territory,
        employment=sent.employment,
        employer=UNSET if sent.employer is UNSET else sent.employer or "",
        mobile=UNSET if sent.mobile is UNSET else sent.mobile or "",
        worked_since=sent.worked_since,
    )


@own_corrections.call(
    "PATCH",
    "/v1/me",
    who=Who.PROFESSIONAL,
    body=shapes_people.ProfileChangeSent,
    answers=shapes_people.Profile,
    refusals=(
        *PROVED_IDENTITY,
        *TERRITORY,
        "already_enrolled",
        "certificate_rests_on_identity",
        "account_merged",
    ),
    summary="变更本人信息",
)
def change_me(call: Call[shapes_people.ProfileChangeSent]) -> shapes_people.Profile:
    """Change what is sent; what is left out stays (R6)."""
    sent = call.body
    change = change_of(sent)
    corrects = sent.name is not UNSET or sent.document is not UNSET
    correction = _correction(call.login, sent) if corrects else None
    changed = change_profile(call.person, correction, change, at=call.at, cause=call.cause)
    return present_people.profile(changed)


@own_corrections.call(
    "PATCH",
    "/v1/me/hr-account",
    who=Who.LOGIN,
    body=shapes_people.HrAccountChangeSent,
    answers=shapes_people.HrAccount,
    refusals=(*PROVED_IDENTITY, "hr_account_missing", "hr_account_exists"),
    summary="更正省继续教育系统账号",
)
def correct_account(call: Call[shapes_people.HrAccountChangeSent]) -> shapes_people.HrAccount:
    """Correct name or document on the HR side; held certificates then go through."""
    correction = _correction(call.login, call.body)
    account = correct_hr_account(correction, login=call.login.digest, at=call.at)
    return present_people.hr_account(account)
