"""Close one shard of a window, as a run ordered it of a worker that has found much to do (R26)."""

from datetime import datetime
from functools import partial

from chalicelib.cut_offs.actions.close_window import (
    Due,
    close_shards,
    expiring,
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


def _close(due: Due, shard: str, *, at: datetime, run: Run) -> None:
    if run.each(open_in(due, [shard], at), expiring(due, at)):
        run.attempt(partial(close_shards, due.window, [shard], at=at))
        run.attempt(partial(report_window, due.window, at=at))
