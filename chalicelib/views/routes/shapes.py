"""A person's year in the HTTP contract."""

from chalicelib.certificates.routes.shapes import YearCertificate
from chalicelib.http.shapes import Answered
from chalicelib.http.told import Code, DecimalText, Next, Sentences
from chalicelib.law.routes.shapes import YearWindow
from chalicelib.people.routes.shapes import DutyShown
from chalicelib.records.routes.shapes import RecordShape


class Amount(Answered, frozen=True, kw_only=True):
    """Credits of a subject; `waived` where the year is complete without them (R11)."""

    required: DecimalText
    accredited: DecimalText
    waived: bool = False


class MissingShape(Answered, frozen=True, kw_only=True):
    """What is missing, why, the law behind it, and what study would do, until when."""

    requirement: Code
    credits: DecimalText
    why: Sentences
    source: Sentences
    finish: Sentences | None


class MissingOfYear(MissingShape, frozen=True, kw_only=True):
    """`hoped` is what of it waits for a bureau and counts for nothing yet.

    `still` is missing even if all of that is accredited; of that `finish` speaks.
    """

    hoped: DecimalText
    still: DecimalText


class Year(Answered, frozen=True, kw_only=True):
    """年度完成情况. `duty`: a statement that would make the year exempt, and is not confirmed yet (R44)."""

    year: int
    complete: bool
    exempt: bool
    duty: DutyShown | None
    public: Amount
    professional: Amount
    general_knowledge: Amount
    missing: list[MissingOfYear]
    window: YearWindow
    records: list[RecordShape]
    certificate: YearCertificate


class Years(Answered, frozen=True, kw_only=True):
    """All years of a professional, the latest first."""

    items: list[Year]
    next: Next | None
