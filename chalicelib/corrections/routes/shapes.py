"""What HR officers and administrators correct, in the HTTP contract."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from chalicelib.http.shapes import Answered, Reasoned, Sent
from chalicelib.http.texts import Cursor, Lines, Name
from chalicelib.http.told import Next
from chalicelib.people.routes.shapes import DocumentSent, HrAccount, ProfileChangeSent
from chalicelib.staff.routes.shapes import ActShape


class AccountSoughtSent(Sent, frozen=True, kw_only=True):
    """Whose HR account; the number travels in the body, never in a URL."""

    document: DocumentSent
    limit: Annotated[int, Meta(ge=1, le=200)] = 50
    cursor: Cursor | None = None


class AccountMendedSent(Reasoned, frozen=True, kw_only=True):
    """What shall be otherwise of the account of `document`, and why; what is left out stays.

    `sub` is the login that shall own it, `version` the one of the account that was seen.
    """

    document: DocumentSent
    name: Name | None = None
    corrected_document: DocumentSent | None = None
    sub: Annotated[str, Meta(min_length=1, max_length=255)] | None = None
    version: int | None = None


class HrAccountShown(HrAccount, frozen=True, kw_only=True):
    """An HR account and what HR officers did to it, the oldest first."""

    history: list[ActShape]


class HrAccountsShown(Answered, frozen=True, kw_only=True):
    """The account of a document, if there is one."""

    items: list[HrAccountShown]
    next: Next | None


class CorrectionSent(ProfileChangeSent, frozen=True, kw_only=True):
    """What an administrator corrects of a profile, and why; members left out stay (R6, R36)."""

    moved_out: bool | UnsetType = UNSET
    reason: Lines

    @property
    def why(self) -> str:
        """The reason."""
        return self.reason


class BindingSent(Reasoned, frozen=True, kw_only=True):
    """The `sub` of the login that shall own the account, and why."""

    sub: Annotated[str, Meta(min_length=1, max_length=255)]
