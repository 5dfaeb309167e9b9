"""The yearly standing (年度完成情况): the sum over accredited records, always (R10)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

import msgspec

from chalicelib.law.rules.requirement import REQUIREMENT_LABELS, Required, Requirement
from chalicelib.law.rules.subject import Subject
from chalicelib.platform.rules.decimals import decimal_text
from chalicelib.platform.rules.version import next_version
from chalicelib.records.rules.record import Record, RecordSource
from chalicelib.records.rules.record_state import RecordState

YEAR_LABELS = {"complete": "已完成", "in_progress": "进行中", "exempt": "无需完成"}
"""How a year stands; *exempt* is one in which its person is not obliged (R8)."""


class Standing(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What counts for a person and year. `waived`: complete by R11 alone, public not earned.

    `certified_by_hr`: complete by imported records alone, which the HR system has certified (R28).
    `judged_by`: the credits that completed the year, or would if a revocation were undone; a year
    completed before they were kept has none. `merged`: of an account that was merged into another,
    whose standing counts in its place.
    """

    person: str
    year: int
    territory: str
    public: Decimal = Decimal(0)
    professional: Decimal = Decimal(0)
    general_knowledge: Decimal = Decimal(0)
    waived: bool = False
    complete: bool = False
    certified_by_hr: bool = False
    completed_at: datetime | None = None
    judged_by: Requirement | None = None
    merged: bool = False
    version: int = 0

    def meets(self, requirement: Requirement) -> bool:
        """Whether what counts meets every part of it."""
        return requirement.is_met_by(self.public, self.professional, self.general_knowledge)

    @property
    def progress(self) -> str:
        """The word under which administrators find the year: complete or in_progress."""
        return "complete" if self.complete else "in_progress"


def _sum(credits: Iterable[Decimal]) -> Decimal:  # noqa: A002 - the glossary's word
    return sum(credits, Decimal(0))


class _Sums(NamedTuple):
    """What records add up to (R10)."""

    public: Decimal
    professional: Decimal
    general_knowledge: Decimal


def _sums(counted: Sequence[Record]) -> _Sums:
    return _summed_by(counted, lambda record: record.counted)


def _summed_by(records: Sequence[Record], worth: Callable[[Record], Decimal]) -> _Sums:
    professional = [r for r in records if r.subject is Subject.PROFESSIONAL]
    return _Sums(
        _sum(worth(r) for r in records if r.subject is Subject.PUBLIC),
        _sum(worth(r) for r in professional),
        _sum(worth(r) for r in professional if r.general_knowledge),
    )


def standing_of(
    previous: Standing, records: Iterable[Record], required: Required, at: datetime
) -> Standing:
    """Recompute the standing from all records of the year, under the next version.

    The year is complete when every requirement is met (R8), or by one record that completes it
    alone (R11); the public subject is waived only where it was not earned besides. A record that
    its bureau accredited with fewer credits than computed completes no year alone [A]: what was
    proved is then less than the whole examination or degree that R11 asks for.

    A year that is complete stays so while its records meet what had completed it, whatever is
    required by now (R8); one that becomes complete is judged by what is required now.
    """
    counted = [record for record in records if record.counts]
    own = own_requirement(previous, required) or _restored(previous, counted, at)
    judges = [required.now] if own is None else [own, required.now]
    sums, imported = _sums(counted), [r for r in counted if r.source is RecordSource.HR_LEGACY]
    alone = any(completes_alone(record) for record in counted)
    complete = alone or any(each.is_met_by(*sums) for each in judges)
    return msgspec.structs.replace(
        previous,
        **sums._asdict(),
        waived=alone and all(sums.public < each.public for each in judges),
        complete=complete,
        certified_by_hr=bool(imported) and any(j.is_met_by(*_sums(imported)) for j in judges),
        completed_at=(previous.completed_at or at) if complete else None,
        judged_by=judges[0] if complete else own or previous.judged_by,
        version=next_version(previous.version, at),
    )


def completes_alone(record: Record) -> bool:
    """Whether a record completes its year by itself (R11): accredited in full, not with fewer."""
    return record.completes_year and record.counts and record.counted >= record.credits


def is_by_earlier_figures(
    standing: Standing, records: Iterable[Record], required: Required
) -> bool:
    """Whether a year is complete that what is required now would call incomplete (R8)."""
    by_now = standing.meets(required.now) or any(completes_alone(each) for each in records)
    return standing.complete and not by_now


def own_requirement(standing: Standing, required: Required) -> Requirement | None:
    """What completed a complete year; where that was not kept, what its file required at first."""
    return (standing.judged_by or required.before) if standing.complete else None


def _restored(previous: Standing, counted: Sequence[Record], at: datetime) -> Requirement | None:
    """What had completed the year, where a revocation that ended it is undone at this instant."""
    latest = (record.moves[-1] for record in counted if record.moves)
    undone = any(each.source is RecordState.REVOKED and each.at == at for each in latest)
    return previous.judged_by if undone else None


def shown_requirement(standing: Standing, required: Required) -> Requirement:
    """What a year is held against: what is required now, unless it was completed by something else."""
    own = own_requirement(standing, required)
    if own is None or standing.meets(required.now) or not standing.meets(own):
        return required.now
    return own


class Hoped(NamedTuple):
    """What counts for nothing yet and would if every bureau accredited what waits for it as it was computed.

    `completes`: by one record that completes the year alone (R11).
    """

    public: Decimal
    professional: Decimal
    general_knowledge: Decimal
    completes: bool

    def of(self, missing: "Missing") -> Decimal:
        """How much of what is missing is hoped for."""
        waiting: Decimal = getattr(self, missing.requirement)
        return missing.credits if self.completes else min(waiting, missing.credits)


def hoped_of(records: Iterable[Record]) -> Hoped:
    """What of a year's records is hoped for: those that wait for a bureau, not those under appeal."""
    waiting = [record for record in records if record.state is RecordState.SUBMITTED]
    sums = _summed_by(waiting, lambda record: record.credits)
    return Hoped(*sums, completes=any(record.completes_year for record in waiting))


class Missing(msgspec.Struct, frozen=True):
    """A requirement that is not met: how many credits, why, and its source in law."""

    requirement: str
    credits: Decimal
    why: str
    source: str


def missing(standing: Standing, required: Required) -> tuple[Missing, ...]:
    """What would complete the year; nothing where it is complete, waived included (R8, R11)."""
    if standing.complete:
        return ()
    rows = (
        ("public", standing.public, required.public),
        ("professional", standing.professional, required.professional),
        ("general_knowledge", standing.general_knowledge, required.general_knowledge),
    )
    return tuple(
        Missing(
            requirement=requirement,
            credits=figure.value - earned,
            why=(
                f"{standing.year}年度{REQUIREMENT_LABELS[requirement]}须满{decimal_text(figure.value)}学分，"
                f"已认定{decimal_text(earned)}学分，还差{decimal_text(figure.value - earned)}学分。"
            ),
            source=figure.source,
        )
        for requirement, earned, figure in rows
        if earned < figure.value
    )
