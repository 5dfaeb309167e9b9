"""Close a window (截止, R26): record in every shard what expired with it, and keep a report.

The write path alone decides by the instant of a request; this records what is true already. It may
run late, twice, or be stopped anywhere: what is done is found done. Its work is what is open.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from chalicelib.cut_offs.actions.expire_record import expire_record
from chalicelib.cut_offs.rules import cut_off
from chalicelib.cut_offs.rules.cut_off import CutOffReport
from chalicelib.cut_offs.store import cut_offs
from chalicelib.law.actions import ask_law
from chalicelib.law.rules.window import Window
from chalicelib.law.rules.year_law import YearLaw, law_of
from chalicelib.platform.actions.run import Run
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules import mark
from chalicelib.platform.store import outbox
from chalicelib.platform.store.outbox import ListPlace, Side


def all_windows(laws: Iterable[YearLaw]) -> list[Window]:
    """The years' own windows and those that were opened once more (R45)."""
    return [window for law in laws for window in law.windows]


def windows_to_close(at: datetime) -> list[Window]:
    """The windows whose cut-off is five minutes past and that have no report yet."""
    return [
        window
        for window in all_windows(_laws_read_anew(at))
        if cut_off.is_due(window, at) and not cut_offs.find_report(window, at)
    ]


def _laws_read_anew(at: datetime) -> list[YearLaw]:
    return [law_of(policy, at=at) for policy in ask_law.read_policies().values()]


def close_window(window: Window, *, at: datetime, run: Run) -> None:
    """Close a window in every shard, as far as there is time, and then keep its report.

    Args:
        window: the window, amendments read anew.
        at: the instant of the run.
        run: the run; a shard in which a record fails stays open for the next one.
    """
    if run.each(mark.shards(), partial(_close_shard, window, at=at, run=run)):
        run.attempt(partial(report_window, window, at=at))


def _close_shard(window: Window, shard: str, *, at: datetime, run: Run) -> None:
    """Record what expired with a window in one shard of people, then that the shard is closed."""
    if cut_offs.find_shard(window, shard).is_closed(at):
        return

    def expire(place: ListPlace) -> None:
        expire_record((place.pk, place.sk), lambda _: window, at=at)

    places = outbox.waiting_until(Side.REGISTRY, [mark.open_list(window.name, shard)], at)
    if run.each(places, expire):
        settled(lambda: _mark_closed(window, shard, at))


def _mark_closed(window: Window, shard: str, at: datetime) -> None:
    kept = cut_offs.find_shard(window, shard)
    if not kept.is_closed(at):
        cut_offs.close_shard(kept, at)


def report_window(window: Window, *, at: datetime) -> CutOffReport | None:
    """Keep the report of a window, once every shard of it is closed; None before."""
    return settled(lambda: _report_once(window, at))


def _report_once(window: Window, at: datetime) -> CutOffReport | None:
    shards = [each for each in cut_offs.find_shards(window) if each.is_closed(at)]
    if len(shards) < mark.SHARDS:
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
