"""The employer (用人单位), those who act for it, and who asked for it to be opened (R37)."""

from datetime import datetime
from enum import StrEnum

import msgspec

from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.records.rules.evidence import Evidence

MOST_CLERKS = 20
"""An employer's clerks at most: they are written together when it is closed."""


class EmployerKind(StrEnum):
    """What it is: an employer of its own people, or an organiser, which teaches others as well."""

    EMPLOYER = "employer"
    ORGANISER = "organiser"


class EmployerState(StrEnum):
    """Where an employer or an application stands."""

    APPLIED = "applied"
    OPEN = "open"
    REFUSED = "refused"
    CLOSED = "closed"


KIND_LABELS = {EmployerKind.EMPLOYER: "用人单位", EmployerKind.ORGANISER: "组织培训的院校、学会"}
EMPLOYER_LABELS = {
    EmployerState.APPLIED: "待审核",
    EmployerState.OPEN: "已开户",
    EmployerState.REFUSED: "不予开户",
    EmployerState.CLOSED: "已销户",
}


class Clerk(msgspec.Struct, frozen=True, omit_defaults=True):
    """A login that acts for an employer: its digest, and the issuer's own name for it.

    `first` is the one who may add and withdraw others.
    """

    login: str
    subject: str
    since: datetime
    first: bool = False


class Employer(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An employer that is, or was, open.

    `opening` counts how often it was opened: what was agreed to before it was closed is agreed to no
    more. One that was loaded, by the line of a file, has no clerk until an application for it is opened.
    """

    code: str
    name: str
    kind: EmployerKind
    territory: str
    state: EmployerState
    opened_at: datetime
    opening: int = 1
    clerks: tuple[Clerk, ...] = ()
    loaded: Cause | None = None
    version: int = 0

    @property
    def is_open(self) -> bool:
        """Whether its clerks may act and people may name it."""
        return self.state is EmployerState.OPEN

    def clerk(self, login: str) -> Clerk | None:
        """The clerk that a login's digest is, while the employer is open."""
        found = (each for each in self.clerks if each.login == login)
        return next(found, None) if self.is_open else None

    def actor(self, login: str) -> Actor:
        """Who did something as its clerk, as histories and acts keep it."""
        return Actor(Party.EMPLOYER, login, self.territory)


class EmployerApplication(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A login's wish that an employer be opened, itself to be the first clerk; one a login and code.

    `owner` is the id under which its evidence was uploaded: the person's, or the login's digest.
    """

    id: str
    code: str
    name: str
    kind: EmployerKind
    territory: str
    evidence: tuple[Evidence, ...] = ()
    owner: str = ""
    login: str
    subject: str
    applied_at: datetime
    cause: Cause
    state: EmployerState = EmployerState.APPLIED
    reason: str = ""
    decided_at: datetime | None = None
    version: int = 0

    @property
    def waits(self) -> bool:
        """Whether a bureau has yet to decide it."""
        return self.state is EmployerState.APPLIED


class Tie(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a login has to do with an employer, beside the login: clerk, or applicant in a state."""

    code: str
    name: str
    state: EmployerState
    first: bool = False
    is_clerk: bool = False
