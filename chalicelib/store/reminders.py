"""How far a run of reminders is: so that the same run, tried again, goes on where it was stopped."""

import msgspec

from chalicelib.rules.reminder import Reminder
from chalicelib.store.body import keep
from chalicelib.store.tables import RegistryItem, find, read


class Checkpoint(msgspec.Struct, frozen=True):
    """Which run it is, and the territories in which everybody was looked at."""

    run: str
    territories: tuple[str, ...] = ()


def _key(reminder: Reminder) -> tuple[str, str]:
    window = reminder.window
    return f"CUTOFF#{window.name}#{window.cut_off}", f"REMIND#{reminder.days}"


def find_done(reminder: Reminder, run: str) -> tuple[str, ...]:
    """Find the territories that this very run is done with."""
    item = find(RegistryItem, *_key(reminder))
    kept = read(item, Checkpoint) if item else Checkpoint(run)
    return kept.territories if kept.run == run else ()


def put_done(reminder: Reminder, run: str, territories: tuple[str, ...]) -> None:
    """Keep which territories a run is done with; losing it costs reading them again, no more."""
    pk, sk = _key(reminder)
    RegistryItem(pk=pk, sk=sk, body=keep(Checkpoint(run, territories))).save()
