"""One run of a scheduled function: how long it may last, and what failed in it.

A run is cut into pieces. A piece that fails is told and does not keep the others waiting; the run
then fails as a whole at its end, so that it is seen. A run whose time is up stops between two
pieces; that is no failure, for the next run goes on.
"""

from collections.abc import Callable, Iterable
from functools import partial
from threading import Lock
from typing import TypeVar

from chalicelib.platform.fault import LOG, warn

T = TypeVar("T")


class Unfinished(Exception):  # noqa: N818 - says what happened
    """Some of a run's work failed; all else is done, as far as there was time."""


class Run:
    """One run; `is_time_left` says whether another piece may be begun."""

    def __init__(self, is_time_left: Callable[[], bool]) -> None:
        self.is_time_left = is_time_left
        self.failed = 0
        self._counting = Lock()

    def attempt(self, piece: Callable[[], object]) -> bool:
        """Do one piece; False, and told, if it fails."""
        try:
            piece()
        except Exception as fault:  # noqa: BLE001 - one piece must not stop the rest of the run
            warn("schedule_failed", fault)
            with self._counting:
                self.failed += 1
            return False
        return True

    def each(self, work: Iterable[T], do: Callable[[T], object]) -> bool:
        """Do piece by piece while there is time; whether all of them are done."""
        failed_before = self.failed
        for piece in work:
            if not self.is_time_left():
                return False
            self.attempt(partial(do, piece))
        return self.failed == failed_before

    def end(self) -> None:
        """Say how the run ends.

        Raises:
            Unfinished: something failed.
        """
        if not self.is_time_left():
            LOG.info("schedule_out_of_time")
        if self.failed:
            raise Unfinished(self.failed)
