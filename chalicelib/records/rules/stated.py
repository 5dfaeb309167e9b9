"""What a professional states of a study in free text, held against what may be sent today."""

from collections.abc import Iterator
from datetime import date

from chalicelib.identity.rules.stray_number import require_no_number
from chalicelib.platform.rules.refusal import Refusal, several
from chalicelib.platform.rules.text import TextKind, parse_text
from chalicelib.records.rules.record import Record

_KINDS = {"title": TextKind.PRINTED, "issuer": TextKind.PRINTED, "reference": TextKind.LINE}


def require_texts(record: Record, today: date) -> None:
    """Refuse to submit a text that could not be sent today: its owner mends it first.

    A record that was stored before a check existed can be read and decided as it is.

    Args:
        record: as it is stored.
        today: the day in Shanghai.

    Raises:
        Refusal: `field_invalid`, `identity_number_in_text`.
    """
    if faults := list(_faults(record, today)):
        raise several(faults)


def _faults(record: Record, today: date) -> Iterator[Refusal]:
    for field, kind in _KINDS.items():
        text = getattr(record, field)
        try:
            parse_text(text, field, kind)
            require_no_number(text, field, today=today)
        except Refusal as fault:
            yield fault
