"""Administrators: find professionals, see their years and their whole history."""

from collections.abc import Iterator

import msgspec

from chalicelib.access.role import Role
from chalicelib.certificates.actions import ask_certificates
from chalicelib.corrections.actions.correct_profile import find_governed
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import cut_whole, next_cursor, read_cursor
from chalicelib.http.received import WholePaging
from chalicelib.http.refusals import DOCUMENT, TERRITORY_OF_STAFF
from chalicelib.law.rules.policy import years as policy_years
from chalicelib.people.actions import ask_people
from chalicelib.people.actions.ask_people import find_alike
from chalicelib.people.actions.search_professionals import Sought, search_professionals
from chalicelib.people.routes import present_accounts
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.listing import Position
from chalicelib.platform.store import acts
from chalicelib.platform.store.keys import person_key
from chalicelib.records.actions.ask_records import find_years
from chalicelib.records.actions.find_law import law_for
from chalicelib.records.routes.present import acting_on
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.reports.actions.ask_reports import find_refused
from chalicelib.staff.actions.ask_staff import find_subjects
from chalicelib.staff.routes.territories import territories_of
from chalicelib.views.routes import present
from chalicelib.views.routes import present_admin as present_for
from chalicelib.views.routes import shapes as views_shapes
from chalicelib.views.routes import shapes_admin as sent

admin_people = Calls(__name__, tag="admin_people")


def _years_of(person: str) -> tuple[PersonYear, ...]:
    known = policy_years()
    return find_years(person, known[0], known[-1])


@admin_people.call(
    "POST",
    "/v1/admin/professionals/search",
    who=Role.ADMINISTRATOR,
    body=sent.SearchSent,
    answers=sent.ProfessionalsShown,
    refusals=(*DOCUMENT, *TERRITORY_OF_STAFF, "cursor_invalid"),
    keyed=False,
    proved=False,
    summary="查找人员",
)
def search(call: Call[sent.SearchSent]) -> sent.ProfessionalsShown:
    """Find people of the own territory by document, by name, or all of a territory."""
    asked = call.body
    sought = Sought(
        document=asked.document.stated if asked.document else None,
        name=asked.name or "",
        territories=territories_of(call.staff, asked.territory),
    )
    after = read_cursor(asked.cursor, Position)
    page = search_professionals(sought, after=after, limit=asked.limit, at=call.at)
    return sent.ProfessionalsShown(
        items=[present_accounts.professional(each) for each in page.found],
        next=next_cursor(page.last),
    )


@admin_people.call(
    "GET",
    "/v1/admin/professionals/{id}",
    who=Role.ADMINISTRATOR,
    answers=sent.ProfessionalWithYears,
    versioned="version",
    refusals=("not_found",),
    summary="查看人员及其各年度",
)
def show_professional(call: Call[None]) -> sent.ProfessionalWithYears:
    """Show a profile and all its years, the latest first."""
    found = find_governed(call.staff, call.path["id"])[0]
    return sent.ProfessionalWithYears(
        **msgspec.structs.asdict(present_accounts.professional(found)),
        years=list(_shown_years(call, found)),
        alike=present_accounts.alike(find_alike(found), call.staff.territory),
    )


def _shown_years(call: Call[None], found: Professional) -> Iterator[views_shapes.Year]:
    issued = {each.year: each for each in ask_certificates.find_certificates(found.id)}
    by = acting_on(found, call.staff)
    for person_year in reversed(() if found.merged_into else _years_of(found.id)):
        year = person_year.standing.year
        yield present.year(person_year, law_for(person_year, at=call.at), issued.get(year), by)


@admin_people.call(
    "GET",
    "/v1/admin/professionals/{id}/history",
    who=Role.ADMINISTRATOR,
    query=WholePaging,
    answers=sent.History,
    refusals=("not_found", "cursor_invalid"),
    summary="查看人员的全部变动",
)
def show_history(call: Call[WholePaging]) -> sent.History:
    """Show every move of every record and every act on the account and every refused report, the oldest first."""
    found = find_governed(call.staff, call.path["id"])[0]
    accounts = [found, *ask_people.find_professionals(found.ids[1:]).values()]
    years = [_of(found, person_year) for person_year in _years_of(found.id)]
    done = [act for each in found.ids for act in acts.find_acts(person_key(each))]
    refused = [row for each in found.identities for row in find_refused(each)]
    subjects = find_subjects(present_for.actors_of(years, done, refused))
    items = present_for.history(accounts, years, done, refused, subjects)
    numbered = list(enumerate(items))
    page, following = cut_whole(numbered, call.query, lambda each: str(each[0]))
    return sent.History(items=[line for _, line in page], next=following)


def _of(account: Professional, person_year: PersonYear) -> PersonYear:
    """The year as far as it is an account's: of one that was merged, its own records alone."""
    if not account.merged_into:
        return person_year
    own = tuple(record for record in person_year.records if record.person in account.ids)
    return msgspec.structs.replace(person_year, records=own)
