"""The shapes of the HTTP contract: what a client sends and what it is answered.

Decimals and times are text here: credits without trailing zeros, times at +08:00.
"""

from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from chalicelib.entry.texts import (
    Digest,
    DocumentNumber,
    Lines,
    Long,
    Name,
    PrintedShort,
    PrintedText,
    Short,
    Text,
)
from chalicelib.rules.professional import Employment


class Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a client sends: unknown members are refused."""


class Reasoned(Sent, frozen=True, kw_only=True):
    """A body that says why, for the one whom it concerns and for the audit."""

    reason: Lines

    @property
    def why(self) -> str:
        """The reason."""
        return self.reason


class MaybeReasoned(Sent, frozen=True, kw_only=True):
    """A body that says why, if there is anything to say."""

    reason: Lines | None = None

    @property
    def why(self) -> str:
        """The reason, or ""."""
        return self.reason or ""


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """What a client is answered: members may be added, none renamed."""


class DocumentSent(Sent, frozen=True, kw_only=True):
    """证件: its type and number."""

    type: Short
    number: DocumentNumber


class EnrolmentSent(Sent, frozen=True, kw_only=True):
    """信息采集."""

    name: Name
    document: DocumentSent
    territory: Short
    employment: Employment
    employer: PrintedShort | None = None
    mobile: Short | None = None
    worked_since: date | None = None


class ProfileChangeSent(Sent, frozen=True, kw_only=True):
    """What shall change of a profile; members left out stay."""

    name: Name | UnsetType = UNSET
    document: DocumentSent | UnsetType = UNSET
    territory: Short | UnsetType = UNSET
    employment: Employment | UnsetType = UNSET
    employer: PrintedShort | UnsetType | None = UNSET
    mobile: Short | UnsetType | None = UNSET
    worked_since: date | UnsetType | None = UNSET


class HrAccountSent(Sent, frozen=True, kw_only=True):
    """The HR side's account."""

    name: Name
    document: DocumentSent


class HrAccountChangeSent(Sent, frozen=True, kw_only=True):
    """What shall be corrected of an HR account; members left out stay."""

    name: Name | UnsetType = UNSET
    document: DocumentSent | UnsetType = UNSET


class RecordSent(Sent, frozen=True, kw_only=True):
    """学分登记: facts, never credits. With `submit` it goes to the bureau at once."""

    form: Short
    title: PrintedText
    issuer: PrintedText | None = None
    facts: dict[str, Any] = {}
    reference: Long | None = None
    started_on: date | None = None
    ended_on: date
    evidence: Annotated[list[Digest], Meta(max_length=20)] = []
    submit: bool = False


class UploadSent(Sent, frozen=True, kw_only=True):
    """A file to come: PDF, JPEG or PNG of at most 10 MiB."""

    filename: Annotated[str, Meta(min_length=1, max_length=200)]
    content_type: Short
    size: int
    sha256: Digest


class ProgressSent(Sent, frozen=True, kw_only=True):
    """Seconds studied since the last report."""

    seconds: Annotated[int, Meta(ge=0, le=900)]


class AnswersSent(Sent, frozen=True, kw_only=True):
    """The chosen positions (from 0) by question id."""

    answers: dict[str, int]


class Document(Answered, frozen=True, kw_only=True):
    """证件, its number masked."""

    type: str
    number: str


class Profile(Answered, frozen=True, kw_only=True):
    """One's account on the finance platform."""

    id: str
    name: str
    document: Document
    territory: str
    territory_name: str
    employment: str
    employer: str | None
    mobile: str | None
    worked_since: str | None
    enrolled_at: str
    proved: bool


class HrAccount(Answered, frozen=True, kw_only=True):
    """One's account on the HR side."""

    name: str
    document: Document
    opened_at: str


class Amount(Answered, frozen=True, kw_only=True):
    """Credits of a subject; `waived` where the year is complete without them (R11)."""

    required: str
    accredited: str
    waived: bool = False


