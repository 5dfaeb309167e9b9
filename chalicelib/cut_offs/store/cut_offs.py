"""Cut-offs: how far each window is closed, shard by shard, and the report (R26).

A record's expiry, its owner's notice and the shard's count are one transaction: wherever the job is
stopped, what is counted is what has expired, and a second run finds nothing left to do.
"""

from datetime import date, datetime

import msgspec

from chalicelib.cut_offs.rules.cut_off import CutOffReport, Shard
from chalicelib.law.rules.window import Window
from chalicelib.notices.rules.notice import Notice
from chalicelib.notices.store.notices import notice_item
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import (
    RegistryItem,
    conflicts,
    find,
    is_new,
    is_still_at,
    is_version,
    read,
    transaction,
)
from chalicelib.records.rules.record import Record
from chalicelib.records.store.records import is_as_read, record_item


def _key(window: str, cut_off: date) -> str:
    return f"CUTOFF#{window}#{cut_off}"


def find_shard(window: Window, shard: str) -> Shard:
    """Read how far one shard is closed; version 0 where nothing was done yet."""
    item = find(RegistryItem, _key(window.name, window.cut_off), f"SHARD#{shard}")
    if item is not None:
        return read(item, Shard)
    return Shard(window=window.name, cut_off=window.cut_off, shard=shard)


def find_shards(window: Window) -> list[Shard]:
    """Read every shard of a window in which something was done."""
    items = RegistryItem.query(
        _key(window.name, window.cut_off),
        RegistryItem.sk.startswith("SHARD#"),
        consistent_read=True,
    )
    return [read(item, Shard) for item in items]


def find_report(window: Window, at: datetime) -> CutOffReport | None:
    """Read the report of a window that was closed in every shard by the instant."""
    report = _find_report(window.name, window.cut_off)
    return report if report and report.is_closed(at) else None


def _find_report(window: str, cut_off: date) -> CutOffReport | None:
    item = find(RegistryItem, _key(window, cut_off), "REPORT")
    return read(item, CutOffReport) if item else None


def put_expired(
    record: Record, previous: Record, notice: Notice, counts: tuple[Shard, Shard], at: datetime
) -> None:
    """Record an expiry, tell the owner and count it, at once.

    Args:
        record: the expired record.
        previous: the record as it was read.
        notice: what its owner is told.
        counts: the shard as it shall be, and as it was read.
        at: the instant of the run.

    Raises:
        Conflict: the record or the shard has changed meanwhile.
    """
    after, before = counts
    with transaction() as write:
        write.save(record_item(record, None), condition=is_as_read(previous))
        write.save(notice_item(notice, at), condition=is_new())
        write.save(_item(after), condition=is_still_at(before.version))


def _item(shard: Shard) -> RegistryItem:
    return RegistryItem(
        pk=_key(shard.window, shard.cut_off),
        sk=f"SHARD#{shard.shard}",
        version=shard.version,
        body=keep(shard),
    )


def close_shard(shard: Shard, at: datetime) -> None:
    """Keep that a shard is closed.

    Raises:
        Conflict: it has changed meanwhile.
    """
    closed = msgspec.structs.replace(shard, closed_at=at, version=shard.version + 1)
    with conflicts():
        _item(closed).save(condition=is_still_at(shard.version))


def put_report(report: CutOffReport) -> None:
    """Keep a window's report, unless it has one by then.

    Raises:
        Conflict: another run was first.
    """
    kept = _find_report(report.window, report.cut_off)
    if kept and kept.is_closed(report.closed_at):
        return
    again = msgspec.structs.replace(report, version=kept.version + 1) if kept else report
    item = RegistryItem(
        pk=_key(report.window, report.cut_off),
        sk="REPORT",
        version=again.version,
        body=keep(again),
    )
    with conflicts():
        item.save(condition=is_version(kept.version) if kept else is_new())
