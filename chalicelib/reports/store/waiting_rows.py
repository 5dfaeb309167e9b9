"""Rows that came before their person: they wait under the identity until it enrols (R18, R28).

A row is put on condition that the identity's lock is absent, and enrolling writes that lock: so a
row is either there when its person enrols, or it is never put.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from chalicelib.bureaus.rules.contact import detail_of
from chalicelib.people.store.professionals import Lock
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import identity_key
from chalicelib.platform.store.known import known
from chalicelib.platform.store.outbox import ListPlace
from chalicelib.platform.store.tables import RegistryItem, conflicts, find, is_new, marked, read
from chalicelib.platform.store.together import ItemKey, find_together
from chalicelib.platform.store.writes import MOST_WRITES, Write, write_together
from chalicelib.reports.rules.examination_result import ExaminationResult
from chalicelib.reports.rules.legacy import LegacyRow
from chalicelib.reports.rules.report import Report, entry_of
from chalicelib.reports.rules.roster_row import RosterRow
from chalicelib.reports.rules.waiting_age import next_due
from chalicelib.reports.store.serials import freed

Row = Report | LegacyRow | ExaminationResult | RosterRow
"""What can wait: a provider's report, a row of the HR system, a result of an examination, a row of a roster."""
MOST_ROWS = (MOST_WRITES - 1) // 2
"""The most rows that one transaction puts, each with what its ledger says, beside the check of the lock."""


