"""People and their accounts in the HTTP contract."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.texts import DocumentNumber, EmployerCode, Name, PlaceSent, PrintedShort, Short
from chalicelib.http.told import (
    Day,
    EmployerNumber,
    Id,
    Instant,
    Label,
    Line,
    Masked,
    Place,
    Sentences,
)
from chalicelib.identity.rules.identity import DocumentType
from chalicelib.people.rules.employment import Employment
from chalicelib.people.rules.held import HoldReason


class DocumentSent(Sent, frozen=True, kw_only=True):
    """证件: its type and number."""

    type: Annotated[Short, Meta(extra_json_schema={"enum": [*DocumentType]})]
    number: DocumentNumber

    @property
    def stated(self) -> tuple[str, str]:
        """Type and number, as the actions take them."""
        return self.type, self.number


class EnrolmentSent(Sent, frozen=True, kw_only=True):
    """信息采集; the employer by its code, or by a name that nobody has confirmed. A code may stand in either."""

    name: Name
    document: DocumentSent
    territory: PlaceSent
    employment: Employment
    employer: PrintedShort | None = None
    employer_code: EmployerCode | None = None
    mobile: Short | None = None
    worked_since: date | None = None


class ProfileChangeSent(Sent, frozen=True, kw_only=True):
    """What shall change of a profile; members left out stay.

    `version` is the one that was seen, refused if the profile has been changed meanwhile.
    """

    name: Name | UnsetType = UNSET
    document: DocumentSent | UnsetType = UNSET
    territory: PlaceSent | UnsetType = UNSET
    employment: Employment | UnsetType = UNSET
    employer: PrintedShort | UnsetType | None = UNSET
    employer_code: EmployerCode | UnsetType | None = UNSET
    mobile: Short | UnsetType | None = UNSET
    worked_since: date | UnsetType | None = UNSET
    version: int | None = None


class HrAccountSent(Sent, frozen=True, kw_only=True):
    """The HR side's account; with both left out it is opened as its person has enrolled."""

    name: Name | UnsetType = UNSET
    document: DocumentSent | UnsetType = UNSET


class HrAccountChangeSent(Sent, frozen=True, kw_only=True):
    """What shall be corrected of an HR account; members left out stay. `version` is the one that was seen."""

    name: Name | UnsetType = UNSET
    document: DocumentSent | UnsetType = UNSET
    version: int | None = None


class DocumentShape(Answered, frozen=True, kw_only=True):
    """证件, its number masked."""

    type: DocumentType
    number: Masked


class DutyShown(Answered, frozen=True, kw_only=True):
    """What of a person's statement does not count yet (R44): `pending` at the bureau, or `unproved`.

    `id` and `since` are the request's, once there is one.
    """

    state: Literal["pending", "unproved"]
    worked_since: Day | None
    employment: Employment
    id: Id | None
    since: Instant | None


class Profile(Answered, frozen=True, kw_only=True):
    """One's account on the finance platform.

    `employer_confirmed`: the employer is named by its code, and is none that somebody just typed.
    """

    id: Id
    name: Line
    document: DocumentShape
    territory: Place
    territory_name: Label
    employment: Employment
    employer: Line | None
    employer_code: EmployerNumber | None
    employer_confirmed: bool
    mobile: Masked | None
    worked_since: Day | None
    enrolled_at: Instant
    proved: bool
    duty: DutyShown | None
    version: int


class HrAccount(Answered, frozen=True, kw_only=True):
    """One's account on the HR side."""

    name: Line
    document: DocumentShape
    opened_at: Instant
    version: int


class Person(Answered, frozen=True, kw_only=True):
    """A professional as staff sees one: masked; `in_full` where whoever decides sees the whole name (R7)."""

    name: Line
    document: DocumentShape
    in_full: bool | UnsetType = UNSET


class HeldField(StrEnum):
    """What the two systems may differ in."""

    NAME = "name"
    DOCUMENT = "document"


class HeldBecauseShape(Answered, frozen=True, kw_only=True):
    """Why a certificate waits, and what to do."""

    code: HoldReason
    fields: list[HeldField]
    detail: Sentences


class ComparisonShape(Answered, frozen=True, kw_only=True):
    """Both accounts of one person beside each other, and what would hold a certificate (R30).

    `hr` is the HR account of the same document, or else of the same login; null where there is none.
    """

    agrees: bool
    finance: HrAccount
    hr: HrAccount | None
    held_because: HeldBecauseShape | None
