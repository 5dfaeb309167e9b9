"""Read one request about a duty, as staff of its territory (R20, R44)."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import covers
from chalicelib.duties.rules.duty_request import DutyRequest, DutyState, person_of_duty
from chalicelib.duties.store import duties
from chalicelib.people.actions import ask_people
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.staff.actions.keep_name_look import keep_name_look
from chalicelib.staff.actions.recuse import is_known_own


class DutyOpened(NamedTuple):
    """A request, whose it is, and whether the whole name is shown."""

    duty: DutyRequest
    owner: Professional
    in_full: bool


def open_duty(staff: Staff, duty: str, *, at: datetime, cause: Cause) -> DutyOpened:
    """Read a request of the own territory; to whoever decides it, with the whole name, which is kept (R7).

    Args:
        staff: the reviewer.
        duty: the request's id.
        at: the instant of the request.
        cause: the request.

    Raises:
        Refusal: `not_found` outside the territory.
    """
    found = get_reviewed_duty(staff, duty)
    owner, _ = owner_of(found.person)
    in_full = found.state is DutyState.PENDING and not is_known_own(owner, staff)
    if in_full:
        keep_name_look(staff, owner, f"确认年度义务申请{found.id}", at=at, cause=cause)
    return DutyOpened(found, owner, in_full)


def get_reviewed_duty(staff: Staff, duty: str) -> DutyRequest:
    """Read a request of the reviewer's territory.

    Raises:
        Refusal: `not_found`.
    """
    found = duties.find_duty(person_of_duty(duty), duty)
    if found is None or not covers(staff.territory, found.territory):
        raise Refusal("not_found")
    return found


def owner_of(person: str) -> tuple[Professional, mark.Mark | None]:
    """The account of a person, wherever it was merged into, and what its profile owes.

    Raises:
        Refusal: `not_found`.
    """
    found = ask_people.find_profile(person)
    if found is None:
        raise Refusal("not_found")
    return owner_of(found[0].merged_into) if found[0].merged_into else found
