"""The credit record (学分登记): what it says, its history, and how a move changes it (R19)."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import msgspec

from chalicelib.bureaus.rules.territory import bureau_above
from chalicelib.law.rules.cap import Cap
from chalicelib.law.rules.subject import Subject
from chalicelib.platform.rules.cause import Actor, Cause, Party, repeats
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.text import require_reason
from chalicelib.platform.rules.version import next_version
from chalicelib.records.rules.appeal import Appeal
from chalicelib.records.rules.evidence import Evidence
from chalicelib.records.rules.general_claim import GeneralClaim
from chalicelib.records.rules.move import SLOT_FREED, WAITS_AT
from chalicelib.records.rules.move_row import Move
from chalicelib.records.rules.record_state import NEW, STATE_LABELS, RecordState
from chalicelib.records.rules.step import Fault, Step, Told, hash_of

BUREAUS = frozenset({Party.BUREAU, Party.BUREAU_ABOVE})


class RecordSource(StrEnum):
    """How a record came in."""

    SELF = "self"
    PLATFORM = "platform"
    PROVIDER = "provider"
    HR_LEGACY = "hr_legacy"
    EMPLOYER = "employer"
    EXAMINATION_OFFICE = "examination_office"


SOURCE_LABELS = {
    RecordSource.SELF: "本人登记",
    RecordSource.PLATFORM: "学习平台登记",
    RecordSource.PROVIDER: "施教机构报送",
    RecordSource.HR_LEGACY: "省继续教育系统导入",
    RecordSource.EMPLOYER: "单位报送",
    RecordSource.EXAMINATION_OFFICE: "考试成绩导入",
}


class Record(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One credit record. `credits` is what the rules compute, `accredited` what was accepted.

    `id` encodes person, year and a random part; `slot` and `parts` are the keys that let one thing
    be registered once (R16). Facts are kept as the professional stated them (R14); dates are China's.
    `taken_over_by` is the territory of the bureau above that decides in the place of its own (R20).
    `caps` are those that its form had in the year when its credits were computed: they freeze with them.
    `report` is what the ledger of whoever reported it calls it (R40).
    `appeal_until` is what the last rejection or reporter's withdrawal told (R43); `appeals` go with the steps that lodged them.
    `general_claim` is the last claim of its owner that it is general knowledge after all (R8).
    """

    id: str
    person: str
    year: int
    slot: str
    parts: tuple[str, ...] = ()
    subject: Subject
    form: str
    title: str
    issuer: str = ""
    facts: dict[str, object] = {}
    reference: str = ""
    started_on: date | None = None
    ended_on: date
    credits: Decimal
    completes_year: bool = False
    figure: str
    law: str
    accredited: Decimal | None = None
    general_knowledge: bool = False
    state: RecordState
    source: RecordSource
    territory: str
    evidence: tuple[Evidence, ...] = ()
    moves: tuple[Step, ...] = ()
    resubmit_until: datetime | None = None
    taken_over_by: str = ""
    faults: tuple[Fault, ...] = ()
    caps: tuple[Cap, ...] = ()
    report: str = ""
    appeal_until: datetime | None = None
    appeals: tuple[Appeal, ...] = ()
    general_claim: GeneralClaim | None = None
    version: int = 0

    @property
    def rostered_by(self) -> str:
        """The code of the employer whose roster it comes from, "" of any other: its first step names the plan."""
        if self.source is not RecordSource.EMPLOYER:
            return ""
        return self.moves[0].by.login.partition("-")[0]

    @property
    def registered_at(self) -> datetime:
        """When it was registered first (R23: by that it belongs to a window)."""
        return self.moves[0].at

    @property
    def bureau(self) -> str:
        """The territory of the bureau that decides, by the row of the move that led here (R20)."""
        if self.under_appeal:
            return self.appeals[-1].bureau
        return self.bureau_at(WAITS_AT.get(self.state, Party.BUREAU))

    def bureau_at(self, party: Party) -> str:
        """The territory of its own bureau, or of the one above the one that decided last.

        Its own is the record's, unless one above took it over.
        """
        if party is Party.BUREAU_ABOVE:
            return bureau_above(self.decided_by)
        return self.taken_over_by or self.territory

    @property
    def decided_by(self) -> str:
        """The territory of the bureau that made the last move of a bureau's; "" before the first.

        Who upheld a rejection did not make it: the record may still be reopened by the same (R19).
        """
        lodged = (False, *(each.is_appeal for each in self.moves))
        both = reversed(tuple(zip(self.moves, lodged, strict=False)))
        steps = (each.by for each, is_answer in both if not is_answer)
        return next((by.territory for by in steps if by.party in BUREAUS), "")

    @property
    def waits_since(self) -> datetime:
        """Since when it is in its state; a take-over changes none, and costs no place in a queue."""
        return next(move.at for move in reversed(self.moves) if move.source is not move.to)

    @property
    def under_appeal(self) -> bool:
        """Whether its owner has appealed and nobody has answered yet (R43)."""
        return bool(self.moves) and self.moves[-1].is_appeal

    @property
    def appeal_due(self) -> datetime | None:
        """Until when, exclusive, the last appeal is to be answered."""
        return self.appeals[-1].due if self.appeals else None

    @property
    def frees_slot(self) -> bool:
        """Whether the same thing may be registered again (R16): not while an appeal is open (R43)."""
        return self.state in SLOT_FREED and not self.under_appeal

    @property
    def counts(self) -> bool:
        """Only accredited records count (R10)."""
        return self.state is RecordState.ACCREDITED

    @property
    def counted(self) -> Decimal:
        """The credits that count towards the year: none unless accredited."""
        return (self.accredited or Decimal(0)) if self.counts else Decimal(0)

    def move_by(self, cause: Cause) -> Step | None:
        """Find the move that this very request made, whatever happened since.

        Raises:
            Refusal: `idempotency_key_reused` when the token is there with another body.
        """
        return next((entry for entry in self.moves if repeats((entry.cause,), cause)), None)


