"""Attach a problem to the thing that it is about: the reporter's own, or one of their territory."""

from collections.abc import Callable, Mapping

from chalicelib.access.role import BUREAU, Role
from chalicelib.bureaus.rules.territory import PROVINCE, bureau_above, covers
from chalicelib.certificates.actions.ask_certificates import find_by_number, find_certificate
from chalicelib.certificates.rules.certificate import CertificateState
from chalicelib.certificates.rules.certificate_number import parse_number
from chalicelib.employers.actions.ask_employers import require_clerk
from chalicelib.imports.actions.ask_imports import find_job
from chalicelib.law.rules.policy import years
from chalicelib.people.actions import ask_people
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.problems.actions.find_caller import ProblemCaller
from chalicelib.problems.rules.problem import About, AboutKind, ProblemKind, ProblemSide
from chalicelib.records.actions.get_record import get_own_record, get_reviewed
from chalicelib.reports.actions.ask_reports import find_report

Found = tuple[str, bool]
"""The territory of a thing, and whether it waits between the two systems."""


def attach(
    caller: ProblemCaller, kind: ProblemKind, about: About | None, territory: str
) -> tuple[ProblemSide, str]:
    """Find who is in charge of a problem: the side, and the territory of the bureau.

    A bureau's own problem goes to the one above it.

    Args:
        caller: who reports.
        kind: what it is about.
        about: the thing, if it is attached to one.
        territory: where it belongs, for whoever belongs nowhere; "" where nobody said.

    Raises:
        Refusal: `not_found` for what is neither the caller's nor in their territory.
    """
    place, is_between = _FOUND[about.kind](caller, about) if about else ("", False)
    desk = place or _place_of(caller) or territory or PROVINCE
    if caller.staff and caller.staff.role in BUREAU and desk == caller.staff.territory:
        desk = bureau_above(desk)
    is_both = kind is ProblemKind.DATA or is_between
    return (ProblemSide.BOTH if is_both else ProblemSide.FINANCE), desk


def _place_of(caller: ProblemCaller) -> str:
    if caller.person:
        return caller.person.territory
    return caller.staff.territory if caller.staff else ""


def _record(caller: ProblemCaller, about: About) -> Found:
    if caller.person and about.id.startswith(caller.person.ids):
        return get_own_record(caller.person.id, about.id)[1].territory, False
    if caller.staff and caller.side:
        return get_reviewed(caller.staff, about.id)[1].territory, False
    raise Refusal("not_found")


def _certificate(caller: ProblemCaller, about: About) -> Found:
    found = find_by_number(parse_number(about.id))
    if found is None:
        raise Refusal("not_found")
    is_own = caller.person is not None and found.person in caller.person.ids
    is_governed = caller.staff is not None and covers(caller.staff.territory, found.territory)
    if not (is_own or (is_governed and caller.side)):
        raise Refusal("not_found")
    return found.territory, found.state is CertificateState.HELD


def _year(caller: ProblemCaller, about: About) -> Found:
    known = {str(year): year for year in years()}
    if caller.person is None or about.id not in known:
        raise Refusal("not_found")
    found = find_certificate(caller.person.id, known[about.id])
    is_held = found is not None and found.state is CertificateState.HELD
    return caller.person.territory, is_held


def _account(caller: ProblemCaller, about: About) -> Found:
    if caller.person and about.id in {"", *caller.person.ids}:
        return caller.person.territory, False
    found = ask_people.find_professional(about.id) if caller.side and about.id else None
    if found is None or caller.staff is None or not covers(caller.staff.territory, found.territory):
        raise Refusal("not_found")
    return found.territory, False


def _import(caller: ProblemCaller, about: About) -> Found:
    """What an administrator of the province imported concerns both sides; a reporter's own file does not."""
    job, staff = find_job(about.id), caller.staff
    if job and staff and staff.role is Role.ADMINISTRATOR and staff.territory == PROVINCE:
        return PROVINCE, True
    if job is None or job.login != caller.login.digest:
        raise Refusal("not_found")
    return "", False


def _report(caller: ProblemCaller, about: About) -> Found:
    is_provider = caller.staff is not None and caller.staff.role is Role.PROVIDER
    if not is_provider or find_report(caller.login.digest, about.id) is None:
        raise Refusal("not_found")
    return PROVINCE, False


def _employer(caller: ProblemCaller, about: About) -> Found:
    return require_clerk(caller.login, about.id).territory, False


_FOUND: Mapping[AboutKind, Callable[[ProblemCaller, About], Found]] = {
    AboutKind.RECORD: _record,
    AboutKind.CERTIFICATE: _certificate,
    AboutKind.YEAR: _year,
    AboutKind.ACCOUNT: _account,
    AboutKind.IMPORT: _import,
    AboutKind.REPORT: _report,
    AboutKind.EMPLOYER: _employer,
}
