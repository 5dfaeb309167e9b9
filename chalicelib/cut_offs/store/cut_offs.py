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


def find_report(window: Window, at: datetime | None = None) -> CutOffReport | None:
    """Read the report of a window that was closed in every shard by the instant; without one: ever."""
    report = _find_report(window.name, window.cut_off)
    return report if report and (at is None or report.is_closed(at)) else None


def find_reports(windows: Iterable[Window]) -> dict[str, CutOffReport]:
    """Read the reports of windows at once, by name, whenever they were closed."""
    keys = [(_key(each.name, each.cut_off), "REPORT") for each in windows]
    found = RegistryItem.batch_get(keys, consistent_read=True)
    return {report.window: report for report in (read(item, CutOffReport) for item in found)}


def find_shards_of(windows: Iterable[Window]) -> dict[str, list[Shard]]:
    """Read every shard of several windows at once, by name; as `find_shards`."""
    asked = list(windows)
    keys = [
        (_key(window.name, window.cut_off), f"SHARD#{shard}")
        for window in asked
        for shard in mark.shards()
    ]
    found = (read(item, Shard) for item in RegistryItem.batch_get(keys, consistent_read=True))
    kept = {(each.window, each.shard): each for each in found}
    return {
        window.name: [
            kept.get((window.name, each)) or _untouched(window, each) for each in mark.shards()
        ]
        for window in asked
    }


def _find_report(window: str, cut_off: date) -> CutOffReport | None:
    item = find(RegistryItem, _key(window, cut_off), "REPORT")
    return read(item, CutOffReport) if item else None


def put_expired(
    moved: Iterable[tuple[Record, Record]],
    notices: Iterable[Notice],
    counts: tuple[Shard, Shard],
    at: datetime,
) -> None:
    """Record expiries in one shard, tell the owners and count them, at once.

    Args:
        moved: each expired record, and the record as it was read.
        notices: what their owners are told.
        counts: the shard as it shall be, and as it was read.
        at: the instant of the run.

    Raises:
        Conflict: a record or the shard has changed meanwhile.
    """
    after, before = counts
    with transaction() as write:
        for record, previous in moved:
            write.save(record_item(record, None), condition=is_as_read(previous))
        for notice in notices:
            write.save(notice_item(notice, at), condition=is_new())
        write.save(_item(after), condition=is_still_at(before.version))


def _item(shard: Shard) -> RegistryItem:
    return RegistryItem(
        pk=_key(shard.window, shard.cut_off),
        sk=f"SHARD#{shard.shard}",
        version=shard.version,
        body=keep(shard),
    )


def close_shards(
    shards: Iterable[Shard], at: datetime, report: CutOffReport | None = None, previous: int = 0
) -> None:
    """Keep that shards are closed, and the report with the last of them, all of it or nothing.

    Args:
        shards: the shards as they were read.
        at: the instant of the run.
        report: the report, if no other shard is open.
        previous: the version of the report that is there, 0 where there is none.

    Raises:
        Conflict: one has changed meanwhile.
    """
    with transaction() as write:
        for shard in shards:
            closed = msgspec.structs.replace(shard, closed_at=at, version=shard.version + 1)
            write.save(_item(closed), condition=is_still_at(shard.version))
        if report is not None:
            kept = msgspec.structs.replace(report, version=previous + 1)
            write.save(_report_item(kept), condition=is_still_at(previous))


def settle_report(report: CutOffReport, at: datetime) -> None:
    """Keep that a window is settled.

    Raises:
        Conflict: another run was first.
    """
    settled = msgspec.structs.replace(report, settled_at=at, version=report.version + 1)
    _put_report(settled, report.version)


def _put_report(report: CutOffReport, previous: int) -> None:
    with conflicts():
        _report_item(report).save(condition=is_still_at(previous))


def _report_item(report: CutOffReport) -> RegistryItem:
    return RegistryItem(
        pk=_key(report.window, report.cut_off),
        sk="REPORT",
        version=report.version,
        body=keep(report),
    )


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
