"""How records that look alike are shown beside each other (R16)."""

from collections.abc import Iterable

import msgspec

from chalicelib.entry import shapes
from chalicelib.entry.shapes_provider import ReportAlike
from chalicelib.rules.credit import decimal_text
from chalicelib.rules.form import form_label
from chalicelib.rules.likeness import Likeness
from chalicelib.rules.territory import parse_territory


def with_alikes(shown: shapes.Record, found: Iterable[Likeness]) -> shapes.Record:
    """A record with what looks like it."""
    return msgspec.structs.replace(shown, looks_like=[alike(each) for each in found])


def alike(found: Likeness) -> shapes.Alike:
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
            credits=_worth(found),
            state=record.state,
            source=record.source,
            territory_name=parse_territory(record.territory).full_name,
        ),
        why=list(found.why),
    )


def reported(found: Likeness) -> ReportAlike:
    """What whoever reports learns of a record that may not be its own."""
    record = found.record
    return ReportAlike(
        year=record.year,
        form=record.form,
        ended_on=record.ended_on.isoformat(),
        credits=_worth(found),
        source=record.source,
        why=list(found.why),
    )


def _worth(found: Likeness) -> str:
    record = found.record
    return decimal_text(record.credits if record.accredited is None else record.accredited)
