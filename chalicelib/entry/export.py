"""Everything that is held about the caller, in one document (R7, 个人信息保护法第四十五条)."""

from chalicelib.entry import (
    present,
    present_admin,
    present_people,
    shapes,
    shapes_admin,
    shapes_people,
    shapes_year,
)
from chalicelib.entry.call import Call
from chalicelib.entry.calls import Calls
from chalicelib.entry.notices import NoticeShown, shown_notice
from chalicelib.entry.own_years import shown_years
from chalicelib.entry.people import own_profile
from chalicelib.rules.caller import Who
from chalicelib.rules.policy import years as policy_years
from chalicelib.store import accounts, acts, notices
from chalicelib.store.keys import person_key
from chalicelib.store.waiting import find_refused
from chalicelib.store.years import find_years

export = Calls(__name__)

MOST_NOTICES = 2_000
"""More than a lifetime's: three reminders a window, one for what expires or is corrected."""


class Export(shapes.Answered, frozen=True, kw_only=True):
    """A person's data: both accounts, every year with its records, notices, and what was done."""

    exported_at: str
    profile: shapes_people.Profile
    hr_account: shapes_people.HrAccount | None
    years: list[shapes_year.Year]
    notices: list[NoticeShown]
    history: list[shapes_admin.HistoryLine]


@export.call(
    "GET",
    "/v1/me/export",
    who=Who.PROFESSIONAL,
    answers=Export,
    summary="导出本人全部信息",
)
def export_me(call: Call[None]) -> Export:
    """Export what both systems hold about oneself; document numbers stay masked."""
    person = own_profile(call.person)
    known = policy_years()
    mine = find_years(person.id, known[0], known[-1])
    account = accounts.find_account_of_login(call.login.digest)
    done = [act for each in person.ids for act in acts.find_acts(person_key(each))]
    refused = [row for each in person.identities for row in find_refused(each)]
    return Export(
        exported_at=present.time_text(call.at),
        profile=present_people.profile(person),
        hr_account=present_people.hr_account(account) if account else None,
        years=shown_years(call.person, mine, call.at),
        notices=[
            shown_notice(each) for each in notices.find_notices(person.ids, None, MOST_NOTICES)
        ],
        history=present_admin.history([person], mine, done, refused, subjects={}),
    )
