"""Histories as the archive takes them: moves, acts and versions, wherever they lie in the tables."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from chalicelib.audit.rules import audit
from chalicelib.audit.rules.audit import AuditFact, Entry, EntryOrigin
from chalicelib.audit.rules.bundle import is_fact
from chalicelib.certificates.rules.certificate import Snapshot
from chalicelib.plans.rules.plan import find_plan_address
from chalicelib.plans.store.plans import find_plan, is_plan_key, plan_of
from chalicelib.platform.rules.act import Act
from chalicelib.platform.rules.identifier import find_address
from chalicelib.platform.store.outbox import Side
from chalicelib.platform.store.tables import Item, RegistryItem, find, read
from chalicelib.records.rules.record import Record
from chalicelib.records.store.records import record_of
from chalicelib.records.store.years import find_year

Image = Mapping[str, Mapping[str, Any]]


def entries_of_image(side: Side, image: Image) -> tuple[EntryOrigin, tuple[Entry, ...]]:
    """What an item as a stream brings it gives the archive; nothing if it keeps no history.

    What keeps none is not read at all: streams bring other items as well.
    """
    pk, sk = (str(image[name]["S"]) for name in ("pk", "sk"))
    if not (_is_record(sk) or _is_act(sk) or _is_version(sk) or is_plan_key(pk, sk)):
        return EntryOrigin(side.name.lower(), pk, sk), ()
    return entries_of(side, _item_of(side, image))


def _is_record(sk: str) -> bool:
    return "#R#" in sk


def _is_act(sk: str) -> bool:
    return sk.startswith("A#")


def _is_version(sk: str) -> bool:
    """Whether it is the key of a version of a certificate."""
    return sk.startswith("C#") and "#V#" in sk


def find_version(image: Image) -> AuditFact | None:
    """What the archive keeps of a version of a certificate that a stream brings; nothing of any other item."""
    if not image or not _is_version(str(image["sk"]["S"])):
        return None
    _, (entry,) = entries_of_image(Side.HR, image)
    return msgspec.json.decode(entry.content, type=AuditFact)


def is_changed(side: Side, image: Image, before: Image) -> bool:
    """Whether an act or a version that a stream brings was another one before: neither is ever changed."""
    if not before:
        return False
    _, entries = entries_of_image(side, image)
    is_known = bool(entries) and is_fact(entries[0].name)
    return is_known and entries_of_image(side, before)[1] != entries


def _item_of(side: Side, image: Image) -> Item:
    item: Item = side.value.from_raw_data({name: dict(value) for name, value in image.items()})
    return item


def entries_of(side: Side, item: Item) -> tuple[EntryOrigin, tuple[Entry, ...]]:
    """What an item gives the archive: the moves of a record or a plan, an act, the digest of a version."""
    place = EntryOrigin(side.name.lower(), item.pk, item.sk)
    if _is_record(item.sk):
        if "part_of" in item.body:
            return place, ()
        record = _record_of(item)
        return audit.place_of_record(record.id), audit.entries_of_record(record)
    if is_plan_key(item.pk, item.sk):
        plan = plan_of(RegistryItem(item.pk, item.sk, version=item.version, body=item.body))
        return audit.place_of_plan(plan.id), audit.entries_of_plan(plan)
    if _is_act(item.sk):
        return place, (audit.entry_of_fact(AuditFact(place=place, act=read(item, Act))),)
    if _is_version(item.sk):
        digest = audit.digest_of(msgspec.json.encode(read(item, Snapshot)))
        return place, (audit.entry_of_fact(AuditFact(place=place, digest=digest)),)
    return place, ()


def _record_of(item: Item) -> Record:
    return record_of(RegistryItem(item.pk, item.sk, version=item.version, body=item.body))


def find_entries(subject: str, place: EntryOrigin) -> tuple[Entry, ...]:
    """Read a subject's entries anew, strongly consistent; a record may have left its place."""
    kind, _, name = subject.partition("/")
    if kind == audit.MOVES and find_plan_address(name):
        plan = find_plan(name)
        return audit.entries_of_plan(plan) if plan else ()
    if kind == audit.MOVES:
        record = _find_record(name)
        return audit.entries_of_record(record) if record else ()
    side = Side[place.side.upper()]
    item = find(side.value, place.pk, place.sk)
    return entries_of(side, item)[1] if item else ()


def _find_record(record_id: str) -> Record | None:
    address = find_address(record_id)
    person_year = find_year(*address) if address else None
    return person_year.record(record_id) if person_year else None


def scan_entries() -> Iterator[tuple[EntryOrigin, tuple[Entry, ...]]]:
    """Read every history of both tables: for the command that verifies, never for a request."""
    for side in Side:
        for item in side.value.scan(consistent_read=True):
            place, entries = entries_of(side, item)
            if entries:
                yield place, entries
