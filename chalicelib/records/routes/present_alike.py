"""How records that look alike are shown beside each other (R16)."""

from collections.abc import Iterable

import msgspec

from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.law.rules.form import form_label
from chalicelib.platform.rules.decimals import decimal_text
from chalicelib.records.routes import shapes
from chalicelib.records.routes.shapes_beside import AlikeRecord
from chalicelib.records.rules.likeness import RecordLikeness
from chalicelib.records.rules.record import Record


def with_alikes(shown: shapes.RecordShape, found: Iterable[RecordLikeness]) -> shapes.RecordShape:
    """A record with what looks like it."""
    return msgspec.structs.replace(shown, looks_like=[alike(each) for each in found])


def alike(found: RecordLikeness) -> shapes.Alike:
    """A record that looks like another one, and why."""
    return shapes.Alike(record=beside(found.record), why=list(found.why))


def beside(record: Record) -> AlikeRecord:
    """A record beside another one: no evidence, no history, whosever bureau has it."""
    return AlikeRecord(
        id=record.id,
        year=record.year,
        subject=record.subject,
        form=record.form,
        form_label=form_label(record.form),
        title=record.title,
        issuer=record.issuer or None,
        reference=record.reference or None,
        started_on=record.started_on.isoformat() if record.started_on else None,
        ended_on=record.ended_on.isoformat(),
        credits=worth_of(record),
        state=record.state,
        source=record.source,
        territory_name=parse_territory(record.territory).full_name,
    )


def worth_of(record: Record) -> str:
    """The credits of a record: those accredited, or else those it would bring."""
    return decimal_text(record.credits if record.accredited is None else record.accredited)
