"""A result of a national examination, as the examination office states it (R41): imported or waiting."""

from datetime import date, datetime

import msgspec

from chalicelib.law.rules.subject import Subject
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.identifier import derived
from chalicelib.records.rules.proved_paper import ProvedPaper, paper_label
from chalicelib.records.rules.record import RecordSource
from chalicelib.reports.rules.report import Terms


class ExaminationResult(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    kw_only=True,
    tag_field="source",
    tag="examination_office",
):
    """One paper that somebody passed; it holds no document number.

    `examination` is a code of law/examinations.toml, `paper` the name there, `number` that of the
    certificate or score report. `job` and `line` say which import brought it, `reported_at` when that was
    offered: by the law of that instant it is judged. `terms` are kept where it waits for its person.
    """

    name: str
    year: int
    examination: str
    level: str = ""
    paper: str
    passed_on: date
    number: str
    reported_at: datetime
    job: str
    line: int
    terms: Terms | None = None

    @property
    def source(self) -> RecordSource:
        """Where it comes from."""
        return RecordSource.EXAMINATION_OFFICE

    @property
    def subject(self) -> Subject:
        """Examinations are professional study."""
        return Subject.PROFESSIONAL

    @property
    def title(self) -> str:
        """What was passed, in words."""
        return paper_label(self.examination, self.paper, self.level)

    @property
    def proved(self) -> ProvedPaper:
        """The paper and its sitting."""
        return ProvedPaper(self.examination, self.paper, self.year, self.number)

    @property
    def sitting(self) -> str:
        """By what paper and sitting are known among those of one person."""
        return derived("sitting", self.examination, self.paper, str(self.year), length=32)

    @property
    def key(self) -> str:
        """By what it is known while it waits: of two names under one number both wait."""
        return derived("result", self.sitting, self.name, length=32)

    @property
    def cause(self) -> Cause:
        """The paper and sitting, by which a repeat is found whatever else it says, and which line brought it."""
        return Cause(f"EXAM#{self.sitting}", f"{self.job}#{self.line}")

    @property
    def turn(self) -> tuple[bool, float, int, str]:
        """Its turn among the rows of one year."""
        return (True, self.reported_at.timestamp(), self.line, self.key)
