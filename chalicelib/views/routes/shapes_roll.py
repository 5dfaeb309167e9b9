"""An employer's roll in the HTTP contract (R38)."""

from chalicelib.certificates.routes.shapes import YearCertificate
from chalicelib.http.received import Paging
from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.texts import Cursor
from chalicelib.http.told import Id, Instant, Label, Line, Next
from chalicelib.law.routes.shapes import YearWindow
from chalicelib.people.routes.shapes import DocumentShape
from chalicelib.views.actions.read_roll import RollState
from chalicelib.views.routes.shapes import MissingShape


class RollQuery(Paging, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which year, and who stands how in it; without a year all that the employer may see."""

    year: int | None = None
    state: RollState | None = None


class RemindersSent(Sent, frozen=True, kw_only=True):
    """The year to remind of, else whichever are open; `cursor` goes on where a call ended."""

    year: int | None = None
    cursor: Cursor | None = None


class RemindersShown(Answered, frozen=True, kw_only=True):
    """How many were told, and how many were late and had been told within the week."""

    reminded: int
    already: int
    next: Next | None


class YearOfRoll(Answered, frozen=True, kw_only=True):
    """How a person stands in a year: complete, in progress or exempt, what is missing, until when."""

    year: int
    state: RollState
    state_label: Label
    missing: list[MissingShape]
    window: YearWindow
    certificate: YearCertificate


class PersonOfRoll(Answered, frozen=True, kw_only=True):
    """Somebody by full name, the document number masked; the id is what plans and archives name one by."""

    id: Id
    name: Line
    document: DocumentShape


class RollItem(Answered, frozen=True, kw_only=True):
    """Somebody on the roll: `certificate` is that of the year asked for, else of the latest shown.

    `reminded_at` is when the employer reminded them last; null: it never did.
    """

    professional: PersonOfRoll
    years: list[YearOfRoll]
    certificate: YearCertificate | None
    reminded_at: Instant | None


class Roll(Answered, frozen=True, kw_only=True):
    """A page of a roll, by name; it may hold fewer where a state was asked for."""

    items: list[RollItem]
    next: Next | None
