"""Whom a call is for, and who calls."""

from enum import StrEnum

import msgspec

from chalicelib.access.login import Login
from chalicelib.access.staff import Staff


class Who(StrEnum):
    """Whom a call is for that is for no member of staff; for staff, it names their role.

    `BUREAU` is a bureau's reviewer or administrator, `OWNER` the professional whose record or year is read: whether it is the login's is seen there.
    """

    ANYBODY = "anybody"
    LOGIN = "login"
    PROFESSIONAL = "professional"
    OWNER = "owner"
    BUREAU = "bureau"


class Caller(msgspec.Struct, frozen=True):
    """Who calls, as far as the call wants to know."""

    login: Login | None = None
    person: str | None = None
    staff: Staff | None = None
