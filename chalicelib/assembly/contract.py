"""All routes of the contract in one place, and the contract itself as openapi.json."""

import os
from functools import cache
from typing import Any

from chalicelib.access.caller import Who
from chalicelib.assembly.groups import GROUPS
from chalicelib.assembly.health import healthy
from chalicelib.certificates.routes.certificates import admin_certificates
from chalicelib.certificates.routes.credentials import own_credential, status_lists
from chalicelib.certificates.routes.download import own_certificate
from chalicelib.certificates.routes.keys import public_keys
from chalicelib.certificates.routes.parcels import admin_parcels
from chalicelib.certificates.routes.roll_parcels import roll_parcels
from chalicelib.certificates.routes.transcripts import own_transcripts
from chalicelib.certificates.routes.verification import verification
from chalicelib.corrections.routes.appeal_answers import appeal_answers
from chalicelib.corrections.routes.held import held_accounts
from chalicelib.corrections.routes.hr_accounts import hr_accounts
from chalicelib.corrections.routes.merges import admin_merges
from chalicelib.corrections.routes.own import own_corrections
from chalicelib.corrections.routes.people import people_corrected
from chalicelib.corrections.routes.revocations import revocations
from chalicelib.courses.routes.courses import courses
from chalicelib.courses.routes.lessons import lessons
from chalicelib.courses.routes.media import course_media
from chalicelib.cut_offs.routes.cut_offs import admin_cut_offs
from chalicelib.duties.routes.duties import duties
from chalicelib.employers.routes.clerks import clerks
from chalicelib.employers.routes.employers import employers
from chalicelib.employers.routes.looks import looks
from chalicelib.employers.routes.own import enrolment, own_employer
from chalicelib.employers.routes.proposals import proposals
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.openapi import openapi_document
from chalicelib.http.wire import ASK_AGAIN
from chalicelib.imports.routes.course_imports import course_imports
from chalicelib.imports.routes.imports import admin_imports
from chalicelib.imports.routes.provider_imports import provider_imports
from chalicelib.imports.routes.refused_rows import admin_refused
from chalicelib.imports.routes.roster_imports import roster_imports
from chalicelib.imports.routes.rosters import rosters
from chalicelib.imports.routes.shapes_roster import RosterRowSent
from chalicelib.imports.routes.templates import templates
from chalicelib.law.routes.calendar import admin_calendar
from chalicelib.law.routes.forms import forms
from chalicelib.law.routes.policies import admin_policies
from chalicelib.law.routes.policy import policy
from chalicelib.law.routes.preview import previews
from chalicelib.law.routes.shapes_facts import FACTS_OF_FORMS, FactsShown
from chalicelib.notices.routes.announcements import announcements
from chalicelib.notices.routes.messages import messages
from chalicelib.notices.routes.notices import notices
from chalicelib.people.routes.comparison import comparisons
from chalicelib.people.routes.people import people
from chalicelib.plans.routes.plan_review import plan_review
from chalicelib.plans.routes.plans import plans
from chalicelib.problems.routes.problems import problems
from chalicelib.problems.routes.questions import questions
from chalicelib.records.routes.appeals import appeals
from chalicelib.records.routes.claims import general_claims, own_claims
from chalicelib.records.routes.desk import desk
from chalicelib.records.routes.records import records
from chalicelib.records.routes.review import review
from chalicelib.records.routes.uploads import uploads
from chalicelib.reports.routes.ledgers import in_their_place, ledgers
from chalicelib.reports.routes.providers import providers
from chalicelib.reports.routes.shapes import ReportSent
from chalicelib.staff.routes.staff import staff
from chalicelib.study.routes.examinations import examinations
from chalicelib.study.routes.statements import admin_statements
from chalicelib.study.routes.studied_lessons import studied_lessons
from chalicelib.study.routes.study import study
from chalicelib.upkeep.routes.letters import admin_letters
from chalicelib.views.routes.bureaus import bureaus
from chalicelib.views.routes.client import client
from chalicelib.views.routes.enquiries import enquiries
from chalicelib.views.routes.export import export
from chalicelib.views.routes.overview import overview
from chalicelib.views.routes.people import admin_people
from chalicelib.views.routes.rolls import rolls
from chalicelib.views.routes.statistics import statistics
from chalicelib.views.routes.sync import admin_sync
from chalicelib.views.routes.waiting import bureau_waiting
from chalicelib.views.routes.web import web
from chalicelib.views.routes.years import own_years

contract = Calls(__name__, tag="contract")
ALL = (
    enrolment,
    people,
    duties,
    own_corrections,
    own_years,
    own_certificate,
    own_credential,
    own_transcripts,
    course_imports,
    course_media,
    notices,
    messages,
    problems,
    questions,
    export,
    records,
    uploads,
    study,
    studied_lessons,
    examinations,
    admin_statements,
    courses,
    lessons,
    review,
    desk,
    employers,
    clerks,
    plans,
    plan_review,
    appeals,
    own_claims,
    general_claims,
    appeal_answers,
    own_employer,
    rosters,
    proposals,
    looks,
    rolls,
    roll_parcels,
    roster_imports,
    providers,
    ledgers,
    provider_imports,
    templates,
    in_their_place,
    staff,
    admin_merges,
    admin_people,
    people_corrected,
    revocations,
    admin_certificates,
    statistics,
    overview,
    bureau_waiting,
    hr_accounts,
    held_accounts,
    enquiries,
    admin_policies,
    admin_calendar,
    admin_cut_offs,
    admin_sync,
    admin_letters,
    admin_parcels,
    admin_imports,
    admin_refused,
    announcements,
    verification,
    public_keys,
    status_lists,
    policy,
    healthy,
    client,
    bureaus,
    comparisons,
    previews,
    forms,
    web,
    contract,
)


@contract.call(
    "GET",
    "/openapi.json",
    who=Who.ANYBODY,
    answers=dict[str, Any],
    caching=ASK_AGAIN,
    summary="接口说明（OpenAPI 3.1）",
)
def show(call: Call[None]) -> dict[str, Any]:  # noqa: ARG001 - every handler is given its call
    """Describe every call."""
    return _document()


@cache
def _document() -> dict[str, Any]:
    return contract_document(os.environ["PUBLIC_URL"])


def contract_document(server: str = "/") -> dict[str, Any]:
    """The whole contract as openapi.json, served at an address."""
    also = (FactsShown, *FACTS_OF_FORMS.values(), ReportSent, RosterRowSent)
    return openapi_document(ALL, groups=GROUPS, also=also, server=server)