class Missing(Answered, frozen=True, kw_only=True):
    """What is still missing, why, the law behind it, and what study would do, until when."""

    requirement: str
    credits: str
    why: str
    source: str
    finish: str | None


class YearWindow(Answered, frozen=True, kw_only=True):
    """From when until when: `closes` is the last day, `closes_at` the instant after it."""

    opens: str
    closes: str
    open: bool
    opens_at: str
    closes_at: str
    source: str


class Rule(Answered, frozen=True, kw_only=True):
    """The figure that credits come from, and its source in law."""

    figure: str
    source: str


class Evidence(Answered, frozen=True, kw_only=True):
    """An uploaded file; `url` is signed and lasts minutes."""

    id: str
    filename: str
    content_type: str
    size: int
    url: str | UnsetType = UNSET
    also_used_by_others: bool | UnsetType = UNSET


class HistoryEntry(Answered, frozen=True, kw_only=True):
    """One move of a record."""

    at: str
    by: str
    from_: str | None = msgspec.field(name="from")
    to: str
    reason: str | None


class Fault(Answered, frozen=True, kw_only=True):
    """What a return names as at fault: a field of the record, or a file of its evidence, and why."""

    field: str | None
    evidence: str | None
    reason: str | None


class Receipt(Answered, frozen=True, kw_only=True):
    """Proof of submission in time (R25)."""

    record: str
    submitted_at: str
    window: str
    cut_off: str


class Person(Answered, frozen=True, kw_only=True):
    """A professional as a reviewer sees one: masked."""

    name: str
    document: Document


class AlikeRecord(Answered, frozen=True, kw_only=True):
    """A record beside another one: what tells whether they are the same thing."""

    id: str
    year: int
    subject: str
    form: str
    form_label: str
    title: str
    issuer: str | None
    reference: str | None
    started_on: str | None
    ended_on: str
    credits: str
    state: str
    source: str
    territory_name: str


class Alike(Answered, frozen=True, kw_only=True):
    """A record that looks like another one, and in what (in Chinese); nothing is refused for it."""

    record: AlikeRecord
    why: list[str]


class Alikes(Answered, frozen=True, kw_only=True):
    """The records that look like what is stated, the likest first."""

    items: list[Alike]
    next: str | None


class AlikeSent(Sent, frozen=True, kw_only=True):
    """A study as far as it is stated; `record` is the one that is being changed, if any."""

    form: Short
    title: Text
    ended_on: date
    started_on: date | None = None
    issuer: Text | None = None
    reference: Long | None = None
    subject: Literal["public", "professional"] = "professional"
    record: Short | None = None


class FactSaid(Answered, frozen=True, kw_only=True):
    """A stated fact in Chinese words, as its form declares it."""

    name: str
    label: str
    text: str


class Record(Answered, frozen=True, kw_only=True):
    """One credit record; `bureau` is the territory whose bureau decides, after a take-over another.

    `faults` is what the last return names. `looks_like`, where one record alone is shown: others of
    its owner that may be the same thing.
    """

    id: str
    year: int
    subject: str
    form: str
    form_label: str
    title: str
    issuer: str | None
    facts: dict[str, Any]
    facts_said: list[FactSaid]
    reference: str | None
    started_on: str | None
    ended_on: str
    credits: str
    accredited_credits: str | None
    general_knowledge: bool
    completes_year: bool
    state: str
    source: str
    territory: str
    territory_name: str
    bureau: str
    evidence: list[Evidence]
    history: list[HistoryEntry]
    rule: Rule
    receipt: Receipt | None
    resubmit_until: str | None
    faults: list[Fault]
    version: int
    professional: Person | UnsetType = UNSET
    looks_like: list[Alike] | UnsetType = UNSET


class HeldBecause(Answered, frozen=True, kw_only=True):
    """Why a certificate waits, and what to do."""

    code: str
    fields: list[str]
    detail: str


