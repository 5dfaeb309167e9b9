"""Idempotency keys of calls that leave no single item to be known by: a whole batch of reports."""

from chalicelib.rules.record import Cause
from chalicelib.store.tables import Conflict, RegistryItem, conflicts, find, is_new, keep, read


def remember(cause: Cause) -> Cause:
    """Keep a call's key, and return what it was used for first."""
    item = RegistryItem(pk=f"CALL#{cause.token}", sk="CALL", body=keep(cause))
    try:
        with conflicts():
            item.save(condition=is_new())
    except Conflict:
        kept = find(RegistryItem, item.pk, item.sk)
        return read(kept, Cause) if kept else cause
    return cause
