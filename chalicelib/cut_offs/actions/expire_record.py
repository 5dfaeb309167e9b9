"""Record that a draft or a returned record has expired (R19, R26)."""

from collections.abc import Callable
from datetime import datetime

from chalicelib.cut_offs.rules import cut_off
from chalicelib.cut_offs.store import cut_offs
from chalicelib.law.rules.window import Window
from chalicelib.notices.actions.send_notice import pass_on
from chalicelib.notices.rules.notice import Notice
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules import mark
from chalicelib.records.actions import ask_records
from chalicelib.records.rules.record import Record


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
    record = ask_records.find_records([key]).get(key)
    if record is None or not cut_off.expires(record, window := window_of(record), at):
        return None
    shard = cut_offs.find_shard(window, mark.shard_of(record.person))
    notice = cut_off.expiry_notice(record, window)
    counts = (cut_off.counted(shard, record, at), shard)
    cut_offs.put_expired(cut_off.expired(record, window), record, notice, counts, at)
    return notice
