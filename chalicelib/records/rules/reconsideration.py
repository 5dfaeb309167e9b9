"""Appeal and reconsideration (申诉、复核): what the owner of a refused record may ask, and of whom (R43).

A record keeps its state while an appeal is open, and holds its slot again. What became of an appeal is
told by the step after the one that lodged it: a bureau's that upheld, or whichever accredited.
"""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

import msgspec

from chalicelib.bureaus.rules.territory import bureau_above
from chalicelib.law.rules.window import Window, answer_until, appeal_until
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.china_time import until_text
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.appeal import Appeal
from chalicelib.records.rules.appeal_rows import APPEAL, APPEALS
from chalicelib.records.rules.evidence import Evidence
from chalicelib.records.rules.move import REJECT
from chalicelib.records.rules.record import Record, moved
from chalicelib.records.rules.record_state import STATE_LABELS, RecordState
from chalicelib.records.rules.step import Step

_MARK = "."
"""Stands between a record's id and the ordinal of an appeal."""


class AppealState(StrEnum):
    """What has become of an appeal."""

    OPEN = "open"
    UPHELD = "upheld"
    OVERTURNED = "overturned"


APPEAL_LABELS = {
    AppealState.OPEN: "复核中",
    AppealState.UPHELD: "维持原决定",
    AppealState.OVERTURNED: "改为认定",
}


class Lodged(NamedTuple):
    """An appeal as the record's history tells it: the step that lodged it, and what answered it if any.

    `id` names the record and the ordinal of the appeal.
    """

    id: str
    kept: Appeal
    by: Step
    answer: Step | None

    @property
    def state(self) -> AppealState:
        """Open, upheld or overturned."""
        if self.answer is None:
            return AppealState.OPEN
        is_counted = self.answer.to is RecordState.ACCREDITED
        return AppealState.OVERTURNED if is_counted else AppealState.UPHELD

    def is_overdue(self, at: datetime) -> bool:
        """Whether it should have been answered by now."""
        return self.answer is None and at >= self.kept.due


def appeals_of(record: Record) -> tuple[Lodged, ...]:
    """Every appeal of a record, the first one first."""
    following = (*record.moves[1:], None)
    steps = [
        each for each in zip(record.moves, following, strict=True) if each[0].is_appeal
    ]  # one for each appeal that it keeps; a record as of an earlier step may keep more
    return tuple(
        Lodged(f"{record.id}{_MARK}{number}", kept, by, answer)
        for number, ((by, answer), kept) in enumerate(zip(steps, record.appeals, strict=False), 1)
    )


def files_of(record: Record) -> tuple[Evidence, ...]:
    """Every file that a record rests on, those of its appeals too."""
    return (*record.evidence, *(file for each in record.appeals for file in each.evidence))


def record_of_appeal(appeal: str) -> str:
    """The id of the record that an appeal's id names; whether there is such an appeal it does not say."""
    return appeal.rpartition(_MARK)[0]


def refusing_step(record: Record) -> Step | None:
    """The step that refused what an appeal could be about: a rejection, or a reporter's withdrawal (R40).

    What an administrator revoked an administrator restores (R19): no appeal is about that.
    """
    changes = (each for each in reversed(record.moves) if each.source is not each.to)
    last = next(changes, None)
    if last is None or not any(last.to in row.sources for row in APPEALS):
        return None
    return last if last.to is REJECT.to or last.by.party is Party.REPORTER else None


def is_unappealed(record: Record) -> bool:
    """Whether the last thing that happened to a record is a refusal that an appeal could be about."""
    refused = refusing_step(record)
    return refused is not None and refused is record.moves[-1]


def may_appeal_until(record: Record, window: Window) -> datetime | None:
    """Until when, exclusive, its owner may appeal against what was refused last; None: there is no more."""
    refused = refusing_step(record)
    if refused is None or not is_unappealed(record):
        return None
    told, counted = record.appeal_until, appeal_until(window, refused.at)
    if told is None:
        return counted
    # Beside a withdrawal that did not keep it yet may lie what an earlier rejection told.
    return told if refused.to is REJECT.to else max(told, counted)


def bureau_of_appeal(record: Record) -> str:
    """The territory of the bureau that answers: above the one that rejected, else above the record's own."""
    refused = refusing_step(record)
    is_rejected = refused is not None and refused.to is REJECT.to
    return bureau_above(record.decided_by if is_rejected else record.territory)


def require_appealable(record: Record, window: Window, at: datetime) -> None:
    """Refuse an appeal that is not due any more, or was lodged already (R43).

    Raises:
        Refusal: `record_not_changeable` for what nobody refused; `already_appealed`;
            `appeal_closed` once the working days are over.
    """
    refused = refusing_step(record)
    if refused is None:
        raise Refusal("record_not_changeable", state=STATE_LABELS[record.state], move=APPEAL.label)
    if not is_unappealed(record):
        last = appeals_of(record)[-1]
        raise Refusal("already_appealed", state=APPEAL_LABELS[last.state], appeal=last.id)
    until = may_appeal_until(record, window)
    if until is None or at >= until:
        raise Refusal("appeal_closed", until=until_text(until) if until else "")


def lodged(
    record: Record,
    window: Window,
    evidence: tuple[Evidence, ...],
    *,
    at: datetime,
    by: Actor,
    cause: Cause,
    reasons: str,
) -> Record:
    """The record with an appeal against its refusal, which waits for the bureau above.

    Raises:
        Refusal: `record_not_changeable`, `reason_required`.
    """
    row = next((each for each in APPEALS if record.state in each.sources), APPEAL)
    appeal = Appeal(answer_until(window, at), bureau_of_appeal(record), evidence)
    after = moved(record, row, at=at, by=by, cause=cause, reason=reasons)
    return msgspec.structs.replace(after, appeals=(*record.appeals, appeal))
