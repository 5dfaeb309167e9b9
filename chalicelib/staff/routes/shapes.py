"""The shapes of the HTTP contract for administrators of staff (R20)."""

from typing import Annotated

import msgspec
from msgspec import Meta

from chalicelib.access.role import Role
from chalicelib.http.received import Paging
from chalicelib.http.shapes import Answered, MaybeReasoned, Sent
from chalicelib.http.texts import Cursor, Lines, Name, PlaceAsked, PlaceSent, unchecked
from chalicelib.http.told import By, Code, Instant, Label, Line, LoginName, Next, Place, Sentences
from chalicelib.platform.rules.act import What


class RoleSent(MaybeReasoned, frozen=True, kw_only=True):
    """A role to be granted; `name` is its holder's, whom the issuer's claims must not contradict."""

    role: Role
    territory: PlaceSent
    name: Name | None = None


class WithdrawalQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Why a role is withdrawn: a DELETE has no body."""

    reason: Lines | None = None

    @property
    def why(self) -> str:
        """The reason, or ""."""
        return self.reason or ""


class StaffQuery(Paging, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which staff."""

    territory: PlaceAsked | None = None
    role: Role | None = None


class StaffSought(Sent, frozen=True, kw_only=True):
    """Whom to find among staff: by a part of the name or of the login; a name never travels in a URL."""

    text: Annotated[str, Meta(max_length=100), unchecked("compared with names and logins")] = ""
    territory: PlaceSent | None = None
    role: Role | None = None
    limit: Annotated[int, Meta(ge=1, le=200)] = 50
    cursor: Cursor | None = None


class Change(Answered, frozen=True, kw_only=True):
    """One field before and after."""

    field: Code
    from_: Sentences | None = msgspec.field(name="from")
    to: Sentences | None


class ActShape(Answered, frozen=True, kw_only=True):
    """What staff did: when, who, what, why, and what it changed."""

    at: Instant
    by: By
    what: What
    reason: Sentences | None
    changes: list[Change]


class StaffMember(Answered, frozen=True, kw_only=True):
    """A login's role and territory; `login` is the `sub` of the deployment's issuer.

    `name` is its holder's, as granted or proved. `proved`: the issuer has proved who acts under it (R20).
    """

    login: LoginName
    name: Line | None
    role: Role | None
    territory: Place
    territory_name: Label
    proved: bool
    granted_at: Instant | None
    version: int


class StaffShown(StaffMember, frozen=True, kw_only=True):
    """A login's role and every act on it, the oldest first."""

    history: list[ActShape]


class StaffMembers(Answered, frozen=True, kw_only=True):
    """A page of staff."""

    items: list[StaffMember]
    next: Next | None
