"""How records that look alike are shown beside each other (R16)."""

from collections.abc import Iterable

import msgspec

from chalicelib.entry import shapes_records
from chalicelib.rules.decimals import decimal_text
from chalicelib.rules.form import form_label
from chalicelib.rules.likeness import Likeness
from chalicelib.rules.territory import parse_territory


def with_alikes(shown: shapes_records.Record, found: Iterable[Likeness]) -> shapes_records.Record:
    """A record with what looks like it."""
    return msgspec.structs.replace(shown, looks_like=[alike(each) for each in found])


def alike(found: Likeness) -> shapes_records.Alike:
    """A record beside another one: no evidence, no history, whosever bureau has it."""
    record = found.record
    return shapes_records.Alike(
        record=shapes_records.AlikeRecord(
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


def worth_of(found: Likeness) -> str:
    """The credits of a record: those accredited, or else those it would bring."""
    record = found.record
    return decimal_text(record.credits if record.accredited is None else record.accredited)
