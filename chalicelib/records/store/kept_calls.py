"""Idempotency keys of calls that leave no single item to be known by: a batch of reports, decisions.

A key is forgotten after `KEPT`: whoever repeats a call does so within days (docs/decisions/0012).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import Conflict, RegistryItem, conflicts, find, is_new, read

KEPT = timedelta(days=30)


class KeptRefusal(msgspec.Struct, frozen=True):
    """A refusal as it was answered: its code and all that it said."""

    code: str
    detail: str


class KeptCall(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a key was first used for; once answered, which parts of the call were refused, by place.

    `at` is the instant of the first call under the key, aware; None of what was kept before it was.
    """

    cause: Cause
    refused: dict[str, KeptRefusal] | None = None
    at: datetime | None = None


def remember(cause: Cause, at: datetime) -> KeptCall:
    """Keep a call's key, if it has one, and return what it was used for first.

    Raises:
        Refusal: `idempotency_key_reused` when its key came with another body.
    """
    call = KeptCall(cause, at=at)
    if not cause.body:
        return call
    item = _item(call, at)
    try:
        with conflicts():
            item.save(condition=is_new())
    except Conflict:
        kept = find(RegistryItem, item.pk, item.sk)
        call = read(kept, KeptCall) if kept else call
    if call.cause != cause:
        raise Refusal("idempotency_key_reused")
    return call


def answered(cause: Cause, at: datetime, refused: Mapping[int, KeptRefusal]) -> None:
    """Keep which parts of a call were refused, so that a repeat is answered the same (R21)."""
    if not cause.body:
        return
    kept = {str(place): refusal for place, refusal in refused.items()}
    _item(KeptCall(cause, kept, at), at).save()


def _item(call: KeptCall, at: datetime) -> RegistryItem:
    return RegistryItem(
        pk=f"CALL#{call.cause.token}",
        sk="CALL",
        forgotten_at=int((at + KEPT).timestamp()),
        body=keep(call),
    )
