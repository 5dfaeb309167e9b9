"""Everything that is held about the caller, in one document (R7, 个人信息保护法第四十五条)."""

from chalicelib.access.caller import Who
from chalicelib.certificates.actions import ask_certificates
from chalicelib.certificates.routes.shapes_transcripts import TranscriptShown
from chalicelib.certificates.routes.transcripts import shown_transcript
from chalicelib.duties.actions.ask_duties import find_duties_of
from chalicelib.duties.routes.present import own_duty
from chalicelib.duties.routes.shapes import DutyRequestShape
from chalicelib.employers.routes.looks import shown_looks
from chalicelib.employers.routes.own import shown_employer
from chalicelib.employers.routes.shapes_own import LookShape, NamedEmployerShape
from chalicelib.http import shapes
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.told import Instant
from chalicelib.http.wire import time_text
from chalicelib.law.rules.policy import years as policy_years
from chalicelib.notices.actions import ask_notices
from chalicelib.notices.routes.notices import NoticeShown, shown_notice
from chalicelib.people.actions import ask_people
from chalicelib.people.routes import present as people_present
from chalicelib.people.routes import shapes as people_shapes
from chalicelib.people.routes.people import own_profile
from chalicelib.platform.store import acts
from chalicelib.platform.store.keys import person_key
from chalicelib.problems.actions.ask_problems import find_own_problems
from chalicelib.problems.actions.find_caller import ProblemCaller
from chalicelib.problems.routes.present import problem as shown_problem
from chalicelib.problems.routes.shapes import ProblemShown
from chalicelib.records.actions.ask_records import find_years
from chalicelib.records.routes.present_appeals import appeal_told
from chalicelib.records.routes.shapes import AppealTold
from chalicelib.records.rules.reconsideration import appeals_of
from chalicelib.reports.actions.ask_reports import find_refused
from chalicelib.study.routes.present_examination import attempts_of
from chalicelib.study.routes.present_lesson import kept
from chalicelib.study.routes.shapes_examination import AttemptShape
from chalicelib.study.routes.shapes_lesson import StudyKept
from chalicelib.views.routes import present_admin, shapes_admin
from chalicelib.views.routes import shapes as views_shapes
from chalicelib.views.routes.years import shown_years

export = Calls(__name__, tag="export")

MOST_LOOKS = 2_000
"""A line a day, employer and clerk: years of a clerk who looks every day."""
MOST_NOTICES = 2_000
"""More than a lifetime's: three reminders a window, one for what expires or is corrected."""


class Export(shapes.Answered, frozen=True, kw_only=True):
    """A person's data: accounts, the employer and who looked for it, years with records, appeals and the rest."""

    exported_at: Instant
    profile: people_shapes.Profile
    employer: NamedEmployerShape
    employer_views: list[LookShape]
    hr_account: people_shapes.HrAccount | None
    years: list[views_shapes.Year]
    studies: list[StudyKept]
    attempts: list[AttemptShape]
    appeals: list[AppealTold]
    duties: list[DutyRequestShape]
    transcripts: list[TranscriptShown]
    notices: list[NoticeShown]
    problems: list[ProblemShown]
    history: list[shapes_admin.HistoryLine]


@export.call(
    "GET",
    "/v1/me/export",
    who=Who.PROFESSIONAL,
    answers=Export,
    summary="导出本人全部信息",
)
def show_everything(call: Call[None]) -> Export:
    """Export what both systems hold about oneself; document numbers stay masked."""
    person = own_profile(call.person)
    own = ProblemCaller(call.login, person)
    known = policy_years()
    mine = find_years(person.id, known[0], known[-1])
    account = ask_people.find_account_of_login(call.login.digest)
    done = [act for each in person.ids for act in acts.find_acts(person_key(each))]
    refused = [row for each in person.identities for row in find_refused(each)]
    return Export(
        exported_at=time_text(call.at),
        profile=people_present.profile(person),
        employer=shown_employer(person),
        employer_views=shown_looks(person.id, MOST_LOOKS),
        hr_account=people_present.hr_account(account) if account else None,
        years=shown_years(call.person, mine, call.at),
        studies=[kept(each) for person_year in mine for each in person_year.progress],
        attempts=attempts_of(person.ids),
        appeals=[
            appeal_told(each, call.at)
            for person_year in mine
            for record in person_year.records
            for each in appeals_of(record)
        ],
        duties=[own_duty(each) for each_id in person.ids for each in find_duties_of(each_id)],
        transcripts=[
            shown_transcript(each, call.at)
            for each_id in person.ids
            for each in ask_certificates.find_transcripts(each_id)
        ],
        notices=[
            shown_notice(each) for each in ask_notices.find_notices(person.ids, None, MOST_NOTICES)
        ],
        problems=[shown_problem(own, each, call.at) for each in find_own_problems(own.owners)],
        history=present_admin.history([person], mine, done, refused, subjects={}),
    )
