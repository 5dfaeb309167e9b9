"""The shapes of the HTTP contract for reviewers."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from chalicelib.http.received import Paging
from chalicelib.http.shapes import Answered, MaybeReasoned, Reasoned, Sent
from chalicelib.http.texts import Digest, Lines, PlaceAsked, Short
from chalicelib.http.told import Code, Id, Sentences
from chalicelib.law.rules.form import FormName
from chalicelib.records.actions.decide_appeal import Answer, Ruling
from chalicelib.records.actions.decide_record import Decision, Verdict
from chalicelib.records.rules.reconsideration import AppealState
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.step import Fault


class QueueQuery(Paging, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which records; of the accredited ones those of `year`, without it of this year."""

    territory: PlaceAsked | None = None
    state: RecordState = RecordState.SUBMITTED
    form: FormName | None = None
    year: int | None = None


class ReviewedQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How one record is shown: with `masked` its owner stays masked to whoever decides it, and no look is kept."""

    masked: bool = False


class FaultSent(Sent, frozen=True, kw_only=True):
    """A field of the record (`title`, `facts.days` …) or a file of its evidence, and why."""

    field: Short | None = None
    evidence: Digest | None = None
    reason: Lines | None = None


class VerdictSent(MaybeReasoned, frozen=True, kw_only=True):
    """A bureau's decision; `credits` fewer than computed, `version` as the reviewer saw it.

    `general_knowledge: false` says that the record is none (R8); `faults` go with a return.
    """

    decision: Decision
    credits: (
        Annotated[str, Meta(pattern=r"^[0-9]{1,4}(\.[0-9]{1,2})?$", examples=["2.5"])] | None
    ) = None
    version: int | None = None
    general_knowledge: bool | None = None
    faults: Annotated[tuple[FaultSent, ...], Meta(max_length=20)] = ()

    @property
    def verdict(self) -> Verdict:
        """The decision as the rules have it."""
        return Verdict(
            decision=self.decision,
            credits=Decimal(self.credits) if self.credits is not None else None,
            reason=self.why,
            version=self.version,
            general_knowledge=self.general_knowledge,
            faults=tuple(
                Fault(each.field or "", each.evidence or "", each.reason or "")
                for each in self.faults
            ),
        )


class OneVerdictSent(VerdictSent, frozen=True, kw_only=True):
    """One decision of a batch."""

    record: Short


class VerdictsSent(Sent, frozen=True, kw_only=True):
    """Up to 100 decisions, decided in this order."""

    decisions: Annotated[list[OneVerdictSent], Meta(min_length=1, max_length=100)]


class AppealsQuery(Paging, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which appeals: about whose records, and the territory of the bureau that is to answer them."""

    territory: PlaceAsked | None = None
    state: AppealState = AppealState.OPEN
    bureau: PlaceAsked | None = None
    overdue: bool | None = None
    form: FormName | None = None
    year: int | None = None


class RulingSent(Reasoned, frozen=True, kw_only=True):
    """A bureau's answer to an appeal; `credits` fewer than computed, where it overturns."""

    decision: Answer
    credits: (
        Annotated[str, Meta(pattern=r"^[0-9]{1,4}(\.[0-9]{1,2})?$", examples=["2.5"])] | None
    ) = None

    @property
    def ruling(self) -> Ruling:
        """The answer as the rules have it."""
        wanted = Decimal(self.credits) if self.credits is not None else None
        return Ruling(answer=self.decision, credits=wanted, reason=self.why)


class DecisionStatus(StrEnum):
    """What became of a decision: the state of its record, or that it was refused."""

    ACCREDITED = "accredited"
    RETURNED = "returned"
    REJECTED = "rejected"
    REFUSED = "refused"


class VerdictResult(Answered, frozen=True, kw_only=True):
    """What became of one decision: `accredited`, `returned`, `rejected`, or `refused` with its code."""

    record: Id
    status: DecisionStatus
    code: Code | UnsetType = UNSET
    detail: Sentences | UnsetType = UNSET


class VerdictResults(Answered, frozen=True, kw_only=True):
    """A result for each decision, in order."""

    results: list[VerdictResult]
