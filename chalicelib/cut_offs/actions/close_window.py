"""Close a window (截止, R26): record in every shard what expired with it, and keep a report.

The write path alone decides by the instant of a request; this records what is true already. It may
run late, twice, or be stopped anywhere: what is done is found done. Its work is what is open. Where
that is much, each shard is ordered of a worker (docs/decisions/0036).
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from itertools import islice
from typing import NamedTuple

from chalicelib.cut_offs.actions.expire_record import TOGETHER, expire_record, expire_together
from chalicelib.cut_offs.rules import cut_off
from chalicelib.cut_offs.rules.cut_off import CutOffReport, Shard
from chalicelib.cut_offs.rules.orders import ShardOrder
from chalicelib.cut_offs.store import cut_offs
from chalicelib.law.actions import ask_law
from chalicelib.law.rules.window import Window
from chalicelib.law.rules.year_law import YearLaw, law_of
from chalicelib.platform.actions.run import Run
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.gateways import messages
from chalicelib.platform.rules import mark
from chalicelib.platform.store import outbox
from chalicelib.platform.store.outbox import ListPlace, Side
from chalicelib.platform.store.tables import Conflict

IN_PLACE = 200
"""So many open records the run that finds them deals with itself; more are ordered of workers."""


class Due(NamedTuple):
    """A window that is over, the law of its year, and how far it is closed.

    `kept` is the report that there is, whenever it was kept; `report` is that of a window that is
    closed. `shards` are read of a window that is not.
    """

    window: Window
    law: YearLaw
    kept: CutOffReport | None = None
    report: CutOffReport | None = None
    shards: Sequence[Shard] = ()


def windows_due(*, at: datetime, anew: bool = False) -> list[Due]:
    """The windows whose cut-off is five minutes past and at which there may be something to do.

    Args:
        at: the instant of the run.
        anew: also those that are settled.
    """
    over = [each for each in _windows_over(at) if cut_off.is_due(each.window, at)]
    reports = cut_offs.find_reports(each.window for each in over)
    known = [_reported(each, reports.get(each.window.name), at) for each in over]
    due = [each for each in known if anew or not (each.report and each.report.is_settled(at))]
    shards = cut_offs.find_shards_of(each.window for each in due if each.report is None)
    return [each._replace(shards=shards.get(each.window.name, ())) for each in due]


def _windows_over(at: datetime) -> Iterator[Due]:
    for law in _laws_read_anew(at):
        for window in law.windows:
            yield Due(window, law)


def _laws_read_anew(at: datetime) -> list[YearLaw]:
    return [law_of(policy, at=at) for policy in ask_law.read_policies().values()]


def _reported(due: Due, kept: CutOffReport | None, at: datetime) -> Due:
    report = kept if kept is not None and kept.is_closed(at) else None
    return due._replace(kept=kept, report=report)


def close_window(due: Due, *, at: datetime, run: Run) -> None:
    """Close a window in every shard, as far as there is time, and then keep its report.

    What comes to light afterwards is recorded as well, until it is settled that nothing can come.

    Args:
        due: the window, amendments read anew.
        at: the instant of the run.
        run: the run; a shard in which a record fails stays open for the next one.
    """
    if due.report is not None:
        _record_late(due, due.report, at=at, run=run)
        return
    left = [each for each in due.shards if not each.is_closed(at)]
    found = [list(islice(open_in(due, [each.shard], at), IN_PLACE + 1)) for each in left]
    if sum(map(len, found)) > IN_PLACE:
        run.attempt(partial(_order, due.window, [each.shard for each in left], at))
        return
    expired = [
        expire_in(due, shard, places, at=at, run=run)
        for shard, places in zip(left, found, strict=True)
    ]
    run.attempt(partial(close_shards, due, [each for each in expired if each], at=at))


def open_in(due: Due, shards: Collection[str], at: datetime) -> Iterator[ListPlace]:
    """What is open still of the window in some shards, one after the other."""
    lists = [mark.open_list(due.window.name, shard) for shard in shards]
    return outbox.waiting_until(Side.REGISTRY, lists, at)


def expire_in(
    due: Due, shard: Shard, places: Iterable[ListPlace], *, at: datetime, run: Run
) -> Shard | None:
    """Record what of one shard expired, as far as there is time.

    Several at once; where that fails, as for one among them, each by itself.

    Returns:
        The shard as it is then; None if something is left of what lies at the places.
    """
    now, failed, left = shard, run.failed, iter(places)
    while some := [(each.pk, each.sk) for each in islice(left, TOGETHER)]:
        if not run.is_time_left():
            return None
        try:
            now = expire_together(some, due.window, now, due.law.window_of, at=at)
        except Exception:  # noqa: BLE001 - one of them must not keep the others; what fails alone is told
            for key in some:
                run.attempt(partial(expire_record, key, due.law.window_of, at=at))
            now = cut_offs.find_shard(due.window, shard.shard)
    return now if run.failed == failed else None


def _order(window: Window, shards: Collection[str], at: datetime) -> None:
    """Order shards of workers, unless that was done not long ago: orders do not get lost."""
    kept = cut_offs.find_ordered(window)
    if kept.is_recent(at):
        return
    orders = [
        ShardOrder(cut_off=window.name, year=window.year, ended=window.cut_off, shard=shard, at=at)
        for shard in shards
    ]
    messages.send_orders("close_shard", orders)
    with suppress(Conflict):  # another run has ordered them as well, which does no harm
        cut_offs.put_ordered(kept, at)


def _record_late(due: Due, report: CutOffReport, *, at: datetime, run: Run) -> None:
    """Record what came to light after the window was closed; settle it if nothing can come."""

    def expire(place: ListPlace) -> bool:
        return expire_record((place.pk, place.sk), due.law.window_of, at=at)

    is_done = run.each(open_in(due, mark.shards(), at - cut_off.DELAY), expire)
    if is_done and cut_off.may_be_settled(due.window, at) and not report.is_settled(at):
        run.attempt(partial(settled, partial(_settle_once, due.window, at)))


def _settle_once(window: Window, at: datetime) -> None:
    report = cut_offs.find_report(window, at)
    if report is not None and not report.is_settled(at):
        cut_offs.settle_report(report, at)


def close_shards(due: Due, done: Collection[Shard], *, at: datetime) -> None:
    """Keep that shards are closed, and with the last of them the window's report.

    Args:
        due: the window.
        done: shards in which all that expired is recorded, as they are after that.
        at: the instant of the run.
    """
    now = {each.shard: each for each in (*due.shards, *done)}
    known = [(list(now.values()), due.kept)]
    names = {each.shard for each in done}

    def once() -> None:
        shards, kept = (
            known.pop()
            if known
            else (cut_offs.find_shards(due.window), cut_offs.find_report(due.window))
        )
        if kept is not None and kept.is_closed(at):
            return
        open_still = [each for each in shards if not each.is_closed(at)]
        closing = [each for each in open_still if each.shard in names]
        is_last = len(closing) == len(open_still)
        report = cut_off.report_of(due.window, shards, at) if is_last else None
        if closing or report:
            cut_offs.close_shards(closing, at, report, kept.version if kept else 0)

    settled(once)


def report_window(due: Due, *, at: datetime) -> None:
    """Keep the report of a window that is closed in every shard, as two workers may have left it."""
    shards = cut_offs.find_shards(due.window)
    if all(each.is_closed(at) for each in shards):
        close_shards(due._replace(shards=shards), [], at=at)