class Refused(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A row that its person could not be credited with, and why."""

    row: Row
    code: str
    detail: str
    field: str = ""
    at: datetime


class Identity(NamedTuple):
    """Who enrolled an identity, if anybody did, and the rows that wait for it by their key."""

    person: str | None
    rows: dict[str, Row]


def find_identity(digest: str) -> Identity:
    """Read an identity's lock and rows, strongly consistent."""
    items = RegistryItem.query(identity_key(digest), consistent_read=True)
    kept = {item.sk: item for item in items}
    lock = kept.get("LOCK")
    rows = [_row(item) for sk, item in kept.items() if sk.startswith("WAIT#")]
    return Identity(read(lock, Lock).person if lock else None, {row.key: row for row in rows})


def _row(item: RegistryItem) -> Row:
    row: Row = msgspec.convert(item.body, known(Row))  # type: ignore[arg-type]  # a union is no type to mypy
    return _named(row, item)


def _named(row: Row, item: RegistryItem) -> Row:
    """A row with what its ledger calls it: one of before there were ledgers does not say so."""
    identity = item.pk.removeprefix(identity_key(""))
    return entry_of(row, identity) if isinstance(row, Report) else row


def find_waiting(wanted: Sequence[tuple[str, Row]]) -> dict[tuple[str, str], Row]:
    """Read which of some rows wait already, strongly consistent, by identity and the row's key."""
    places = {
        ItemKey(RegistryItem, item.pk, item.sk): (digest, row.key)
        for digest, row in wanted
        for item in [_item(digest, "WAIT", row, row)]
    }
    found = zip(places.values(), find_together(list(places)), strict=True)
    return {key: _row(item) for key, item in found if isinstance(item, RegistryItem)}


def find_refused(digest: str) -> list[Refused]:
    """Read the rows that were refused when their person enrolled."""
    refused = RegistryItem.sk.startswith("REFUSED#")
    items = RegistryItem.query(identity_key(digest), refused, consistent_read=True)
    return [read(item, Refused) for item in items]


def find_row(place: tuple[str, str]) -> tuple[str, Row] | None:
    """Read the row that waits at a place, and under which identity."""
    item = find(RegistryItem, *place)
    return (item.pk.removeprefix(identity_key("")), _row(item)) if item else None


def find_refused_at(place: tuple[str, str]) -> Refused | None:
    """Read the row that lies refused at a place."""
    item = find(RegistryItem, *place)
    if item is None:
        return None
    kept = read(item, Refused)
    return msgspec.structs.replace(kept, row=_named(kept.row, item))


def put_rows(digest: str, rows: Sequence[Row], besides: Sequence[Write] = ()) -> None:
    """Let up to `MOST_ROWS` rows wait for an identity that nobody has enrolled.

    Args:
        digest: the identity's.
        rows: what waits.
        besides: what else is written with them, at most one item for each.

    Raises:
        Conflict: somebody has enrolled it, or one of the items is not as it was read.
    """
    write_together((*holding(digest, rows), *besides))


def holding(digest: str, rows: Sequence[Row]) -> Iterator[Write]:
    """What is written when rows begin to wait: each, if nobody has enrolled the identity."""
    yield Write(RegistryItem(pk=identity_key(digest), sk="LOCK"), is_new(), asks=True)
    for row in rows:
        yield Write(_waiting(digest, row, None), is_new())


def accepted(digest: str, row: Row) -> Iterator[Write]:
    """What is written when a waiting row has become a record."""
    yield Write(_item(digest, "WAIT", row, row), RegistryItem.pk.exists(), clears=True)


def forgotten(digest: str, row: Row) -> Iterator[Write]:
    """What is written when a row is forgotten that nobody has claimed, nor is about to."""
    yield Write(RegistryItem(pk=identity_key(digest), sk="LOCK"), is_new(), asks=True)
    yield from accepted(digest, row)


def restated(digest: str, row: Row, at: datetime) -> Write:
    """What is written when a waiting row says something else of the same thing; it is there still."""
    return Write(_waiting(digest, row, at), RegistryItem.pk.exists())


class Aged(NamedTuple):
    """A row that has waited long: under which identity, what it is, and since when it is due."""

    identity: str
    row: Row
    since: str


def find_aged(place: ListPlace) -> Aged | None:
    """Read a row that waits at a place, strongly consistent; None once it waits no more, or for a later time."""
    item = find(RegistryItem, place.pk, place.sk)
    if item is None or item.since != place.since:
        return None
    return Aged(item.pk.removeprefix(identity_key("")), _row(item), place.since)


def put_off(aged: Aged, due: datetime) -> None:
    """Let a row that waits be looked at again when it is due next.

    Raises:
        Conflict: it was claimed, corrected or put off meanwhile.
    """
    item = _item(aged.identity, "WAIT", aged.row, aged.row)
    with conflicts():
        item.update(
            actions=[RegistryItem.since.set(mark.sortable(due))],
            condition=RegistryItem.since == aged.since,
        )


def marked_anew(digest: str, row: Row) -> bool:
    """Mark a row that began to wait before such rows were told of; False where it is marked or gone.

    Raises:
        Conflict: a transaction writes it at this moment.
    """
    item = _waiting(digest, row, None)
    if item.waits_for is None:
        return False
    kept = find(RegistryItem, item.pk, item.sk)
    if kept is None or kept.waits_for:
        return False
    with conflicts():
        kept.update(
            actions=[
                RegistryItem.waits_for.set(item.waits_for),
                RegistryItem.since.set(item.since),
            ],
            condition=RegistryItem.pk.exists() & RegistryItem.waits_for.does_not_exist(),
        )
    return True


def _waiting(digest: str, row: Row, at: datetime | None) -> RegistryItem:
    """A row as it waits, with the mark of when something is due about it."""
    due = next_due(row, at)
    return marked(_item(digest, "WAIT", row, row), mark.aged(digest, due) if due else None)


def refused(digest: str, row: Row, refusal: Refusal, at: datetime) -> Iterator[Write]:
    """What is written when a waiting row is refused: it is kept with its reason.

    A row of the HR system gives up its 流水号, so that it can be imported again once it is mended.
    """
    why = Refused(
        row=row,
        code=refusal.code,
        detail=detail_of(refusal),
        field=str(refusal.facts.get("field", "")),
        at=at,
    )
    yield from accepted(digest, row)
    yield Write(_item(digest, "REFUSED", row, why))
    if isinstance(row, LegacyRow):
        yield freed(row.serial)


def _item(digest: str, kind: str, row: Row, body: msgspec.Struct) -> RegistryItem:
    sk = f"{kind}#{row.source}#{row.key}"
    return RegistryItem(pk=identity_key(digest), sk=sk, body=keep(body))
