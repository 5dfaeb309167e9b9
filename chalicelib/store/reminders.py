"""Which territories have had which reminder: so that a run that was stopped goes on where it was."""

from datetime import datetime

import msgspec

from chalicelib.rules.reminder import Reminder
from chalicelib.store.tables import RegistryItem, keep


class Done(msgspec.Struct, frozen=True):
    """That everybody in a territory was looked at."""

    territory: str
    at: datetime


def _key(reminder: Reminder) -> str:
    return f"CUTOFF#{reminder.window.name}#{reminder.window.cut_off}"


def _prefix(reminder: Reminder) -> str:
    return f"REMIND#{reminder.days}#"


def find_reminded(reminder: Reminder) -> frozenset[str]:
    """Find the territories that are done."""
    prefix = _prefix(reminder)
    items = RegistryItem.query(
        _key(reminder), RegistryItem.sk.startswith(prefix), consistent_read=True
    )
    return frozenset(item.sk.removeprefix(prefix) for item in items)


def put_reminded(reminder: Reminder, territory: str, at: datetime) -> None:
    """Keep that a territory is done; the same twice changes nothing that matters."""
    RegistryItem(
        pk=_key(reminder), sk=f"{_prefix(reminder)}{territory}", body=keep(Done(territory, at))
    ).save()
