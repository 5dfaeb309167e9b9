"""How what providers report is shown to them."""

from chalicelib.records.routes.present_alike import worth_of
from chalicelib.records.rules.likeness import RecordLikeness
from chalicelib.reports.routes.shapes import ReportAlike


def reported(found: RecordLikeness) -> ReportAlike:
    """What whoever reports learns of a record that may not be its own."""
    record = found.record
    return ReportAlike(
        year=record.year,
        form=record.form,
        ended_on=record.ended_on.isoformat(),
        credits=worth_of(found.record),
        source=record.source,
        why=list(found.why),
    )
