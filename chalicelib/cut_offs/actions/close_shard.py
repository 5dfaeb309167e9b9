"""Close one shard of a window, as a run ordered it of a worker that has found much to do (R26)."""

from datetime import datetime
from functools import partial

from chalicelib.cut_offs.actions.close_window import (
    Due,
    close_shards,
    expire_in,
    open_in,
    report_window,
    windows_due,
)
from chalicelib.cut_offs.rules.orders import ShardOrder
from chalicelib.platform.actions.run import Run


def close_shard(order: ShardOrder, *, at: datetime, run: Run) -> None:
    """Record what expired in a shard, as far as there is time, and then that it is closed.

    Who closes the last one keeps the window's report. An order that comes twice, or for a window
    that was extended since, finds nothing to do.

    Args:
        order: what is ordered.
        at: the instant of the run.
        run: the run; a record that fails keeps the shard open.
    """
    ordered = order.cut_off, order.ended
    for due in windows_due(at=at):
        if due.report is None and (due.window.name, due.window.cut_off) == ordered:
            _close(due, order.shard, at=at, run=run)


def _close(due: Due, name: str, *, at: datetime, run: Run) -> None:
    (shard,) = [each for each in due.shards if each.shard == name]
    if done := expire_in(due, shard, open_in(due, [name], at), at=at, run=run):
        run.attempt(partial(close_shards, due, [done], at=at))
        run.attempt(partial(report_window, due, at=at))
