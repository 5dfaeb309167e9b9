"""The shapes of the HTTP contract for the web client's own questions."""

from typing import Any

import msgspec

from chalicelib.access.role import Role
from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.texts import Name, Short
from chalicelib.people.routes.shapes import DocumentSent, HeldBecauseShape, HrAccount


class ContactShown(Answered, frozen=True, kw_only=True):
    """Whom to ask."""

    name: str
    phone: str


class RoleShown(Answered, frozen=True, kw_only=True):
    """A role that staff may have: its name, and its page in the web client, null where it has none."""

    role: Role
    label: str
    home: str | None


class Client(Answered, frozen=True, kw_only=True):
    """How to sign in (OIDC, authorization code with PKCE), the server's time, the years' policies.

    `open_years` are those in which something may be registered now; contacts: finance, HR, bureau;
    `roles` are those of staff.
    """

    issuer: str
    client_id: str
    scope: str
    now: str
    years: list[int]
    open_years: list[int]
    contacts: list[ContactShown]
    roles: list[RoleShown]


class WhoAmI(Answered, frozen=True, kw_only=True):
    """What a login is here; `role` and territory where it acts for a bureau."""

    enrolled: bool
    name: str | None
    hr_account: bool
    role: str | None
    territory: str | None
    territory_name: str | None
    now: str


class TerritoryShown(Answered, frozen=True, kw_only=True):
    """A place; `parent` is the code of the one above, `own_code`: none of GB/T 2260's (R5)."""

    code: str
    name: str
    parent: str | None
    level: str
    own_code: bool


class Territories(Answered, frozen=True, kw_only=True):
    """Every place."""

    items: list[TerritoryShown]
    next: str | None


class IdentitySent(Sent, frozen=True, kw_only=True):
    """A name, a document, or both."""

    name: Name | None = None
    document: DocumentSent | None = None


class IdentityChecked(Answered, frozen=True, kw_only=True):
    """It can be right."""

    valid: bool


class FactsSent(Sent, frozen=True, kw_only=True):
    """A study's form and facts; `territory` where its bureau may have figures of its own."""

    form: Short
    facts: dict[str, Any] = msgspec.field(default_factory=dict)
    territory: Short | None = None


class CreditsShown(Answered, frozen=True, kw_only=True):
    """Credits, and the figure and law they come from; `rate` is the figure's value, `unit` per what.

    `evidence`: the kinds of files that prove such a study.
    """

    credits: str
    completes_year: bool
    rate: str
    unit: str
    figure: str
    source: str
    evidence: list[str]


class ComparisonShape(Answered, frozen=True, kw_only=True):
    """Both accounts of one person beside each other, and what would hold a certificate (R30).

    `hr` is the HR account of the same document, or else of the same login; null where there is none.
    """

    agrees: bool
    finance: HrAccount
    hr: HrAccount | None
    held_because: HeldBecauseShape | None
