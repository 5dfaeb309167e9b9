"""Records in the HTTP contract."""

from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from chalicelib.http.shapes import Answered, FactSaid, Sent
from chalicelib.http.texts import Cursor, Digest, Long, PrintedText, Reasons, Short, Text
from chalicelib.people.routes.shapes import Person


class RecordSent(Sent, frozen=True, kw_only=True):
    """学分登记: facts, never credits. With `submit` it goes to the bureau at once."""

    form: Short
    title: PrintedText
    issuer: PrintedText | None = None
    facts: dict[str, Any] = msgspec.field(default_factory=dict)
    reference: Long | None = None
    started_on: date | None = None
    ended_on: date
    evidence: Annotated[list[Digest], Meta(max_length=20)] = msgspec.field(default_factory=list)
    submit: bool = False


class RecordChangeSent(RecordSent, frozen=True, kw_only=True):
    """A record as it shall be. `version` is the one that was seen, refused if it has been changed meanwhile."""

    version: int | None = None


class Rule(Answered, frozen=True, kw_only=True):
    """The figure that credits come from, and its source in law."""

    figure: str
    source: str


class EvidenceShape(Answered, frozen=True, kw_only=True):
    """An uploaded file; `url` is signed and lasts minutes."""

    id: str
    filename: str
    content_type: str
    size: int
    url: str | UnsetType = UNSET
    also_used_by_others: bool | UnsetType = UNSET


class HistoryEntry(Answered, frozen=True, kw_only=True):
    """One move of a record; `move` is the row's name, also where the state stays as it was."""

    at: str
    by: str
    from_: str | None = msgspec.field(name="from")
    to: str
    reason: str | None
    move: str | UnsetType | None = UNSET


class FaultShape(Answered, frozen=True, kw_only=True):
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
    limit: Annotated[int, Meta(ge=1, le=200)] = 200
    cursor: Cursor | None = None


class MoveShape(Answered, frozen=True, kw_only=True):
    """What may be done with a record (R19): the verb as its route or a decision has it, and where it leads."""

    name: str
    label: str
    to: str
    needs_reason: bool


class AppealTold(Answered, frozen=True, kw_only=True):
    """An appeal against a refusal (R43): lodged `since`, to be answered before `due` by `bureau`.

    `state` is `open`, `upheld` or `overturned`; `decided_at` and `decision_reason` are there once it is
    answered. To whom may decide, `evidence` has signed addresses.
    """

    id: str
    reasons: str
    evidence: list[EvidenceShape]
    state: str
    since: str
    due: str
    overdue: bool
    bureau: str
    bureau_name: str
    decided_at: str | None
    decision_reason: str | None


class MayAppeal(Answered, frozen=True, kw_only=True):
    """Until when, exclusive, an appeal may be lodged, and which bureau would answer it (R43)."""

    until: str
    bureau: str
    bureau_name: str


class RecordShape(Answered, frozen=True, kw_only=True):
    """One credit record; `bureau` is the territory whose bureau decides, after a take-over another.

    `faults` is what the last return names. `moves` is what whoever asks may do with it now, as far as
    its state and territory tell. `looks_like`, where one record alone is shown: others of
    its owner that may be the same thing. `appeal` is the last one about it; `may_appeal` is there as
    long as its owner may lodge one.
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
    evidence: list[EvidenceShape]
    history: list[HistoryEntry]
    rule: Rule
    receipt: Receipt | None
    resubmit_until: str | None
    faults: list[FaultShape]
    version: int
    moves: list[MoveShape]
    appeal: AppealTold | None
    may_appeal: MayAppeal | None
    professional: Person | UnsetType = UNSET
    looks_like: list[Alike] | UnsetType = UNSET


class AppealShape(AppealTold, frozen=True, kw_only=True):
    """An appeal, with the whole record that it is about."""

    record: RecordShape


class Appeals(Answered, frozen=True, kw_only=True):
    """A page of appeals."""

    items: list[AppealShape]
    next: str | None


class AppealSent(Sent, frozen=True, kw_only=True):
    """申请复核: why, and uploads that are added to what the record has (R43)."""

    reasons: Reasons
    evidence: Annotated[list[Digest], Meta(max_length=20)] = msgspec.field(default_factory=list)


class Records(Answered, frozen=True, kw_only=True):
    """A page of records."""

    items: list[RecordShape]
    next: str | None


class Upload(Answered, frozen=True, kw_only=True):
    """Where to post the file: `fields` first, then `file`, as multipart/form-data."""

    id: str
    url: str
    fields: dict[str, str]
