"""Record that a draft or a returned record has expired (R19, R26)."""

from collections.abc import Callable
from datetime import datetime

from chalicelib.actions.send_notice import pass_on
from chalicelib.actions.settle import settled
from chalicelib.rules import cut_off, mark
from chalicelib.rules.notice import Notice
from chalicelib.rules.record import Record
from chalicelib.rules.window import Window
from chalicelib.store import cut_offs, records


def expire_record(
    key: tuple[str, str], window_of: Callable[[Record], Window], *, at: datetime
) -> bool:
    """Record an expiry with its notice and its count; False where there is none to record.

    Args:
        key: where the record lies.
        window_of: says which window a record belongs to, amendments read anew.
        at: the instant of the run.
    """
    notice = settled(lambda: _expire_once(key, window_of, at))
    if notice is not None:
        pass_on(notice)
    return notice is not None


def _expire_once(
    key: tuple[str, str], window_of: Callable[[Record], Window], at: datetime
) -> Notice | None:
    record = records.find_records([key]).get(key)
    if record is None or not cut_off.expires(record, window := window_of(record), at):
        return None
    shard = cut_offs.find_shard(window, mark.shard_of(record.person))
    notice = cut_off.expiry_notice(record, window)
    counts = (cut_off.counted(shard, record, at), shard)
    cut_offs.put_expired(cut_off.expired(record, window), record, notice, counts, at)
    return notice
