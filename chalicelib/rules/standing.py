"""The yearly standing (年度完成情况): the sum over accredited records, always (R10)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

import msgspec

from chalicelib.rules.credit import decimal_text
from chalicelib.rules.policy import Required
from chalicelib.rules.record import Record, Source, Subject
from chalicelib.rules.version import next_version


class Standing(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What counts for a person and year. `waived`: complete by R11 alone, public not earned.

    `certified_by_hr`: complete by imported records alone, which the HR system has certified (R28).
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
    version: int = 0

    @property
    def progress(self) -> str:
        """The word under which administrators find the year: complete or in_progress."""
        return "complete" if self.complete else "in_progress"


def _sum(records: Iterable[Record]) -> Decimal:
    return sum((record.counted for record in records), Decimal(0))


def _meets(counted: Sequence[Record], required: Required) -> bool:
    """Whether these records alone meet every requirement (R8)."""
    professional = [r for r in counted if r.subject is Subject.PROFESSIONAL]
    return (
        _sum(r for r in counted if r.subject is Subject.PUBLIC) >= required.public.value
        and _sum(professional) >= required.professional.value
        and _sum(r for r in professional if r.general_knowledge) >= required.general_knowledge.value
    )


def standing_of(
    previous: Standing, records: Iterable[Record], required: Required, at: datetime
) -> Standing:
    """Recompute the standing from all records of the year, under the next version.

    The year is complete when every requirement is met (R8), or by one record that completes it
    alone (R11); the public subject is waived only where it was not earned besides. A record that
    its bureau accredited with fewer credits than computed completes no year alone [A]: what was
    proved is then less than the whole examination or degree that R11 asks for.
    """
    counted = [record for record in records if record.counts]
    professional = [r for r in counted if r.subject is Subject.PROFESSIONAL]
    public = _sum(r for r in counted if r.subject is Subject.PUBLIC)
    general = _sum(r for r in professional if r.general_knowledge)
    alone = any(r.completes_year and r.counted >= r.credits for r in counted)
    imported = [record for record in counted if record.source is Source.HR_LEGACY]
    complete = alone or _meets(counted, required)
    return msgspec.structs.replace(
        previous,
        public=public,
        professional=_sum(professional),
        general_knowledge=general,
        waived=alone and public < required.public.value,
        complete=complete,
        certified_by_hr=bool(imported) and _meets(imported, required),
        completed_at=(previous.completed_at or at) if complete else None,
        version=next_version(previous.version, at),
    )


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
        ("public", "公需科目", standing.public, required.public),
        ("professional", "专业科目", standing.professional, required.professional),
        (
            "general_knowledge",
            "专业科目中的专业通识知识",
            standing.general_knowledge,
            required.general_knowledge,
        ),
    )
    return tuple(
        Missing(
            requirement=requirement,
            credits=figure.value - earned,
            why=(
                f"{standing.year}年度{label}须满{decimal_text(figure.value)}学分，"
                f"已认定{decimal_text(earned)}学分，还差{decimal_text(figure.value - earned)}学分。"
            ),
            source=figure.source,
        )
        for requirement, label, earned, figure in rows
        if earned < figure.value
    )
