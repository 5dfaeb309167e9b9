"""An order of statements: what was done in a course, written into one file for a learning platform elsewhere."""

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

KEPT = timedelta(days=7)
"""How long a file is there; the bucket's lifecycle forgets it then."""
PATIENCE = timedelta(days=1)
"""After which an order that is not done will not be: its message has been parked long before."""
NOT_DONE = "导出未能完成，请重新导出；仍未完成的，请联系系统管理员"


class StatementsState(StrEnum):
    """`queued`, `running`, then `done` or `failed`; `expired` once the file is forgotten."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    EXPIRED = "expired"


class StatementOrder(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One order. `content` is the digest of the request, for repeats.

    `people` have been told of so far, by so many `statements`. `stops` counts the runs that stopped for
    want of time: the last of them left what the next one goes on with.
    """

    id: str
    course: str
    year: int
    title: str
    login: str
    ordered_at: datetime
    content: str = ""
    is_begun: bool = False
    people: int = 0
    statements: int = 0
    stops: int = 0
    is_written: bool = False
    version: int = 1

    @property
    def kept_until(self) -> datetime:
        """Until when the file is there."""
        return self.ordered_at + KEPT

    def state(self, at: datetime) -> StatementsState:
        """Where it stands at an instant."""
        if self.is_written:
            return StatementsState.EXPIRED if at >= self.kept_until else StatementsState.DONE
        if at >= self.ordered_at + PATIENCE:
            return StatementsState.FAILED
        return StatementsState.RUNNING if self.is_begun else StatementsState.QUEUED

    def why_failed(self, at: datetime) -> str:
        """What to do about a failed one, or ""."""
        return NOT_DONE if self.state(at) is StatementsState.FAILED else ""


def begun(order: StatementOrder, people: int, statements: int) -> StatementOrder:
    """The order once a run has begun it, or goes on from where so many were told."""
    return _next(order, is_begun=True, people=people, statements=statements)


def told(order: StatementOrder, people: int, statements: int) -> StatementOrder:
    """The order once so many are told."""
    return _next(order, people=people, statements=statements)


def stopped(order: StatementOrder) -> StatementOrder:
    """The order once a run has left what the next one goes on with."""
    return _next(order, stops=order.stops + 1)


def anew(order: StatementOrder) -> StatementOrder:
    """The order once what was left is of no use any more: the next run begins again."""
    return _next(order, people=0, statements=0, stops=0)


def written(order: StatementOrder) -> StatementOrder:
    """The order once its file is there."""
    return _next(order, is_written=True)


def _next(order: StatementOrder, **changes: object) -> StatementOrder:
    return msgspec.structs.replace(order, version=order.version + 1, **changes)
