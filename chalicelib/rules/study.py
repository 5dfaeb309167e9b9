"""Progress of a public-subject course (公需科目): what the platform's clock has let pass (R17)."""

from datetime import datetime

import msgspec

from chalicelib.rules.record import Cause


class Progress(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How far one person is in one course. `causes` are the latest reports, for repeats.

    `seconds` never exceeds what passed between reports by the server's clock; the first report
    starts the clock. `score` is the best examination so far, 0 to 100.
    """

    person: str
    year: int
    course: str
    seconds: int = 0
    last_report_at: datetime | None = None
    score: int | None = None
    causes: tuple[Cause, ...] = ()
    version: int = 0
