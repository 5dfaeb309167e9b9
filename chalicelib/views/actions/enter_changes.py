"""Enter in counters what streams tell of the counts: one write for each counter, however many tell."""

from collections.abc import Sequence

from chalicelib.platform.actions.settle import settled
from chalicelib.views.rules.counter import CountChange, entered
from chalicelib.views.rules.counting import CounterName
from chalicelib.views.store import counters


def counters_of(changes: Sequence[CountChange]) -> dict[CounterName, list[CountChange]]:
    """Which counters changes are about, and of each which of them."""
    found: dict[CounterName, list[CountChange]] = {}
    for change in changes:
        for name in dict.fromkeys(place.counter for place, _ in change.changes):
            found.setdefault(name, []).append(change)
    return found


def enter_changes(name: CounterName, changes: Sequence[CountChange]) -> None:
    """Enter changes in one counter; those that it has seen are left out.

    Raises:
        Refusal: `busy` if others write it every time; nothing was entered then.
    """
    settled(lambda: _enter_once(name, changes))


def _enter_once(name: CounterName, changes: Sequence[CountChange]) -> None:
    counter = counters.find_counter(name)
    after = entered(counter, name, changes)
    if after is not counter:
        counters.put_counter(name, after, counter.version)
