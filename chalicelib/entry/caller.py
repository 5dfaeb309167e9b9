"""Who calls: from the `Authorization` header to a login, a professional or a member of staff."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from chalicelib.actions.claim_account import find_own_person
from chalicelib.actions.prove_staff import prove_staff
from chalicelib.entry.token import verified_claims
from chalicelib.entry.wire import is_writable
from chalicelib.rules.identifier import compact
from chalicelib.rules.proof import Claims
from chalicelib.rules.refusal import Refusal
from chalicelib.rules.role import Role
from chalicelib.rules.staff import Staff
from chalicelib.store.staff import find_staff

LONGEST_TOKEN = 8192
LONGEST_CLAIM = 255
_BEARER = re.compile(r"bearer +(?P<token>[a-z0-9._~+/-]+=*)", re.IGNORECASE | re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.IGNORECASE | re.ASCII)


class Who(StrEnum):
    """Whom a call is for that is for no member of staff; for staff, it names their role."""

    ANYBODY = "anybody"
    LOGIN = "login"
    PROFESSIONAL = "professional"


@dataclass(frozen=True, slots=True)
class Login:
    """A signed-in login and its real-name claims, as far as the issuer gives them (R1).

    `digest` stands for it in our tables; all else is personal and not shown in a representation.
    """

    digest: str
    issuer: str = field(repr=False)
    subject: str = field(repr=False)
    name: str | None = field(default=None, repr=False)
    id_number: str | None = field(default=None, repr=False)
    id_number_digest: str | None = field(default=None, repr=False)

    @property
    def claims(self) -> Claims:
        """What the issuer says of its owner."""
        return Claims(self.name, self.id_number, self.id_number_digest)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, as far as the call wants to know."""

    login: Login | None = None
    person: str | None = None
    staff: Staff | None = None


def login_digest(issuer: str, subject: str) -> str:
    """Return a login's digest (SHA-256, cut); no two logins are written the same way."""
    return compact(sha256(json.dumps([issuer, subject]).encode("ascii")).digest())


def identify(who: Who | Role, authorization: str | None, *, at: datetime) -> Caller:
    """Find out who calls: by the token alone, with one look-up for a professional or staff.

    A login has one role: an administrator is no reviewer.

    Raises:
        Refusal: `unauthenticated`, `not_enrolled`, `forbidden`, `sign_in_unavailable`; for staff
            whose claims are another person's `staff_identity_changed`, `own_role`.
    """
    if who is Who.ANYBODY:
        return Caller()
    login = login_of(verified_claims(_token(authorization)))
    if who is Who.PROFESSIONAL:
        return Caller(login, person=_person(login, at))
    if isinstance(who, Role):
        return Caller(login, staff=_staff(login, who, at))
    return Caller(login)


def allows_unproved() -> bool:
    """Whether this deployment takes logins whose issuer gives no real-name claims (R1)."""
    return os.environ.get("ALLOW_UNPROVED_LOGINS") == "true"


def require_proved(caller: Caller) -> None:
    """Refuse staff of whom nobody knows who they are: they might decide their own matter (R20).

    Raises:
        Refusal: `staff_not_proved`, unless the deployment takes unproved logins.
    """
    if caller.staff and not caller.staff.is_proved and not allows_unproved():
        raise Refusal("staff_not_proved")


def _token(authorization: str | None) -> str:
    found = _BEARER.fullmatch(authorization or "")
    if found is None or len(found["token"]) > LONGEST_TOKEN:
        raise Refusal("unauthenticated")
    return found["token"]


def _person(login: Login, at: datetime) -> str:
    person = find_own_person(login.digest, login.claims, at=at)
    if person is None:
        raise Refusal("not_enrolled")
    return person


def _staff(login: Login, role: Role, at: datetime) -> Staff:
    staff = find_staff(login.digest)
    if staff is None or staff.role is not role:
        raise Refusal("forbidden")
    return prove_staff(staff, login.claims, at=at)


def login_of(claims: Mapping[str, Any]) -> Login:
    """Read a login from the claims of a verified token.

    Raises:
        Refusal: `unauthenticated` when a claim is no text, or none that can be kept.
    """
    issuer, subject = _text(claims, "iss"), _text(claims, "sub")
    digest = _text(claims, "id_number_digest")
    if not issuer or not subject or (digest is not None and not _SHA256.fullmatch(digest)):
        raise Refusal("unauthenticated")
    return Login(
        digest=login_digest(issuer, subject),
        issuer=issuer,
        subject=subject,
        name=_text(claims, "name"),
        id_number=_text(claims, "id_number"),
        id_number_digest=digest.lower() if digest else None,
    )


def _text(claims: Mapping[str, Any], name: str) -> str | None:
    value = claims.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > LONGEST_CLAIM or not is_writable(value):
        raise Refusal("unauthenticated")
    return value
