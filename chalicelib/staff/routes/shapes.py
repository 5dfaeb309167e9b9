"""The shapes of the HTTP contract for administrators of staff (R20)."""

import msgspec

from chalicelib.access.role import Role
from chalicelib.http.received import Paging
from chalicelib.http.shapes import Answered, MaybeReasoned
from chalicelib.http.texts import Lines, Short


class RoleSent(MaybeReasoned, frozen=True, kw_only=True):
    """A role to be granted."""

    role: Role
    territory: Short


class WithdrawalQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Why a role is withdrawn: a DELETE has no body."""

    reason: Lines | None = None

    @property
    def why(self) -> str:
        """The reason, or ""."""
        return self.reason or ""


class StaffQuery(Paging, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which staff."""

    territory: str | None = None
    role: Role | None = None


class Change(Answered, frozen=True, kw_only=True):
    """One field before and after."""

    field: str
    from_: str | None = msgspec.field(name="from")
    to: str | None


class ActShape(Answered, frozen=True, kw_only=True):
    """What staff did: when, who, what, why, and what it changed."""

    at: str
    by: str
    what: str
    reason: str | None
    changes: list[Change]


class StaffMember(Answered, frozen=True, kw_only=True):
    """A login's role and territory; `login` is the `sub` of the deployment's issuer.

    `proved`: the issuer has proved who acts under it (R20).
    """

    login: str
    role: str | None
    territory: str
    territory_name: str
    proved: bool
    granted_at: str | None
    version: int


class StaffShown(StaffMember, frozen=True, kw_only=True):
    """A login's role and every act on it, the oldest first."""

    history: list[ActShape]


class StaffMembers(Answered, frozen=True, kw_only=True):
    """A page of staff."""

    items: list[StaffMember]
    next: str | None
