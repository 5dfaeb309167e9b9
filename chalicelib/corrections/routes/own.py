"""One's own profile and HR account, corrected (R6): held certificates then go through."""

from msgspec import UNSET

from chalicelib.access.caller import Who
from chalicelib.access.login import Login
from chalicelib.corrections.actions.change_profile import ProfileChange, change_profile
from chalicelib.corrections.actions.correct_hr_account import correct_hr_account
from chalicelib.employers.routes.own import NAMED_EMPLOYER
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.proved import allows_unproved
from chalicelib.http.refusals import TERRITORY
from chalicelib.people.actions.enrol import Correction
from chalicelib.people.routes import present as people_present
from chalicelib.people.routes import shapes as people_shapes
from chalicelib.people.routes.people import PROVED_IDENTITY

own_corrections = Calls(__name__, tag="people")


def _correction(
    login: Login, sent: people_shapes.ProfileChangeSent | people_shapes.HrAccountChangeSent
) -> Correction:
    """What the caller says to be otherwise; what is left out stays."""
    return Correction(
        None if sent.name is UNSET else sent.name,
        None if sent.document is UNSET else sent.document.stated,
        login.claims,
        allows_unproved(),
    )


def change_of(sent: people_shapes.ProfileChangeSent) -> ProfileChange:
    """What shall change of a person's situation; null empties what may be empty."""
    return ProfileChange(
        territory=sent.territory,
        employment=sent.employment,
        employer=UNSET if sent.employer is UNSET else sent.employer or "",
        employer_code=UNSET if sent.employer_code is UNSET else sent.employer_code or "",
        mobile=UNSET if sent.mobile is UNSET else sent.mobile or "",
        worked_since=sent.worked_since,
    )


@own_corrections.call(
    "PATCH",
    "/v1/me",
    who=Who.PROFESSIONAL,
    body=people_shapes.ProfileChangeSent,
    answers=people_shapes.Profile,
    versioned="version",
    refusals=(
        *PROVED_IDENTITY,
        *TERRITORY,
        "already_enrolled",
        "certificate_rests_on_identity",
        "account_merged",
        *NAMED_EMPLOYER,
        "duty_to_be_confirmed",
    ),
    keyed=True,
    summary="变更本人信息",
)
def change_me(call: Call[people_shapes.ProfileChangeSent]) -> people_shapes.Profile:
    """Change what is sent; what is left out stays (R6)."""
    sent = call.body
    change = change_of(sent)
    corrects = sent.name is not UNSET or sent.document is not UNSET
    correction = _correction(call.login, sent) if corrects else None
    seen = call.seen.and_version(sent.version)
    changed = change_profile(
        call.person, correction, change, at=call.at, cause=call.cause, seen=seen
    )
    return people_present.profile(changed)


@own_corrections.call(
    "PATCH",
    "/v1/me/hr-account",
    who=Who.LOGIN,
    body=people_shapes.HrAccountChangeSent,
    answers=people_shapes.HrAccount,
    versioned="version",
    refusals=(*PROVED_IDENTITY, "hr_account_missing", "hr_account_exists"),
    summary="更正省继续教育系统账号",
)
def correct_account(call: Call[people_shapes.HrAccountChangeSent]) -> people_shapes.HrAccount:
    """Correct name or document on the HR side; held certificates then go through."""
    correction = _correction(call.login, call.body)
    seen = call.seen.and_version(call.body.version)
    account = correct_hr_account(correction, login=call.login.digest, at=call.at, seen=seen)
    return people_present.hr_account(account)
