"""The ledger of reports: what a reporter said of one person's study, and what became of it (R40, R42).

A reporter is whoever holds the proof: a provider's login, or a plan of an employer. What it reported is
known by an opaque id, never by its own reference, which may name a class of forty people.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

import msgspec

from chalicelib.identity.rules.name import masked_name
from chalicelib.platform.rules.cause import Actor, Cause, repeats
from chalicelib.platform.rules.listing import Place
from chalicelib.platform.rules.mark import sortable
from chalicelib.platform.rules.version import next_version

LIST = "REPORTS"


class ReportState(StrEnum):
    """What became of a report."""

    ACCREDITED = "accredited"
    WAITING = "waiting"
    SUBMITTED = "submitted"
    REFUSED = "refused"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    ERASED = "erased"


REPORT_LABELS = {
    ReportState.ACCREDITED: "已认定",
    ReportState.WAITING: "待本人信息采集",
    ReportState.SUBMITTED: "待财政部门审核",
    ReportState.REFUSED: "未计入",
    ReportState.CORRECTED: "已更正",
    ReportState.WITHDRAWN: "已撤回",
    ReportState.REVOKED: "已被撤销",
    ReportState.ERASED: "已清除",
}
COUNTS = frozenset({ReportState.ACCREDITED, ReportState.CORRECTED})
"""States of a report whose credits count; `CORRECTED` says besides that it once said otherwise."""
STANDS = COUNTS | {ReportState.WAITING, ReportState.SUBMITTED}
"""States in which a report stands, so that its reporter may correct or withdraw it (R40)."""


class ShownDocument(NamedTuple):
    """A document as it may be kept beside a report: its type, and its number masked (R7)."""

    type: str
    masked_number: str


class Reportable(Protocol):
    """What is reported of one person's study, by whomever."""

    @property
    def reporter(self) -> str:
        """Whose ledger it is in."""

    @property
    def key(self) -> str:
        """By what it is known among what was reported of one person."""

    @property
    def entry(self) -> str:
        """By what it is known among all that its reporter reported: opaque."""

    @property
    def reference(self) -> str:
        """The reporter's own number for it; may be empty."""

    @property
    def name(self) -> str:
        """The person's name as reported."""

    @property
    def year(self) -> int:
        """The year that it is of."""

    @property
    def form(self) -> str:
        """The form of study."""

    @property
    def facts(self) -> dict[str, object]:
        """The facts, as the form has them."""

    @property
    def title(self) -> str:
        """What was taught."""

    @property
    def completed_on(self) -> date:
        """The day on which it ended."""

    @property
    def reported_at(self) -> datetime:
        """When it was reported first."""


class ReportStep(msgspec.Struct, frozen=True, array_like=True):
    """What was done to a report after it came in: when, by whom, to which state, why.

    `record` is the record that it had before, if any.
    """

    at: datetime
    by: Actor
    to: ReportState
    cause: Cause
    reason: str = ""
    record: str = ""


class KeptReport(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One report in its reporter's ledger.

    Name and number are kept masked alone. `record` is the id of the record that it made; `identity`
    leads, while it waits, to the row that waits for its person; `code` and `detail` say why it was
    refused.
    """

    id: str
    reporter: str
    reference: str
    name: str
    document_type: str = ""
    masked_number: str = ""
    year: int
    form: str
    facts: dict[str, object] = {}
    title: str
    completed_on: date
    reported_at: datetime
    state: ReportState
    record: str = ""
    identity: str = ""
    code: str = ""
    detail: str = ""
    steps: tuple[ReportStep, ...] = ()
    version: int = 0

    @property
    def place(self) -> Place:
        """Where it is listed: by its reporter, by state, oldest first."""
        return Place(list_of(self.reporter), f"{self.state}#{sortable(self.reported_at)}#{self.id}")

    def is_done(self, cause: Cause) -> bool:
        """Whether this very request was served already.

        Raises:
            Refusal: `idempotency_key_reused` when its token is there with another body.
        """
        return repeats((step.cause for step in self.steps), cause)


def list_of(reporter: str) -> str:
    """The list of what a reporter reported."""
    return f"{LIST}#{reporter}"


def kept_of(
    report: Reportable, document: ShownDocument, state: ReportState, became: Mapping[str, str]
) -> KeptReport:
    """A report as its ledger keeps it; `became` is what else is known of its state, by member."""
    return msgspec.structs.replace(
        KeptReport(
            id=report.entry,
            reporter=report.reporter,
            reference=report.reference,
            name=masked_name(report.name),
            document_type=document.type,
            masked_number=document.masked_number,
            year=report.year,
            form=report.form,
            facts=report.facts,
            title=report.title,
            completed_on=report.completed_on,
            reported_at=report.reported_at,
            state=state,
        ),
        **became,
    )


def with_outcome(
    before: KeptReport | None, now: KeptReport, at: datetime, *, is_claimed: bool = False
) -> KeptReport | None:
    """What is to be kept once a report came in (again); None where the ledger says it already.

    Another content that was refused says nothing of what stands under the same reference, unless it is
    what waited and its person enrolled (`is_claimed`). What was done to it before stays in its history.
    """
    if before is None:
        return msgspec.structs.replace(now, version=next_version(0, at))
    gives_way = {ReportState.REFUSED, *((ReportState.WAITING,) if is_claimed else ())}
    if now.state is ReportState.REFUSED and before.state not in gives_way:
        return None
    kept = msgspec.structs.replace(
        now,
        steps=before.steps,
        version=before.version,
        document_type=now.document_type or before.document_type,
        masked_number=now.masked_number or before.masked_number,
    )
    if _said(kept) == _said(before):
        return None
    return msgspec.structs.replace(kept, version=next_version(before.version, at))


def stepped(before: KeptReport, step: ReportStep, **changes: object) -> KeptReport:
    """The report after something was done to it, its history and version advanced."""
    return msgspec.structs.replace(
        before,
        state=step.to,
        steps=(*before.steps, step),
        version=next_version(before.version, step.at),
        **changes,
    )


def _said(kept: KeptReport) -> Mapping[str, object]:
    """What a ledger says of a report, but for when it came."""
    said = msgspec.structs.asdict(kept)
    del said["reported_at"]
    return said
