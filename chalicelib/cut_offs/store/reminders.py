"""How far each reminder is ordered (R27): so that every run goes on where the one before stopped."""

from datetime import date

import msgspec

from chalicelib.cut_offs.rules.reminder import Reminder
from chalicelib.platform.rules.listing import Position
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import RegistryItem, conflicts, find, is_still_at, read


class ReminderProgress(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How far one reminder of one cut-off is.

    `after` is the place in the lists of people up to which everybody was told to a worker (by an earlier
    version: was reminded); `is_through`: nobody is left. `failed` is of an earlier version: those up to
    there with whom that failed.
    """

    window: str
    cut_off: date
    days: int
    after: Position | None = None
    is_through: bool = False
    failed: tuple[str, ...] = ()
    version: int = 0


def _key(progress: ReminderProgress) -> tuple[str, str]:
    return f"CUTOFF#{progress.window}#{progress.cut_off}", f"REMINDER#{progress.days}"


def find_progress(reminder: Reminder) -> ReminderProgress:
    """Read how far a reminder is; version 0 where it has not begun."""
    window, days, _ = reminder
    begun = ReminderProgress(window=window.name, cut_off=window.cut_off, days=days)
    item = find(RegistryItem, *_key(begun))
    return read(item, ReminderProgress) if item else begun


def put_progress(progress: ReminderProgress) -> ReminderProgress:
    """Keep how far a reminder is, in place of what was read; answer it as it is kept.

    Raises:
        Conflict: another run has brought it further meanwhile.
    """
    kept = msgspec.structs.replace(progress, version=progress.version + 1)
    pk, sk = _key(kept)
    condition = is_still_at(progress.version)
    with conflicts():
        RegistryItem(pk=pk, sk=sk, version=kept.version, body=keep(kept)).save(condition=condition)
    return kept
