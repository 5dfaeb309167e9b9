"""The shapes of the HTTP contract for the web client's own questions."""

from typing import Literal

from chalicelib.access.role import Role
from chalicelib.bureaus.rules.territory import Level
from chalicelib.employers.rules.employer import EmployerState
from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.texts import Name
from chalicelib.http.told import Day, EmployerNumber, Instant, Label, Line, Next, Phone, Place, Url
from chalicelib.notices.routes.announcements import Announcements
from chalicelib.notices.routes.notices import Notices
from chalicelib.people.routes.shapes import DocumentSent
from chalicelib.views.routes.issuer_settings import SignOut
from chalicelib.views.routes.shapes import Years


class ContactShown(Answered, frozen=True, kw_only=True):
    """Whom to ask."""

    name: Line
    phone: Phone


class RoleShown(Answered, frozen=True, kw_only=True):
    """A role that staff may have: its name, and its page in the web client, null where it has none."""

    role: Role
    label: Label
    home: Line | None


class OpenWindow(Answered, frozen=True, kw_only=True):
    """Until when something may be registered: `closes` is the last day, `closes_at` the instant after it.

    `label` tells the year's own window from the making-up and from one that was opened once more.
    """

    year: int
    label: Label
    closes: Day
    closes_at: Instant


class Client(Answered, frozen=True, kw_only=True):
    """How to sign in (OIDC, authorization code with PKCE), the server's time, the years' policies.

    `open_years` are those in which something may be registered now, `open_windows` until when; contacts: finance,
    HR, bureau;
    `roles` are those of staff. `resource` is what a token is asked for (RFC 8707), at the authorization
    and at the token address; `parameters` are further ones of the authorization address. `sign_out` says
    whether signing out comes back from the issuer (`return`), stays there, or asks it nothing (`here`).
    """

    issuer: Url
    client_id: Line
    scope: Line
    resource: Url | None
    parameters: dict[str, Line]
    sign_out: SignOut
    now: Instant
    years: list[int]
    open_years: list[int]
    open_windows: list[OpenWindow]
    contacts: list[ContactShown]
    roles: list[RoleShown]


class OwnEmployer(Answered, frozen=True, kw_only=True):
    """An employer that a login acts for, or has applied for (R37).

    `role` is `first_clerk`, `clerk` or `applicant`; of an applicant `state` tells how the application stands.
    """

    code: EmployerNumber
    name: Line
    role: Literal["first_clerk", "clerk", "applicant"]
    state: EmployerState


class WhoAmI(Answered, frozen=True, kw_only=True):
    """What a login is here; `role` and territory where it acts for a bureau.

    `employers` are those that it acts for, or that it has applied for.
    """

    enrolled: bool
    name: Line | None
    hr_account: bool
    role: Role | None
    territory: Place | None
    territory_name: Label | None
    employers: list[OwnEmployer]
    now: Instant


class FirstPage(Answered, frozen=True, kw_only=True):
    """What the first page shows to whoever is signed in: who it is, the own years, what one was told.

    `years` and the latest `notices` are those of a professional, null for whoever is none.
    """

    whoami: WhoAmI
    years: Years | None
    notices: Notices | None


class Given(Answered, frozen=True, kw_only=True):
    """What the client's page brings along: the settings, and what was announced last."""

    client: Client
    announcements: Announcements


class TerritoryShown(Answered, frozen=True, kw_only=True):
    """A place; `parent` is the code of the one above, `own_code`: none of GB/T 2260's (R5)."""

    code: Place
    name: Line
    parent: Place | None
    level: Level
    own_code: bool


class Territories(Answered, frozen=True, kw_only=True):
    """Every place."""

    items: list[TerritoryShown]
    next: Next | None


class IdentitySent(Sent, frozen=True, kw_only=True):
    """A name, a document, or both."""

    name: Name | None = None
    document: DocumentSent | None = None


class IdentityChecked(Answered, frozen=True, kw_only=True):
    """It can be right."""

    valid: bool
