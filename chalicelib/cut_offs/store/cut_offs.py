"""Cut-offs: how far each window is closed, shard by shard, and the report (R26).

A record's expiry, its owner's notice and the shard's count are one transaction: wherever the job is
stopped, what is counted is what has expired, and a second run finds nothing left to do.
"""

from collections.abc import Iterable
from datetime import date, datetime

import msgspec

from chalicelib.cut_offs.rules.cut_off import CutOffReport, Shard, ShardsOrdered
from chalicelib.law.rules.window import Window
from chalicelib.notices.rules.notice import Notice
from chalicelib.notices.store.notices import notice_item
from chalicelib.platform.rules import mark
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import (
    RegistryItem,
    conflicts,
    find,
    is_new,
    is_still_at,
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
    return _untouched(window, shard)


def _untouched(window: Window, shard: str) -> Shard:
    return Shard(window=window.name, cut_off=window.cut_off, shard=shard)


def find_shards(window: Window) -> list[Shard]:
    """Read every shard of a window; version 0 where nothing was done yet."""
    items = RegistryItem.query(
        _key(window.name, window.cut_off),
        RegistryItem.sk.startswith("SHARD#"),
        consistent_read=True,
    )
    kept = {each.shard: each for each in (read(item, Shard) for item in items)}
    return [kept.get(each) or _untouched(window, each) for each in mark.shards()]


def find_report(window: Window, at: datetime) -> CutOffReport | None:
    """Read the report of a window that was closed in every shard by the instant."""
    report = _find_report(window.name, window.cut_off)
    return report if report and report.is_closed(at) else None


def find_reports(windows: Iterable[Window], at: datetime) -> dict[str, CutOffReport]:
    """Read the reports of those windows that were closed in every shard by the instant, by name."""
    keys = [(_key(each.name, each.cut_off), "REPORT") for each in windows]
    found = RegistryItem.batch_get(keys, consistent_read=True)
    reports = (read(item, CutOffReport) for item in found)
    return {report.window: report for report in reports if report.is_closed(at)}


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


def close_shards(shards: Iterable[Shard], at: datetime) -> None:
    """Keep that shards are closed, all of them or none.

    Raises:
        Conflict: one has changed meanwhile.
    """
    with transaction() as write:
        for shard in shards:
            closed = msgspec.structs.replace(shard, closed_at=at, version=shard.version + 1)
            write.save(_item(closed), condition=is_still_at(shard.version))


def put_report(report: CutOffReport) -> None:
    """Keep a window's report, unless it has one by then.

    Raises:
        Conflict: another run was first.
    """
    kept = _find_report(report.window, report.cut_off)
    if kept and kept.is_closed(report.closed_at):
        return
    version = kept.version if kept else 0
    _put_report(msgspec.structs.replace(report, version=version + 1), version)


def settle_report(report: CutOffReport, at: datetime) -> None:
    """Keep that a window is settled.

    Raises:
        Conflict: another run was first.
    """
    settled = msgspec.structs.replace(report, settled_at=at, version=report.version + 1)
    _put_report(settled, report.version)


def _put_report(report: CutOffReport, previous: int) -> None:
    item = RegistryItem(
        pk=_key(report.window, report.cut_off),
        sk="REPORT",
        version=report.version,
        body=keep(report),
    )
    with conflicts():
        item.save(condition=is_still_at(previous))


def find_ordered(window: Window) -> ShardsOrdered:
    """Read when a window's shards were ordered of workers; version 0 where they never were."""
    item = find(RegistryItem, _key(window.name, window.cut_off), "ORDERED")
    if item is not None:
        return read(item, ShardsOrdered)
    return ShardsOrdered(window=window.name, cut_off=window.cut_off)


def put_ordered(previous: ShardsOrdered, at: datetime) -> None:
    """Keep that the shards were ordered.

    Raises:
        Conflict: another run has ordered them meanwhile.
    """
    now = msgspec.structs.replace(previous, ordered_at=at, version=previous.version + 1)
    item = RegistryItem(
        pk=_key(now.window, now.cut_off), sk="ORDERED", version=now.version, body=keep(now)
    )
    with conflicts():
        item.save(condition=is_still_at(previous.version))