class YearCertificate(Answered, frozen=True, kw_only=True):
    """The certificate of a year."""

    state: str
    number: str | None
    version: int | None
    since: str | None
    issued_on: str | None
    held_because: HeldBecause | None


class Year(Answered, frozen=True, kw_only=True):
    """年度完成情况."""

    year: int
    complete: bool
    exempt: bool
    public: Amount
    professional: Amount
    general_knowledge: Amount
    missing: list[Missing]
    window: YearWindow
    records: list[Record]
    certificate: YearCertificate


class Years(Answered, frozen=True, kw_only=True):
    """All years of a professional, the latest first."""

    items: list[Year]
    next: str | None


class Records(Answered, frozen=True, kw_only=True):
    """A page of records."""

    items: list[Record]
    next: str | None


class Upload(Answered, frozen=True, kw_only=True):
    """Where to post the file: `fields` first, then `file`, as multipart/form-data."""

    id: str
    url: str
    fields: dict[str, str]


class Lesson(Answered, frozen=True, kw_only=True):
    """A part of a course."""

    id: str
    title: str
    seconds: int


class Question(Answered, frozen=True, kw_only=True):
    """A question of an examination; one choice is right."""

    id: str
    text: str
    choices: list[str]


class Examination(Answered, frozen=True, kw_only=True):
    """A course's examination; `best_score` of 100 so far."""

    pass_mark: int
    questions: list[Question]
    best_score: int | None


class Course(Answered, frozen=True, kw_only=True):
    """A public-subject course and how far one is.

    Of several courses of a year, which are its topics, one is chosen: `chosen` is the one whose
    credits are registered and count, null as long as none is. Nothing more can be earned by another.
    `begun_anew`: the credits that it led to were revoked, and it counts from the beginning again.
    """

    id: str
    year: int
    title: str
    seconds_required: int
    seconds_done: int
    complete: bool
    chosen: str | None
    begun_anew: bool
    lessons: list[Lesson]
    examination: Examination | None


class Courses(Answered, frozen=True, kw_only=True):
    """The courses of a year."""

    items: list[Course]
    next: str | None


class Download(Answered, frozen=True, kw_only=True):
    """A signed address that lasts minutes."""

    url: str
    expires_at: str


class Verification(Answered, frozen=True, kw_only=True):
    """What anybody may know of a certificate (R34).

    `name_limited` stands in the place of `name_agrees` once too many different names were tried.
    """

    state: str
    number: str
    version: int
    name: str
    year: int
    issued_on: str
    revoked_on: str | UnsetType = UNSET
    name_agrees: bool | UnsetType = UNSET
    name_limited: bool | UnsetType = UNSET


class Figure(Answered, frozen=True, kw_only=True):
    """A figure of the law, its source, and since when if amended."""

    value: str | int | list[str | int]
    source: str
    since: str | None = None


class Policy(Answered, frozen=True, kw_only=True):
    """A year's policy at this moment."""

    year: int
    window: YearWindow
    figures: dict[str, Figure]
    amendments: list["Amendment"]
    further_window: "FurtherWindow | None" = None


class FurtherWindow(YearWindow, frozen=True, kw_only=True):
    """A window opened once more where the platform kept people out; no `territories`: for all (R45).

    `by`, `at` and `reason`: who opened it, when and why.
    """

    territories: list[str]
    reason: str
    by: str
    at: str


class Amendment(Answered, frozen=True, kw_only=True):
    """A figure that was changed for the time after `since`.

    `by`, `at` and `reason` are there where an administrator made it, not where a notice did.
    """

    figure: str
    value: str | int | list[str | int]
    since: str
    source: str
    territory: str | None
    by: str | None = None
    at: str | None = None
    reason: str | None = None


class Health(Answered, frozen=True, kw_only=True):
    """Whether the service answers."""

    status: str
