"""Close a window (截止, R26): record in every shard what expired with it, and keep a report.

The write path alone decides by the instant of a request; this records what is true already. It may
run late, twice, or be stopped anywhere: what is done is found done. Its work is what is open. Where
that is much, each shard is ordered of a worker (docs/decisions/0036).
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from itertools import islice
from typing import NamedTuple

from chalicelib.cut_offs.actions.expire_record import expire_record
from chalicelib.cut_offs.rules import cut_off
from chalicelib.cut_offs.rules.cut_off import CutOffReport
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
    """A window that is over, the law of its year, and its report once it is closed in every shard."""

    window: Window
    law: YearLaw
    report: CutOffReport | None = None


def windows_due(*, at: datetime, anew: bool = False) -> list[Due]:
    """The windows whose cut-off is five minutes past and at which there may be something to do.

    Args:
        at: the instant of the run.
        anew: also those that are settled.
    """
    due = [each for each in _windows_over(at) if cut_off.is_due(each.window, at)]
    reports = cut_offs.find_reports((each.window for each in due), at)
    known = [each._replace(report=reports.get(each.window.name)) for each in due]
    return [each for each in known if anew or not (each.report and each.report.is_settled(at))]


def _windows_over(at: datetime) -> Iterator[Due]:
    for law in _laws_read_anew(at):
        for window in law.windows:
            yield Due(window, law)


def _laws_read_anew(at: datetime) -> list[YearLaw]:
    return [law_of(policy, at=at) for policy in ask_law.read_policies().values()]


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
    left = [each.shard for each in cut_offs.find_shards(due.window) if not each.is_closed(at)]
    found = {shard: list(islice(open_in(due, [shard], at), IN_PLACE + 1)) for shard in left}
    if sum(map(len, found.values())) > IN_PLACE:
        run.attempt(partial(_order, due.window, left, at))
        return
    expire = expiring(due, at)
    done = [shard for shard, places in found.items() if run.each(places, expire)]
    run.attempt(partial(close_shards, due.window, done, at=at))
    run.attempt(partial(report_window, due.window, at=at))


def open_in(due: Due, shards: Collection[str], at: datetime) -> Iterator[ListPlace]:
    """What is open still of the window in some shards, one after the other."""
    lists = [mark.open_list(due.window.name, shard) for shard in shards]
    return outbox.waiting_until(Side.REGISTRY, lists, at)


def expiring(due: Due, at: datetime) -> Callable[[ListPlace], bool]:
    """What records the expiry of whatever is open at a place, by the window that it belongs to."""

    def expire(place: ListPlace) -> bool:
        return expire_record((place.pk, place.sk), due.law.window_of, at=at)

    return expire


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
    is_done = run.each(open_in(due, mark.shards(), at - cut_off.DELAY), expiring(due, at))
    if is_done and cut_off.may_be_settled(due.window, at) and not report.is_settled(at):
        run.attempt(partial(settled, partial(_settle_once, due.window, at)))


def _settle_once(window: Window, at: datetime) -> None:
    report = cut_offs.find_report(window, at)
    if report is not None and not report.is_settled(at):
        cut_offs.settle_report(report, at)


def close_shards(window: Window, shards: Collection[str], *, at: datetime) -> None:
    """Keep that shards are closed in which all that expired is recorded."""
    settled(lambda: _close_once(window, shards, at))


def _close_once(window: Window, shards: Collection[str], at: datetime) -> None:
    kept = [each for each in cut_offs.find_shards(window) if each.shard in shards]
    if open_still := [each for each in kept if not each.is_closed(at)]:
        cut_offs.close_shards(open_still, at)


def report_window(window: Window, *, at: datetime) -> CutOffReport | None:
    """Keep the report of a window, once every shard of it is closed; None before."""
    return settled(lambda: _report_once(window, at))


def _report_once(window: Window, at: datetime) -> CutOffReport | None:
    shards = cut_offs.find_shards(window)
    if not all(each.is_closed(at) for each in shards):
        return None
    report = CutOffReport(
        window=window.name,
        year=window.year,
        cut_off=window.cut_off,
        closed_at=at,
        expired=cut_off.summed(each.expired for each in shards),
    )
    cut_offs.put_report(report)
    return report
