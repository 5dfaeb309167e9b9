"""The cut-off (截止, R26): what expires with a window, what the owner is told, what is counted.

The cut-off job only records what is true already: the move bears the instant at which the record
expired, whenever the job runs. It waits a while after the cut-off, for requests that arrived in
time and are still being served, and for amendments that a process does not know yet.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

import msgspec

from chalicelib.law.rules.window import Window
from chalicelib.notices.rules.notice import Notice, notice_id
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.identifier import derived
from chalicelib.records.rules.decision_notice import move_notice
from chalicelib.records.rules.move import EXPIRE, EXPIRY
from chalicelib.records.rules.reading import open_until, state_at
from chalicelib.records.rules.record import Record, moved
from chalicelib.records.rules.record_state import RecordState

DELAY = timedelta(minutes=5)
"""How long after a deadline the jobs record what it ended."""
LATE = timedelta(days=1)
"""How long after a cut-off something of its window may still come to light.

What belongs to a window that is over is written by requests that arrived before its end alone: nothing can
be created, changed or submitted afterwards (R25), and what is returned afterwards has a deadline of
its own. Such a request is answered or ended within half a minute, and the index that the job reads
lags by seconds; the rest of the day is for what none of us thinks of.
"""


ORDERED_ANEW = timedelta(hours=6)
"""How long an order is left to its queue, which brings it five times within half of that."""


class WindowState(StrEnum):
    """How far a window is: `closing` from its cut-off until all that expired is recorded."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"


WINDOW_STATE_LABELS = {
    WindowState.UPCOMING: "未开始",
    WindowState.OPEN: "登记中",
    WindowState.CLOSING: "已截止，待结清",
    WindowState.CLOSED: "已截止",
}


class Tally(msgspec.Struct, frozen=True, omit_defaults=True):
    """How many drafts and how many returned records expired."""

    drafts: int = 0
    returned: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(self.drafts + other.drafts, self.returned + other.returned)

    @property
    def total(self) -> int:
        """All that expired."""
        return self.drafts + self.returned


class Shard(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How far the cut-off is recorded in one shard of people, by the records' territories.

    `late` counts what expired after the shard was closed: grace that ran out, late arrivals.
    """

    window: str
    cut_off: date
    shard: str
    expired: dict[str, Tally] = {}
    late: dict[str, Tally] = {}
    closed_at: datetime | None = None
    version: int = 0

    def is_closed(self, at: datetime) -> bool:
        """Whether it was closed by then; not what a clock closed that was set back since."""
        return self.closed_at is not None and self.closed_at <= at


class CutOffReport(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """That a window is closed in every shard, when that was recorded, and what expired with it.

    `settled_at`: when nothing of the window was left, and nothing could come any more.
    """

    window: str
    year: int
    cut_off: date
    closed_at: datetime
    expired: dict[str, Tally] = {}
    settled_at: datetime | None = None
    version: int = 1

    def is_closed(self, at: datetime) -> bool:
        """Whether the window was closed by then; as `Shard.is_closed`."""
        return self.closed_at <= at

    def is_settled(self, at: datetime) -> bool:
        """Whether the window was settled by then, so that nobody needs to look at it again."""
        return self.settled_at is not None and self.settled_at <= at


class ShardsOrdered(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """That the shards of a window were ordered of workers, and when last; version 0: never."""

    window: str
    cut_off: date
    ordered_at: datetime | None = None
    version: int = 0

    def is_recent(self, at: datetime) -> bool:
        """Whether the orders may still be under way; not those of a clock that was set back since."""
        last = self.ordered_at
        return last is not None and last <= at < last + ORDERED_ANEW


def is_due(window: Window, at: datetime) -> bool:
    """Whether a window's cut-off may be recorded."""
    return at >= window.closes + DELAY


def may_be_settled(window: Window, at: datetime) -> bool:
    """Whether nothing of a window can come any more."""
    return at >= window.closes + LATE


def state_of(window: Window, at: datetime, *, is_reported: bool) -> WindowState:
    """How far a window is; `is_reported`: whether its report is kept."""
    if at < window.opens:
        return WindowState.UPCOMING
    if at < window.closes:
        return WindowState.OPEN
    return WindowState.CLOSED if is_reported else WindowState.CLOSING


def expires(record: Record, window: Window, at: datetime) -> bool:
    """Whether a draft or return has expired, and it is time to record it."""
    as_read = state_at(record, window.closes, at - DELAY)
    return record.state is not RecordState.EXPIRED and as_read is RecordState.EXPIRED


def expired(record: Record, window: Window) -> Record:
    """The record after its expiry, which bears the instant of its own deadline."""
    return moved(
        record,
        EXPIRE,
        at=open_until(record, window.closes),
        by=Actor(Party.SYSTEM),
        cause=Cause(derived("expired", record.id)),
        reason=f"{window.year}年度{window.label}已于{window.cut_off}截止",
    )


def expiry_notice(record: Record, window: Window) -> Notice:
    """Tell the owner that a record has expired, and whom to ask (R35)."""
    after = expired(record, window)
    name = notice_id(after.moves[-1].at, "expired", record.id)
    return move_notice(after, EXPIRY, name, window=window.label, cut_off=window.cut_off)


def counted(shard: Shard, record: Record, at: datetime) -> Shard:
    """The shard after one more record, as it was before it expired; `at`: the instant of the run."""
    one = Tally(returned=1) if record.state is RecordState.RETURNED else Tally(drafts=1)
    name = "late" if shard.is_closed(at) else "expired"
    tallies = getattr(shard, name)
    more = summed([tallies, {record.territory: one}])
    return msgspec.structs.replace(shard, **{name: more}, version=shard.version + 1)


def counted_together(shard: Shard, records: Iterable[Record], at: datetime) -> Shard:
    """The shard after several records, as `counted`; written once, so its version is the next one."""
    after = shard
    for record in records:
        after = counted(after, record, at)
    return msgspec.structs.replace(after, version=shard.version + 1)


def report_of(window: Window, shards: Iterable[Shard], at: datetime) -> CutOffReport:
    """The report of a window whose shards are all closed."""
    return CutOffReport(
        window=window.name,
        year=window.year,
        cut_off=window.cut_off,
        closed_at=at,
        expired=summed(each.expired for each in shards),
    )


def summed(tallies: Iterable[Mapping[str, Tally]]) -> dict[str, Tally]:
    """Tallies of several shards together, by territory."""
    total: dict[str, Tally] = {}
    for each in tallies:
        for territory, tally in each.items():
            total[territory] = total.get(territory, Tally()) + tally
    return dict(sorted(total.items()))