def require_move(move: Move, state: RecordState | None, by: Party, reason: str = "") -> None:
    """Refuse a move from a state that R19 does not know, of another party, or without its reason (R22).

    Raises:
        Refusal: `record_not_changeable`, `reason_required`.
    """
    if state not in move.sources or by is not move.by:
        label = STATE_LABELS[state] if state else NEW
        raise Refusal("record_not_changeable", state=label, move=move.label)
    if move.needs_reason:
        require_reason(reason, move.label)


def is_registered(record: Record) -> bool:
    """Whether others than its owner know of a record: a draft is nobody else's."""
    return record.source is not RecordSource.SELF or any(
        m.to is RecordState.SUBMITTED for m in record.moves
    )


def moved(
    record: Record,
    move: Move,
    *,
    at: datetime,
    by: Actor,
    cause: Cause,
    reason: str = "",
    new: bool = False,
) -> Record:
    """Return the record after one move, its history and version advanced.

    Args:
        record: the record before; with `new` a record that has no history yet.
        move: the row of the move.
        at: the instant of the request, aware.
        by: who moves it.
        cause: the request, for idempotency.
        reason: what the professional is told (R22).
        new: the move is the record's first.

    Raises:
        Refusal: `record_not_changeable`, `reason_required`.
    """
    source = None if new else record.state
    require_move(move, source, by.party, reason)
    previous = hash_of(record.moves[-1]) if record.moves else ""
    step = Step(
        at=at,
        by=by,
        source=source,
        to=move.to,
        reason=reason.strip(),
        cause=cause,
        previous=previous,
    )
    return msgspec.structs.replace(
        record,
        state=move.to,
        moves=(*record.moves, step),
        version=next_version(record.version, at),
    )


def telling(record: Record, told: Told) -> Record:
    """The record with what its last move told of it, so that a repeat tells it again (R21)."""
    move = msgspec.structs.replace(record.moves[-1], told=told)
    return msgspec.structs.replace(
        record,
        moves=(*record.moves[:-1], move),
        resubmit_until=told.resubmit_until,
        faults=told.faults,
    )
