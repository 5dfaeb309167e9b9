"""How records that look alike are shown beside each other (R16)."""

from collections.abc import Iterable

import msgspec

from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.law.rules.form import form_label
from chalicelib.platform.rules.decimals import decimal_text
from chalicelib.records.routes import shapes
from chalicelib.records.rules.likeness import RecordLikeness


def with_alikes(shown: shapes.RecordShape, found: Iterable[RecordLikeness]) -> shapes.RecordShape:
    """A record with what looks like it."""
    return msgspec.structs.replace(shown, looks_like=[alike(each) for each in found])


def alike(found: RecordLikeness) -> shapes.Alike:
    """A record beside another one: no evidence, no history, whosever bureau has it."""
    record = found.record
    return shapes.Alike(
        record=shapes.AlikeRecord(
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
            credits=worth_of(found),
            state=record.state,
            source=record.source,
            territory_name=parse_territory(record.territory).full_name,
        ),
        why=list(found.why),
    )


def worth_of(found: RecordLikeness) -> str:
    """The credits of a record: those accredited, or else those it would bring."""
    record = found.record
    return decimal_text(record.credits if record.accredited is None else record.accredited)
