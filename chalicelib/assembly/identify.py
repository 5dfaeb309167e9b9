"""Who calls, found out: the app hands this to the edge, which knows neither staff nor people."""

from collections.abc import Set as AbstractSet
from datetime import datetime

from chalicelib.access.caller import Caller, Who
from chalicelib.access.login import Login
from chalicelib.access.role import BUREAU, Role
from chalicelib.access.staff import Staff
from chalicelib.http.authorization import read_login
from chalicelib.people.actions.claim_account import find_own_person
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.staff.actions.ask_staff import find_staff
from chalicelib.staff.actions.prove_staff import prove_staff


def identify(who: Who | Role, authorization: str | None, *, at: datetime) -> Caller:
    """Find out who calls: by the token alone, with one look-up for a professional or staff.

    Whether a login is the owner's of a record is seen where that is read (`get_own_record`).

    A login has one role: an administrator is no reviewer.

    Raises:
        Refusal: `unauthenticated`, `not_enrolled`, `forbidden`, `sign_in_unavailable`; for staff
            whose claims are another person's `staff_identity_changed`, `own_role`.
    """
    if who is Who.ANYBODY:
        return Caller()
    login = read_login(authorization)
    if who is Who.PROFESSIONAL:
        return Caller(login, person=_person(login, at))
    if who is Who.BUREAU:
        return Caller(login, staff=_staff(login, BUREAU, at))
    if isinstance(who, Role):
        return Caller(login, staff=_staff(login, {who}, at))
    return Caller(login)


def _person(login: Login, at: datetime) -> str:
    person = find_own_person(login.digest, login.claims, at=at)
    if person is None:
        raise Refusal("not_enrolled")
    return person


def _staff(login: Login, roles: AbstractSet[Role], at: datetime) -> Staff:
    staff = find_staff(login.digest)
    if staff is None or staff.role not in roles:
        raise Refusal("forbidden")
    return prove_staff(staff, login.claims, at=at)
