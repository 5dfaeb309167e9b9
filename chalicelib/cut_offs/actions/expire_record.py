"""Record that drafts and returned records have expired (R19, R26)."""

from collections.abc import Callable, Sequence
from datetime import datetime

from chalicelib.cut_offs.rules import cut_off
from chalicelib.cut_offs.rules.cut_off import Shard
from chalicelib.cut_offs.store import cut_offs
from chalicelib.law.rules.window import Window
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules import mark
from chalicelib.records.actions import ask_records
from chalicelib.records.rules.record import Record

TOGETHER = 40
"""The most records that expire in one transaction: each is two of the hundred items that it takes."""
Key = tuple[str, str]
WindowOf = Callable[[Record], Window]


def expire_record(key: Key, window_of: WindowOf, *, at: datetime) -> bool:
    """Record an expiry with its notice and its count; False where there is none to record.

    Args:
        key: where the record lies.
        window_of: says which window a record belongs to, amendments read anew.
        at: the instant of the run.
    """
    return settled(lambda: _expire_once(key, window_of, at))


def _expire_once(key: Key, window_of: WindowOf, at: datetime) -> bool:
    record = ask_records.find_records([key]).get(key)
    if record is None or not cut_off.expires(record, window := window_of(record), at):
        return False
    shard = cut_offs.find_shard(window, mark.shard_of(record.person))
    notice = cut_off.expiry_notice(record, window)
    counts = (cut_off.counted(shard, record, at), shard)
    cut_offs.put_expired([(cut_off.expired(record, window), record)], [notice], counts, at)
    return True


def expire_together(
    keys: Sequence[Key], window: Window, shard: Shard, window_of: WindowOf, *, at: datetime
) -> Shard:
    """Record the expiries of one shard, `TOGETHER` at most, with notices and counts, or none of them.

    Args:
        keys: where the records lie; what is of another window is left.
        window: the window that they expire with.
        shard: how far the window is closed in their shard, as it was read last.
        window_of: says which window a record belongs to, amendments read anew.
        at: the instant of the run.

    Returns:
        The shard as it is now.

    Raises:
        Refusal: `busy`; nothing has been written then.
    """
    known = [shard]

    def once() -> Shard:
        before = known.pop() if known else cut_offs.find_shard(window, shard.shard)
        found = ask_records.find_records(keys).values()
        records = [
            each
            for each in found
            if window_of(each).name == window.name and cut_off.expires(each, window, at)
        ]
        if not records:
            return before
        after = cut_off.counted_together(before, records, at)
        notices = [cut_off.expiry_notice(each, window) for each in records]
        moved = [(cut_off.expired(each, window), each) for each in records]
        cut_offs.put_expired(moved, notices, (after, before), at)
        return after

    return settled(once)
