"""The guard of a person's sittings: of two years that take one paper and sitting one wins (R16).

Sittings are held by the exam records themselves, so that none is ever held by nothing and what was
registered before the guard needs no mending. The guard only orders who takes one: whatever lets an
exam record count, or wait for it, advances it on condition that it is as it was read.
"""

from collections.abc import Iterable

from chalicelib.law.rules.form import lists_papers
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.tables import RegistryItem
from chalicelib.records.rules.record import Record

SITTINGS = "SITTINGS"
"""Its sort key, among what is read with every year."""


def sittings_guard(records: Iterable[Record], person: str, version: int) -> RegistryItem | None:
    """The guard as records advance it; None where none of them takes a sitting.

    Args:
        records: what is written, of one person.
        person: the person's id, whatever ids were merged into it.
        version: the guard's, as it was read; 0 where there is none yet.
    """
    taking = [record for record in records if lists_papers(record.form) and not record.frees_slot]
    if not taking:
        return None
    after = max(version + 1, *(record.version for record in taking))
    return RegistryItem(pk=person_key(person), sk=SITTINGS, version=after, body={})
