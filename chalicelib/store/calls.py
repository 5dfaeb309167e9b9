"""Idempotency keys of calls that leave no single item to be known by: a whole batch of reports.

A key is forgotten after `KEPT`: whoever repeats a call does so within days (docs/decisions/0012).
"""

from datetime import datetime, timedelta

import msgspec

from chalicelib.rules.record import Cause
from chalicelib.store.body import keep
from chalicelib.store.tables import Conflict, RegistryItem, conflicts, find, is_new, read

KEPT = timedelta(days=30)


class KeptCall(msgspec.Struct, frozen=True):
    """What a key was first used for."""

    cause: Cause


def remember(cause: Cause, at: datetime) -> Cause:
    """Keep a call's key, and return what it was used for first."""
    item = RegistryItem(
        pk=f"CALL#{cause.token}",
        sk="CALL",
        forgotten_at=int((at + KEPT).timestamp()),
        body=keep(KeptCall(cause)),
    )
    try:
        with conflicts():
            item.save(condition=is_new())
    except Conflict:
        kept = find(RegistryItem, item.pk, item.sk)
        return read(kept, KeptCall).cause if kept else cause
    return cause
