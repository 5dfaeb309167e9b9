"""Rows that came before their person: they wait under the identity until it enrols (R18, R28).

A row is put on condition that the identity's lock is absent, and enrolling writes that lock: so a
row is either there when its person enrols, or it is never put.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from chalicelib.rules.contact import detail_of
from chalicelib.rules.refusal import Refusal
from chalicelib.rules.report import Report
from chalicelib.store.body import keep
from chalicelib.store.professionals import Lock, identity_key
from chalicelib.store.slots import MOST_WRITES, Write
from chalicelib.store.tables import RegistryItem, is_new, read, transaction

MOST_ROWS = MOST_WRITES - 1
"""The most rows that one transaction puts, beside the check of the lock."""


class Refused(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A row that its person could not be credited with, and why."""

    row: Report
    code: str
    detail: str
    field: str = ""
    at: datetime


class Identity(NamedTuple):
    """Who enrolled an identity, if anybody did, and the rows that wait for it by their key."""

    person: str | None
    rows: dict[str, Report]


def find_identity(digest: str) -> Identity:
    """Read an identity's lock and rows, strongly consistent."""
    items = RegistryItem.query(identity_key(digest), consistent_read=True)
    kept = {item.sk: item for item in items}
    lock = kept.get("LOCK")
    rows = [read(item, Report) for sk, item in kept.items() if sk.startswith("WAIT#")]
    return Identity(read(lock, Lock).person if lock else None, {row.key: row for row in rows})


def find_refused(digest: str) -> list[Refused]:
    """Read the rows that were refused when their person enrolled."""
    refused = RegistryItem.sk.startswith("REFUSED#")
    items = RegistryItem.query(identity_key(digest), refused, consistent_read=True)
    return [read(item, Refused) for item in items]


def put_rows(digest: str, rows: Sequence[Report]) -> None:
    """Let up to `MOST_ROWS` rows wait for an identity that nobody has enrolled.

    Raises:
        Conflict: somebody has enrolled it, or one of the rows is there already.
    """
    with transaction() as write:
        write.condition_check(
            RegistryItem,
            identity_key(digest),
            "LOCK",
            condition=RegistryItem.pk.does_not_exist(),
        )
        for row in rows:
            write.save(_item(digest, "WAIT", row, row), condition=is_new())


def accepted(digest: str, row: Report) -> Iterator[Write]:
    """What is written when a waiting row has become a record."""
    yield Write(_item(digest, "WAIT", row, row), RegistryItem.pk.exists(), clears=True)


def refused(digest: str, row: Report, refusal: Refusal, at: datetime) -> Iterator[Write]:
    """What is written when a waiting row is refused: it is kept with its reason."""
    why = Refused(
        row=row,
        code=refusal.code,
        detail=detail_of(refusal),
        field=str(refusal.facts.get("field", "")),
        at=at,
    )
    yield from accepted(digest, row)
    yield Write(_item(digest, "REFUSED", row, why))


def _item(digest: str, kind: str, row: Report, body: msgspec.Struct) -> RegistryItem:
    sk = f"{kind}#{row.source}#{row.key}"
    return RegistryItem(pk=identity_key(digest), sk=sk, body=keep(body))
