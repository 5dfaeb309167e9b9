"""Find who is told of a row that waits for long: whoever may correct it, else the bureau in charge (R37, R40)."""

from collections.abc import Iterator

from chalicelib.access.role import Role
from chalicelib.bureaus.rules.contact import contact_line
from chalicelib.bureaus.rules.territory import PROVINCE
from chalicelib.employers.actions.ask_employers import find_employer
from chalicelib.platform.rules.refusal_kinds import Ask
from chalicelib.reports.rules.age_notice import AgeTold, ToldAs
from chalicelib.reports.rules.roster_row import RosterRow
from chalicelib.reports.rules.waiting_age import Reported
from chalicelib.staff.actions.ask_staff import find_staff
from chalicelib.staff.actions.find_bureau_staff import find_bureau_staff


def find_age_told(row: Reported) -> list[AgeTold]:
    """Who is told of a row, each as what."""
    return list(_of_roster(row) if isinstance(row, RosterRow) else _of_provider(row.provider))


def _of_roster(row: RosterRow) -> Iterator[AgeTold]:
    """The clerk who brought it; where that is none any more, another one, the first clerk before others."""
    employer = find_employer(row.employer)
    if employer is None:
        return
    clerks = employer.clerks if employer.is_open else ()
    acting = employer.clerk(row.clerk) or max(clerks, key=lambda each: each.first, default=None)
    if acting is not None:
        yield AgeTold(acting.login, ToldAs.REPORTER)
        return
    yield from _instead(row.clerk, f"单位“{employer.name}”", employer.territory)


def _of_provider(login: str) -> Iterator[AgeTold]:
    staff = find_staff(login)
    if staff is None or staff.role is Role.PROVIDER:
        yield AgeTold(login, ToldAs.REPORTER)
        return
    # Its role was the province's to withdraw, whatever territory it was granted in.
    yield from _instead(login, f"原施教机构“{staff.subject}”", PROVINCE)


def _instead(former: str, reporter: str, territory: str) -> Iterator[AgeTold]:
    yield AgeTold(former, ToldAs.FORMER, line=contact_line(Ask.BUREAU, territory))
    for staff in find_bureau_staff(territory):
        yield AgeTold(staff.login, ToldAs.BUREAU, reporter)
