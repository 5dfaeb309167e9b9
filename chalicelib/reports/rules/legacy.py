"""What the HR system accredited for 2018 and 2019, as it waits for its person (R28)."""

import json
from datetime import date
from decimal import Decimal
from hashlib import sha256

import msgspec

from chalicelib.law.rules.subject import Subject
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.decimals import decimal_text
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.record import Record, RecordSource
from chalicelib.reports.rules.worn_number import may_be_one


class LegacyRow(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    kw_only=True,
    tag_field="source",
    tag="hr_legacy",
):
    """One accredited study of the HR system; it holds no document number. `hours` as stated there.

    `job` and `line` say which import brought it; a row that waits since before that was kept has none.
    """

    serial: str
    name: str
    year: int
    subject: Subject
    title: str
    hours: Decimal | None
    credits: Decimal
    completed_on: date
    accredited_on: date
    territory: str
    job: str = ""
    line: int = 0

    @property
    def source(self) -> RecordSource:
        """Where it comes from."""
        return RecordSource.HR_LEGACY

    @property
    def key(self) -> str:
        """By what a row is known: the HR system's own number for it."""
        return self.serial

    @property
    def cause(self) -> Cause:
        """The token by which a repeat is found, and a digest of what the row says.

        Name and document are left out, as of a provider's report (R7).
        """
        said = [
            self.year,
            self.subject,
            self.title,
            decimal_text(self.hours) if self.hours is not None else None,
            decimal_text(self.credits),
            self.completed_on.isoformat(),
            self.accredited_on.isoformat(),
            self.territory,
        ]
        content = json.dumps(said, ensure_ascii=False)
        return Cause(f"HR#{self.serial}", sha256(content.encode()).hexdigest()[:16])

    @property
    def turn(self) -> tuple[bool, float, int, str]:
        """Its turn among the rows of one year: what was imported goes before what is reported."""
        return (self.subject is not Subject.PUBLIC, 0.0, 0, self.serial)


def is_same_study(serial: str, content: str, record: Record) -> bool:
    """Whether a record is of a row, by its 流水号 and what it says (the digest of its cause).

    A spreadsheet may have worn one of the two 流水号: then both say the same thing, and the one number
    may be what a spreadsheet shows for the other.
    """
    return (
        record.source is RecordSource.HR_LEGACY
        and record.moves[0].cause.body == content
        and (serial == record.reference or may_be_one(serial, record.reference))
    )


def require_same(row: LegacyRow, earlier: Cause) -> None:
    """Refuse another content under a 流水号 that was imported before.

    Raises:
        Refusal: `serial_reused`.
    """
    if row.cause != earlier:
        raise Refusal("serial_reused", field=SERIAL, serial=row.serial)


SERIAL = "流水号"


YEARS = {"2018": 2018, "2019": 2019}


LAW = "粤财会函〔2020〕4号 一（四）"
