"""Let notices of returned records be settled once their owners have done about them, as the stream brings it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from chalicelib.notices.actions.order_deliveries import order_settling
from chalicelib.notices.rules.delivery_order import NoticeKey
from chalicelib.notices.rules.notice import NoticeKind, notice_id
from chalicelib.platform.store.tables import RegistryItem
from chalicelib.records.rules.move import MOVES, RETURN
from chalicelib.records.rules.record import Record
from chalicelib.records.store.records import is_record, record_of

_LED_TO = frozenset(move.to for move in MOVES if RETURN.to in move.sources)


def tell_mended(changes: Sequence[Mapping[str, Any]]) -> int:
    """Order that notices be settled whose records were handed in again, withdrawn, or have expired.

    Args:
        changes: what DynamoDB tells of writes.
    """
    settled, at = [], datetime.fromtimestamp(0, UTC)
    for change in changes:
        at = datetime.fromtimestamp(float(change["ApproximateCreationDateTime"]), UTC)
        record = _record_in(change.get("NewImage", {}))
        if record and (key := _returned_by(record)):
            settled.append(key)
    order_settling(settled, at=at)
    return len(settled)


def _record_in(image: Mapping[str, Any]) -> Record | None:
    """The record that an image is of, where it is in a state that a returned one is led to."""
    state = image.get("body", {}).get("M", {}).get("state", {}).get("S", "")
    if state not in _LED_TO or "#R#" not in image.get("sk", {}).get("S", ""):
        return None
    item = RegistryItem.from_raw_data({name: dict(value) for name, value in image.items()})
    return record_of(item) if is_record(item) else None


def _returned_by(record: Record) -> NoticeKey | None:
    """The notice of the return that the record's last move led out of."""
    before, last = record.moves[-2:] if len(record.moves) > 1 else (None, record.moves[-1])
    if before is None or last.source is not RETURN.to or before.to is not RETURN.to:
        return None
    name = notice_id(before.at, NoticeKind.RETURNED, record.id, before.cause.token)
    return NoticeKey(record.person, name)
