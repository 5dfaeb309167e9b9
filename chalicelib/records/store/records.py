"""Records of credits: one item each, in the slot of the thing that it is about (R16)."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from pynamodb.expressions.condition import Condition

from chalicelib.law.rules.window import Window
from chalicelib.notices.rules.notice import Notice
from chalicelib.notices.store.notices import notice_item
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.known import known
from chalicelib.platform.store.tables import (
    RegistryItem,
    conflicts,
    is_new,
    is_version_of,
    marked,
)
from chalicelib.platform.store.writes import Write, write_together
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.record_lists import place_of
from chalicelib.records.rules.record_mark import mark_of
from chalicelib.records.rules.standing import Standing

IN_THE_KEY = frozenset({"person", "year", "slot", "version"})


def record_key(year: int, slot: str) -> str:
    """The sort key of a record: the key itself registers a thing once (R16)."""
    return f"Y#{year}#R#{slot}"


def record_item(
    record: Record, window: Window | None, standing: Standing | None = None
) -> RegistryItem:
    """A record as it is kept, with the mark of who must act on it next.

    `window` is needed for a draft or a returned record alone, `standing` for one that counts: under
    another territory than the standing's, the record needs a list entry of its own to be found.
    """
    pk, sk = person_key(record.person), record_key(record.year, record.slot)
    item = RegistryItem(
        pk=pk,
        sk=sk,
        version=record.version,
        body={name: value for name, value in keep(record).items() if name not in IN_THE_KEY},
    )
    if place := place_of(record, pk, sk, standing):
        item.list, item.order = place
    return marked(item, mark_of(record, window))


def is_record(item: RegistryItem) -> bool:
    """Whether an item of somebody's year is a record, not the standing or a part of a record."""
    return "#R#" in item.sk and "part_of" not in item.body


def year_of(item: RegistryItem) -> int:
    """The year of a record, as its key has it."""
    return int(item.sk.removeprefix("Y#").split("#", 1)[0])


def record_of(item: RegistryItem) -> Record:
    """Read a record back; what its key and version say is not kept twice."""
    year, slot = item.sk.removeprefix("Y#").split("#R#", 1)
    named = {
        "person": item.pk.removeprefix("P#"),
        "year": int(year),
        "slot": slot,
        "version": item.version,
    }
    return msgspec.convert({**item.body, **named}, known(Record))


def is_as_read(record: Record) -> Condition:
    """The condition that the record's slot still holds this very record, unchanged."""
    return is_version_of("id", record.id, record.version)


def put_moved(
    record: Record,
    window: Window | None,
    previous: Record,
    told: Notice | None = None,
    besides: Iterable[Write] = (),
) -> None:
    """Write a record in place of its own previous version, in the same slot, and what is told of it.

    The window is as in `record_item`; `besides` is what else belongs to it.

    Raises:
        Conflict: the record has changed meanwhile.
    """
    item, others = record_item(record, window), list(besides)
    if told:
        others.append(Write(notice_item(told, told.due), is_new()))
    if others:
        write_together([Write(item, is_as_read(previous)), *others])
        return
    with conflicts():
        item.save(condition=is_as_read(previous))


def record_of_image(image: Mapping[str, Mapping[str, Any]]) -> Record | None:
    """The record that a stream brings; nothing of a part of one, or of another item."""
    sk = image.get("sk", {}).get("S", "")
    if "#R#" not in sk or "part_of" in image["body"]["M"]:
        return None
    kept = RegistryItem.from_raw_data(
        {name: dict(image[name]) for name in ("pk", "sk", "version", "body")}
    )
    return record_of(kept)


def find_records(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Record]:
    """Read records by their keys, strongly consistent; those that have moved away are absent.

    A list that lags may name a key twice, or one where another record's part lies by now.
    """
    found = RegistryItem.batch_get(list(dict.fromkeys(keys)), consistent_read=True)
    return {(item.pk, item.sk): record_of(item) for item in found if is_record(item)}
