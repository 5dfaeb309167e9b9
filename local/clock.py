"""The domain's clock: what Xuefen takes for now, so that the notice's year 2020 can be played today.

Only the local cloud has it. Deployed, the instant of a request is API Gateway's own.
"""

from datetime import datetime

from chalicelib.platform.rules.china_time import SHANGHAI

YEARS = range(1970, 9999)
"""What the clock can be set to: days are counted from it, and seconds since 1970."""


def real_now() -> datetime:
    """Read the machine's clock, at +08:00: the one place of the local cloud that does."""
    return datetime.now(SHANGHAI)  # noqa: TID251 - an edge: the local cloud's only clock


class Clock:
    """A clock that can be set, back too; once set it stands still until it is set again.

    Standing still, a request falls on exactly the instant that was set: the last millisecond before
    a cut-off is then testable from outside. Safe to use from many threads; kept nowhere, so a new
    start is real time again.
    """

    def __init__(self) -> None:
        self._set_to: datetime | None = None

    def now(self) -> datetime:
        """Return the domain's now, aware, at +08:00."""
        set_to = self._set_to
        return real_now() if set_to is None else set_to

    def set(self, now: datetime | None) -> None:
        """Set the clock to an aware instant at which it stands; None is real time again.

        Raises:
            ValueError: the instant has no time zone, or lies outside `YEARS`.
        """
        if now is not None and now.utcoffset() is None:
            raise ValueError("the clock is set to an instant with its offset")
        if now is not None and now.year not in YEARS:
            raise ValueError(f"the clock shows the years {YEARS[0]} to {YEARS[-1]}")
        self._set_to = now.astimezone(SHANGHAI) if now else None

    @property
    def is_set(self) -> bool:
        """Say whether the clock was set and does not show real time."""
        return self._set_to is not None
