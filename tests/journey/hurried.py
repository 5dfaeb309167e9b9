"""A function whose time is soon up."""

AMPLE = 300_000


class Hurried:
    """A context that has time left so many times as it is asked, and then no more."""

    def __init__(self, times: int) -> None:
        self._times = times

    def get_remaining_time_in_millis(self) -> int:
        """Answer what a run asks before each piece of its work."""
        self._times -= 1
        return AMPLE if self._times >= 0 else 0
