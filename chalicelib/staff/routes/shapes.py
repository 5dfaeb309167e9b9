"""The shapes of the HTTP contract for administrators of staff (R20)."""

import msgspec

from chalicelib.access.role import Role
from chalicelib.http.received import Paging
from chalicelib.http.shapes import Answered, MaybeReasoned
from chalicelib.http.texts import Lines, PlaceAsked, PlaceSent
from chalicelib.http.told import By, Code, Instant, Label, LoginName, Next, Place, Sentences
from chalicelib.platform.rules.act import What


class RoleSent(MaybeReasoned, frozen=True, kw_only=True):
    """A role to be granted."""

    role: Role
    territory: PlaceSent


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

    `proved`: the issuer has proved who acts under it (R20).
    """

    login: LoginName
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
