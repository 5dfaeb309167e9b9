"""A row of a plan's roster (培训人员名单, R40): that somebody attended, and for how many days or hours."""

import json
from datetime import date, datetime
from hashlib import sha256

import msgspec

from chalicelib.law.rules.subject import Subject
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.record import RecordSource
from chalicelib.reports.rules.report import Terms


class RosterRow(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    kw_only=True,
    tag_field="source",
    tag="employer",
):
    """One person of a roster, with what the plan says; it holds no document number.

    `id` is opaque; there is one a plan and document. `plan` is whose roster it is, in the edition of the
    instant; `employer` its employer's code, and `teaches_others` where that is an organiser, whose rows
    are about people of other employers. `clerk` is the login that reported, `own` says that the row is
    about its own person. `reported_at`, `place` and `terms` are as in a provider's report, and `job` is the
    import that brought it, if it came in a file.
    """

    id: str
    plan: str
    employer: str
    teaches_others: bool = False
    clerk: str
    own: bool = False
    name: str
    year: int
    form: str
    facts: dict[str, object]
    title: str
    issuer: str
    reference: str = ""
    started_on: date
    completed_on: date
    reported_at: datetime
    job: str = ""
    place: int = 0
    terms: Terms | None = None

    @property
    def source(self) -> RecordSource:
        """Where it comes from."""
        return RecordSource.EMPLOYER

    @property
    def reporter(self) -> str:
        """In whose ledger it is: the plan's."""
        return self.plan

    @property
    def key(self) -> str:
        """By what it is known in its plan's ledger, and while it waits."""
        return self.id

    @property
    def entry(self) -> str:
        """What its plan's ledger calls it."""
        return self.id

    @property
    def subject(self) -> Subject:
        """Plans teach the professional subject alone (R17)."""
        return Subject.PROFESSIONAL

    @property
    def turn(self) -> tuple[bool, float, int, str]:
        """Its turn among the rows of one year."""
        return (True, self.reported_at.timestamp(), self.place, self.key)

    @property
    def line(self) -> int:
        """The number of its line, where it came in a file."""
        return self.place

    @property
    def cause(self) -> Cause:
        """The token by which a repeat is found, and a digest of how much was attended.

        All else is the plan's: a row stands as it is where its plan is changed (R39).
        """
        return Cause(self.key, content_of(self.form, self.facts))


def content_of(form: str, facts: dict[str, object]) -> str:
    """A digest of how much was attended."""
    content = json.dumps([form, facts], sort_keys=True, ensure_ascii=False)
    return sha256(content.encode()).hexdigest()[:16]


def row_id(plan: str, identity: str) -> str:
    """Name a row after its plan and the keyed digest of whom it is about."""
    return derived("roster", plan, identity, length=32)


def needs_bureau(row: RosterRow, professional: Professional) -> bool:
    """Whether a bureau has to decide the row (R40): it is about the clerk's own person, or another's employee.

    Who names no employer by its code names none: a text alone is confirmed by nobody (R38).
    """
    if row.own or row.clerk in professional.logins:
        return True
    named = professional.employer_code
    return bool(named) and named != row.employer and not row.teaches_others


def require_same_amount(row: RosterRow, earlier: Cause) -> None:
    """Refuse another number of days or hours for a person who is in the roster already.

    Raises:
        Refusal: `roster_row_differs`.
    """
    if row.cause.body != earlier.body:
        raise Refusal("roster_row_differs", field=next(iter(row.facts)))
