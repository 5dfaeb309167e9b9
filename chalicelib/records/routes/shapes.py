"""Records in the HTTP contract."""

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from chalicelib.http.shapes import Answered, FactSaid, Sent
from chalicelib.http.texts import Cursor, Digest, Long, PrintedText, Reasons, Short, Text
from chalicelib.http.told import (
    Day,
    DecimalText,
    FigureName,
    Id,
    Instant,
    Label,
    Line,
    MediaType,
    Next,
    Place,
    Sentences,
    Sha256,
    Url,
)
from chalicelib.law.routes.shapes_facts import FactsStated, FactsTold, FormSent, FormText
from chalicelib.law.rules.subject import Subject
from chalicelib.people.routes.shapes import Person
from chalicelib.records.routes.shapes_beside import AlikeRecord, UsedElsewhere, YearBeside
from chalicelib.records.routes.shapes_claims import GeneralClaimTold
from chalicelib.records.routes.shapes_moves import HistoryEntry, MoveShape
from chalicelib.records.rules.reconsideration import AppealState
from chalicelib.records.rules.record import RecordSource
from chalicelib.records.rules.record_state import RecordState


class RecordSent(Sent, frozen=True, kw_only=True):
    """学分登记: facts, never credits. With `submit` it goes to the bureau at once."""

    form: FormSent
    title: PrintedText
    issuer: PrintedText | None = None
    facts: FactsStated = msgspec.field(default_factory=dict)
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

    figure: FigureName
    source: Sentences


class EvidenceShape(Answered, frozen=True, kw_only=True):
    """An uploaded file; `url` is signed and lasts minutes. `used_by` are the records of others that rest on it."""

    id: Sha256
    filename: Line
    content_type: MediaType
    size: int
    url: Url | UnsetType = UNSET
    also_used_by_others: bool | UnsetType = UNSET
    used_by: list[UsedElsewhere] | UnsetType = UNSET


class FaultShape(Answered, frozen=True, kw_only=True):
    """What a return names as at fault: a field of the record, or a file of its evidence, and why."""

    field: Line | None
    evidence: Sha256 | None
    reason: Sentences | None


class Receipt(Answered, frozen=True, kw_only=True):
    """Proof of submission in time (R25)."""

    record: Id
    submitted_at: Instant
    window: Line
    cut_off: Day


class Alike(Answered, frozen=True, kw_only=True):
    """A record that looks like another one, and in what (in Chinese); nothing is refused for it."""

    record: AlikeRecord
    why: list[Line]


class Alikes(Answered, frozen=True, kw_only=True):
    """The records that look like what is stated, the likest first."""

    items: list[Alike]
    next: Next | None


class AlikeSent(Sent, frozen=True, kw_only=True):
    """A study as far as it is stated; `record` is the one that is being changed, if any."""

    form: FormSent
    title: Text
    ended_on: date
    started_on: date | None = None
    issuer: Text | None = None
    reference: Long | None = None
    subject: Literal["public", "professional"] = "professional"
    record: Short | None = None
    limit: Annotated[int, Meta(ge=1, le=200)] = 200
    cursor: Cursor | None = None


class AppealTold(Answered, frozen=True, kw_only=True):
    """An appeal against a refusal (R43): lodged `since`, to be answered before `due` by `bureau`.

    `state` is `open`, `upheld` or `overturned`; `decided_at` and `decision_reason` are there once it is
    answered. To whom may decide, `evidence` has signed addresses.
    """

    id: Id
    reasons: Sentences
    evidence: list[EvidenceShape]
    state: AppealState
    since: Instant
    due: Instant
    overdue: bool
    bureau: Place
    bureau_name: Label
    decided_at: Instant | None
    decision_reason: Sentences | None


class MayAppeal(Answered, frozen=True, kw_only=True):
    """Until when, exclusive, an appeal may be lodged, and which bureau would answer it (R43)."""

    until: Instant
    bureau: Place
    bureau_name: Label


class RecordShape(Answered, frozen=True, kw_only=True):
    """One credit record; `bureau` is the territory whose bureau decides, after a take-over another.

    `faults` is what the last return names. `moves` is what whoever asks may do with it now, as far as
    its state and territory tell. `looks_like`, where one record alone is shown: others of
    its owner that may be the same thing; `year_beside`: its owner's year, for reviewers. `appeal` is the last one about it; `may_appeal` is there as
    long as its owner may lodge one. `general_claim` is the last claim that it is general knowledge after all.
    """

    id: Id
    year: int
    subject: Subject
    form: FormText
    form_label: Label
    title: Line
    issuer: Line | None
    facts: FactsTold
    facts_said: list[FactSaid]
    reference: Line | None
    started_on: Day | None
    ended_on: Day
    credits: DecimalText
    accredited_credits: DecimalText | None
    general_knowledge: bool
    completes_year: bool
    state: RecordState
    source: RecordSource
    territory: Place
    territory_name: Label
    bureau: Place
    evidence: list[EvidenceShape]
    history: list[HistoryEntry]
    rule: Rule
    receipt: Receipt | None
    resubmit_until: Instant | None
    faults: list[FaultShape]
    version: int
    moves: list[MoveShape]
    appeal: AppealTold | None
    may_appeal: MayAppeal | None
    general_claim: GeneralClaimTold | None
    professional: Person | UnsetType = UNSET
    looks_like: list[Alike] | UnsetType = UNSET
    year_beside: YearBeside | UnsetType = UNSET


class AppealShape(AppealTold, frozen=True, kw_only=True):
    """An appeal, with the whole record that it is about."""

    record: RecordShape


class Appeals(Answered, frozen=True, kw_only=True):
    """A page of appeals."""

    items: list[AppealShape]
    next: Next | None


class AppealSent(Sent, frozen=True, kw_only=True):
    """申请复核: why, and uploads that are added to what the record has (R43)."""

    reasons: Reasons
    evidence: Annotated[list[Digest], Meta(max_length=20)] = msgspec.field(default_factory=list)


class Records(Answered, frozen=True, kw_only=True):
    """A page of records."""

    items: list[RecordShape]
    next: Next | None
