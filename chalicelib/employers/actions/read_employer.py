"""Read what is kept of an employer, as far as it is somebody's business (R37)."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.access.login import Login
from chalicelib.access.role import BUREAU
from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import covers
from chalicelib.employers.rules.employer import Employer, EmployerApplication, EmployerState
from chalicelib.employers.store import employers as store
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.staff.actions.ask_staff import find_staff
from chalicelib.staff.actions.prove_staff import prove_staff


class EmployerSeen(NamedTuple):
    """An employer and applications for it, as far as somebody may see them."""

    employer: Employer | None
    applications: tuple[EmployerApplication, ...]
    is_bureau: bool


def find_bureau(login: Login, *, at: datetime) -> Staff | None:
    """The bureau that a login acts for; None for whoever acts for none.

    Raises:
        Refusal: `staff_identity_changed`, `own_role`, as for every member of staff.
    """
    staff = find_staff(login.digest)
    if staff is None or staff.role not in BUREAU:
        return None
    return prove_staff(staff, login.claims, at=at)


def require_concerned(login: Login, staff: Staff | None, code: str) -> Employer:
    """The employer, for its clerks and its bureau.

    Raises:
        Refusal: `not_found` for anybody else.
    """
    employer = store.find_employer(code)
    if employer is None:
        raise Refusal("not_found")
    governs = staff is not None and covers(staff.territory, employer.territory)
    if not governs and employer.clerk(login.digest) is None:
        raise Refusal("not_found")
    return employer


def read_employer(login: Login, staff: Staff | None, code: str) -> EmployerSeen:
    """Read an employer for its bureau, its clerks or its applicants: each sees what concerns them.

    Args:
        login: who asks.
        staff: the bureau that the login acts for, if it does.
        code: in the form in which it is kept.

    Raises:
        Refusal: `not_found` for anybody else.
    """
    kept = store.find_file(code)
    place = kept.employer.territory if kept.employer else None
    governs = staff is not None and place is not None and covers(staff.territory, place)
    within = [
        each for each in kept.applications if staff and covers(staff.territory, each.territory)
    ]
    if governs or within:
        employer = kept.employer if governs else None
        return EmployerSeen(employer, tuple(within), is_bureau=True)
    # Whoever was opened an employer and is its clerk no more has no business with it.
    own = tuple(
        each
        for each in kept.applications
        if each.login == login.digest and each.state is not EmployerState.OPEN
    )
    if kept.employer and kept.employer.clerk(login.digest):
        return EmployerSeen(kept.employer, own, is_bureau=False)
    if not own:
        raise Refusal("not_found")
    return EmployerSeen(None, own, is_bureau=False)
